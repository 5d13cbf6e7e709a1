// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A growing protocol buffer message, written field by field. */
final class ProtoBuffer {
  private static final int MAX_VARINT_BYTES = 10;
  private static final VarHandle FIXED64 =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = new byte[4096];
  private int length;

  void clear() {
    length = 0;
  }

  int length() {
    return length;
  }

  /** Takes back what was written behind that length. */
  void truncate(int shorter) {
    length = shorter;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, length);
  }

  void writeVarint(int tag, long value) {
    ensure(2 * MAX_VARINT_BYTES);
    varint(tag);
    varint(value);
  }

  void writeDouble(int tag, double value) {
    ensure(MAX_VARINT_BYTES + Long.BYTES);
    varint(tag);
    FIXED64.set(bytes, length, Double.doubleToRawLongBits(value));
    length += Long.BYTES;
  }

  void writeBytes(int tag, byte[] value, int offset, int count) {
    ensure(2 * MAX_VARINT_BYTES + count);
    varint(tag);
    varint(count);
    System.arraycopy(value, offset, bytes, length, count);
    length += count;
  }

  /** Writes the sequence's text as a field. */
  void writeSequence(int tag, ChangeSequence sequence) {
    ensure(2 * MAX_VARINT_BYTES + ChangeSequence.TEXT_LENGTH);
    varint(tag);
    varint(ChangeSequence.TEXT_LENGTH);
    length = sequence.writeTo(bytes, length);
  }

  /** Writes the same text as two fields: it is long beside a row of measurements. */
  void writeSequence(int tag, int secondTag, ChangeSequence sequence) {
    writeSequence(tag, sequence);
    writeBytes(secondTag, bytes, length - ChangeSequence.TEXT_LENGTH, ChangeSequence.TEXT_LENGTH);
  }

  /** Writes a buffer's remaining bytes, which stay where they are. */
  void writeBytes(int tag, ByteBuffer value) {
    int count = value.remaining();
    ensure(2 * MAX_VARINT_BYTES + count);
    varint(tag);
    varint(count);
    value.get(value.position(), bytes, length, count);
    length += count;
  }

  /**
   * Begins a message within this one.
   *
   * @return what {@link #endMessage} needs
   */
  int beginMessage(int tag) {
    ensure(MAX_VARINT_BYTES + 1);
    varint(tag);
    length++; // for the message's length, as long as that is below 128
    return length;
  }

  /** Ends the message that was begun last. */
  void endMessage(int start) {
    int count = length - start;
    int more = varintBytes(count) - 1;
    if (more > 0) {
      ensure(more);
      System.arraycopy(bytes, start, bytes, start + more, count);
    }
    length = start - 1;
    varint(count);
    length += count;
  }

  private static int varintBytes(int value) {
    return (Integer.SIZE - Integer.numberOfLeadingZeros(value | 1) + 6) / 7;
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[length++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[length++] = (byte) rest;
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
