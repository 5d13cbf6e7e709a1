// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changefiles;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds the ends of lines eight bytes at a time. */
final class NewLines {
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EVERY_BYTE = 0x0101_0101_0101_0101L;
  private static final long HIGHEST_BITS = EVERY_BYTE << 7;

  private NewLines() {}

  /** Place of the first one from there on; {@code to} if there is none before it. */
  static int next(byte[] bytes, int from, int to) {
    int at = from;
    while (at <= to - Long.BYTES) {
      long zeroWhereNewLine = (long) EIGHT_BYTES.get(bytes, at) ^ '\n' * EVERY_BYTE;
      // The lowest byte of this that is not 0 is the first that was 0 there.
      long found = (zeroWhereNewLine - EVERY_BYTE) & ~zeroWhereNewLine & HIGHEST_BITS;
      if (found != 0) {
        return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
      }
      at += Long.BYTES;
    }
    while (at < to && bytes[at] != '\n') {
      at++;
    }
    return at;
  }
}
