// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro's binary encoding from the bytes of one block. Lengths are checked against what is
 * there before anything is allocated, so that damaged bytes cost no more than sound ones.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#binary-encoding">Avro, binary
 *     encoding</a>
 */
final class AvroCursor {
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
    return slice(Float.BYTES).order(ByteOrder.LITTLE_ENDIAN).getFloat();
  }

  double readDouble() throws EventException {
    return slice(Double.BYTES).order(ByteOrder.LITTLE_ENDIAN).getDouble();
  }

  /** Bytes with their length before them; a view of the block. */
  ByteBuffer readBytes() throws EventException {
    return slice(readLong());
  }

  /** As many bytes; a view of the block. */
  ByteBuffer slice(long length) throws EventException {
    if (length < 0 || length > end - at) {
      throw damaged(length + " bytes are announced, " + (end - at) + " are left");
    }
    ByteBuffer slice = ByteBuffer.wrap(bytes, at, (int) length).slice();
    at += (int) length;
    return slice;
  }

  String readString() throws EventException {
    long length = readLong();
    if (length < 0 || length > end - at) {
      throw damaged(length + " bytes of text are announced, " + (end - at) + " are left");
    }
    int from = at;
    at += (int) length;
    for (int i = from; i < at; i++) {
      if (bytes[i] < 0) {
        return decoded(from, (int) length);
      }
    }
    return new String(bytes, from, (int) length, StandardCharsets.ISO_8859_1);
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
