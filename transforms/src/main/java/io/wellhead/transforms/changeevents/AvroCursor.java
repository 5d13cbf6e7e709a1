// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro's binary encoding from the bytes of one block. Lengths are checked against what is
 * there before anything is allocated, so that damaged bytes cost no more than sound ones.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#binary-encoding">Avro, binary
 *     encoding</a>
 */
final class AvroCursor {
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle FOUR_BYTES =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGHEST_BITS = 0x8080_8080_8080_8080L;

  private final byte[] bytes;
  private final int end;
  private int at;
  private @Nullable String problem;

  AvroCursor(byte[] bytes, int offset, int length) {
    this.bytes = bytes;
    at = offset;
    end = offset + length;
  }

  /** Position in the array. */
  int position() {
    return at;
  }

  boolean isAtEnd() {
    return at == end;
  }

  boolean readBoolean() throws EventException {
    int value = readByte();
    if (value > 1) {
      throw damaged("a boolean is " + value);
    }
    return value == 1;
  }

  int readInt() throws EventException {
    long value = readLong();
    if (value < Integer.MIN_VALUE || value > Integer.MAX_VALUE) {
      throw damaged("an int is " + value);
    }
    return (int) value;
  }

  long readLong() throws EventException {
    long raw = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = readByte();
      raw |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return raw >>> 1 ^ -(raw & 1);
      }
    }
    throw damaged("a number has more than ten bytes");
  }

  float readFloat() throws EventException {
    return Float.intBitsToFloat((int) FOUR_BYTES.get(bytes, taken(Float.BYTES)));
  }

  double readDouble() throws EventException {
    return Double.longBitsToDouble((long) EIGHT_BYTES.get(bytes, taken(Double.BYTES)));
  }

  /** Bytes with their length before them; a view of the block. */
  ByteBuffer readBytes() throws EventException {
    return slice(readLong());
  }

  /** As many bytes; a view of the block. */
  ByteBuffer slice(long length) throws EventException {
    int from = taken(length);
    return ByteBuffer.wrap(bytes, from, (int) length).slice();
  }

  /** Takes so many bytes; where they begin. */
  private int taken(long length) throws EventException {
    if (length < 0 || length > end - at) {
      throw damaged(length + " bytes are announced, " + (end - at) + " are left");
    }
    int from = at;
    at += (int) length;
    return from;
  }

  /**
   * The number whose unscaled value these bytes are, with their length before them.
   *
   * @return null if they are none
   */
  @Nullable BigDecimal readDecimal(int scale) throws EventException {
    long length = readLong();
    int from = taken(length);
    if (length > Long.BYTES) {
      return new BigDecimal(new BigInteger(bytes, from, (int) length), scale);
    } else if (length == 0) {
      return null;
    }
    long unscaled = bytes[from];
    for (int i = from + 1; i < at; i++) {
      unscaled = unscaled << Byte.SIZE | (bytes[i] & 0xFF);
    }
    return BigDecimal.valueOf(unscaled, scale);
  }

  String readString() throws EventException {
    long length = readLong();
    int from = taken(length);
    return isAscii(from, at)
        ? new String(bytes, from, (int) length, StandardCharsets.ISO_8859_1)
        : decoded(from, (int) length);
  }

  private boolean isAscii(int from, int to) {
    int i = from;
    for (; i <= to - Long.BYTES; i += Long.BYTES) {
      if (((long) EIGHT_BYTES.get(bytes, i) & HIGHEST_BITS) != 0) {
        return false;
      }
    }
    for (; i < to; i++) {
      if (bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /** Takes these bytes if they come next. */
  boolean skipBytesIf(byte[] expected) {
    int to = at + expected.length;
    if (expected.length == 0
        || to > end
        || !Arrays.equals(bytes, at, to, expected, 0, expected.length)) {
      return false;
    }
    at = to;
    return true;
  }

  /** The bytes between two positions. */
  byte[] copyOf(int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  private String decoded(int from, int length) throws EventException {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes, from, length))
          .toString();
    } catch (CharacterCodingException e) {
      problem = "text at byte " + from + " is not UTF-8";
      return "";
    }
  }

  /**
   * What was wrong since the last call with a value whose end is known, so that what follows can be
   * read; null if nothing was.
   */
  @Nullable String takeProblem() {
    String taken = problem;
    problem = null;
    return taken;
  }

  /** The index of one of that many branches or symbols. */
  int readIndex(String of, int size) throws EventException {
    long index = readLong();
    if (index < 0 || index >= size) {
      throw damaged(of + " has " + size + ", not number " + index);
    }
    return (int) index;
  }

  /** Reads the items of an array or map, each of which takes a byte at least. */
  void readItems(Item item) throws EventException {
    for (long items = readCount(); items > 0; items = readCount()) {
      for (long i = 0; i < items; i++) {
        item.read();
      }
    }
  }

  /** Reads one item of an array or map. */
  @FunctionalInterface
  interface Item {
    void read() throws EventException;
  }

  private long readCount() throws EventException {
    long items = readLong();
    if (items < 0) {
      items = -items;
      readLong();
    }
    if (items < 0 || items > end - at) {
      throw damaged(items + " items are announced, " + (end - at) + " bytes are left");
    }
    return items;
  }

  EventException damaged(String what) {
    return EventException.malformed(what + " at byte " + at, null);
  }

  private int readByte() throws EventException {
    if (at >= end) {
      throw damaged("the data end");
    }
    return bytes[at++] & 0xFF;
  }
}
