// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changefiles;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.discovery.FoundFile;
import java.util.ArrayList;
import java.util.List;

/**
 * A part of a file that is read by itself. It has the Avro blocks and the lines that begin in it.
 * What cannot be read from the middle on belongs to the first part as a whole: files with gzip, and
 * arrays of JSON.
 *
 * @param file that is cut
 * @param index of the part, from 0 on
 * @param count of the file's parts
 * @param from its first byte
 * @param to the byte behind it; {@link Long#MAX_VALUE} of the last one
 */
record FilePart(FoundFile file, int index, int count, long from, long to) {
  FilePart {
    requireNonNull(file, "file");
    if (index < 0 || index >= count || from < 0 || to <= from || (index == 0) != (from == 0)) {
      throw new IllegalArgumentException(
          "part %d of %d from %d to %d".formatted(index, count, from, to));
    }
  }

  /** The file in one part. */
  static FilePart whole(FoundFile file) {
    return new FilePart(file, 0, 1, 0, Long.MAX_VALUE);
  }

  /**
   * Cuts a file by its size alone, without looking into it; a file of unknown size stays whole.
   *
   * @param bytes of each part at least; the last may have up to twice as many
   */
  static List<FilePart> cut(FoundFile file, long bytes) {
    int count = (int) Math.max(1, Math.min(Integer.MAX_VALUE, file.bytes() / bytes));
    List<FilePart> parts = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      long to = i == count - 1 ? Long.MAX_VALUE : (i + 1) * bytes;
      parts.add(new FilePart(file, i, count, i * bytes, to));
    }
    return parts;
  }

  boolean isFirst() {
    return index == 0;
  }
}
