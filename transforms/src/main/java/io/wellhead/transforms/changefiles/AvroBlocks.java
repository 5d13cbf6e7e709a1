// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changefiles;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The blocks that begin in a part of an Avro file. After a damaged block reading goes on behind the
 * next marker, so that what is sound is used. One thread.
 */
final class AvroBlocks {
  private final FileBytes file;
  private final AvroHeader header;
  private final long mostBytes;
  private final long end;

  /**
   * A block.
   *
   * @param offset where it begins
   * @param end where the next one begins
   * @param count of its records
   * @param data compressed as the header says
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Block(long offset, long end, long count, byte[] data) {}

  /**
   * Goes to the first block that begins in the part.
   *
   * @param mostBytes a block that announces more is taken to be damaged
   * @param from a block begins there if a marker ends there
   * @param end blocks that begin here or behind it are another part's
   */
  AvroBlocks(FileBytes file, AvroHeader header, long mostBytes, long from, long end)
      throws IOException {
    this.file = file;
    this.header = header;
    this.mostBytes = mostBytes;
    this.end = end;
    if (from <= header.end()) {
      file.seek(header.end());
    } else {
      file.seek(from - AvroHeader.SYNC_BYTES);
      skipToMarker();
    }
  }

  /**
   * Reads the next block.
   *
   * @return null at the end of the part
   * @throws DamagedException if it is damaged; the next call goes on behind it
   */
  @Nullable Block next() throws IOException, DamagedException {
    long offset = file.position();
    if (offset >= end || offset >= file.size()) {
      return null;
    }
    try {
      long count = readLong(file);
      long length = readLong(file);
      if (count < 0 || length < 0 || length > Math.min(mostBytes, file.size() - offset)) {
        throw new DamagedException(
            "a block announces " + count + " records in " + length + " bytes", offset);
      }
      byte[] data = file.read((int) length);
      if (!Arrays.equals(file.read(AvroHeader.SYNC_BYTES), header.sync())) {
        throw new DamagedException("a block does not end with the file's marker", offset);
      }
      return new Block(offset, file.position(), count, data);
    } catch (EOFException e) {
      goOnBehind(offset);
      throw new DamagedException("the file ends within a block", offset);
    } catch (DamagedException e) {
      goOnBehind(offset);
      throw e;
    }
  }

  private void goOnBehind(long offset) throws IOException {
    file.seek(offset);
    skipToMarker();
  }

  /** To the place behind the next marker, or to the end of the part. */
  private void skipToMarker() throws IOException {
    byte[] sync = header.sync();
    byte[] last = new byte[AvroHeader.SYNC_BYTES];
    int count = 0;
    for (int next = file.read(); next >= 0 && file.position() <= end; next = file.read()) {
      last[count++ % last.length] = (byte) next;
      if (count >= last.length && isMarker(last, count, sync)) {
        return;
      }
      if (count == 2 * last.length) {
        count = last.length;
      }
    }
  }

  private static boolean isMarker(byte[] ring, int begin, byte[] sync) {
    for (int i = 0; i < sync.length; i++) {
      if (ring[(begin + i) % ring.length] != sync[i]) {
        return false;
      }
    }
    return true;
  }

  static long readLong(FileBytes file) throws IOException, DamagedException {
    long raw = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = file.read();
      if (next < 0) {
        throw new EOFException("the file ends at byte " + file.position());
      }
      raw |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return raw >>> 1 ^ -(raw & 1);
      }
    }
    throw new DamagedException("a number has more than ten bytes", file.position());
  }
}
