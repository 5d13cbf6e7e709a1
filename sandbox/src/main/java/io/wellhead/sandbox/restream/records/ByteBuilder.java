// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.records;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing byte array with the number formats that records need. One thread. */
public final class ByteBuilder {

  private static final long[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};

  private byte[] bytes;
  private int size;

  public ByteBuilder(int capacity) {
    bytes = new byte[capacity];
  }

  public int size() {
    return size;
  }

  public byte[] array() {
    return bytes;
  }

  public void clear() {
    size = 0;
  }

  /** Drops everything from the position on. */
  public void truncate(int position) {
    size = position;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  public ByteBuilder append(byte[] more) {
    return append(more, 0, more.length);
  }

  public ByteBuilder append(byte[] more, int offset, int length) {
    reserve(length);
    System.arraycopy(more, offset, bytes, size, length);
    size += length;
    return this;
  }

  public ByteBuilder append(char ascii) {
    reserve(1);
    bytes[size++] = (byte) ascii;
    return this;
  }

  public ByteBuilder append(String text) {
    return append(text.getBytes(StandardCharsets.UTF_8));
  }

  public ByteBuilder append(long number) {
    if (number < 0) {
      return number == Long.MIN_VALUE ? append(Long.toString(number)) : append('-').append(-number);
    }
    int digits = 1;
    for (long rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    reserve(digits);
    size += digits;
    long rest = number;
    for (int i = size - 1; i >= size - digits; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return this;
  }

  /** A decimal with at most so many places, trailing zeros cut down to one ({@code 8.0}). */
  public ByteBuilder append(double number, int decimals) {
    if (Math.abs(number) >= 1e11 || decimals >= POWERS.length) {
      return append(Double.toString(number));
    }
    long scaled = Math.round(number * POWERS[decimals]);
    if (scaled < 0) {
      append('-');
      scaled = -scaled;
    }
    append(scaled / POWERS[decimals]).append('.');
    if (decimals == 0) {
      return append('0');
    }
    long fraction = scaled % POWERS[decimals];
    int places = decimals;
    while (places > 1 && fraction % 10 == 0) {
      fraction /= 10;
      places--;
    }
    reserve(places);
    size += places;
    for (int i = size - 1; i >= size - places; i--) {
      bytes[i] = (byte) ('0' + fraction % 10);
      fraction /= 10;
    }
    return this;
  }

  private void reserve(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }
}
