// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changefiles;

import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;

/** What a change file's first bytes say it is; names are not trusted. */
enum FileFormat {
  EMPTY,
  AVRO,
  /** JSON that gzip compressed. */
  GZIP,
  /** An event in each line. */
  JSON,
  /** JSON that begins with an array, whose members may take several lines. */
  JSON_ARRAY,
  /** Neither: a marker, a schema in a form that nobody knows, something else's file. */
  OTHER;

  private static final int SIGN_BYTES = 4;
  private static final int LOOKED_AT = 1 << 12;

  /** Whether it can be read from the middle on. */
  boolean isCut() {
    return this == AVRO || this == JSON;
  }

  /** What the ledger calls it. */
  String text() {
    return this == JSON_ARRAY ? JSON.text() : name().toLowerCase(Locale.ROOT);
  }

  /** Looks at the file's beginning, and goes back to it. */
  static FileFormat of(FileBytes file) throws IOException {
    file.seek(0);
    byte[] sign = file.read((int) Math.min(SIGN_BYTES, file.size()));
    FileFormat format = signed(sign);
    if (format == OTHER) {
      file.seek(0);
      format = text(file);
    }
    file.seek(0);
    return format;
  }

  private static FileFormat signed(byte[] sign) {
    if (sign.length == 0) {
      return EMPTY;
    }
    if (Arrays.equals(sign, AvroHeader.MAGIC)) {
      return AVRO;
    }
    boolean gzip = sign.length > 1 && sign[0] == 0x1F && (sign[1] & 0xFF) == 0x8B;
    return gzip ? GZIP : OTHER;
  }

  /** JSON begins with a bracket, after a byte order mark and white space. */
  private static FileFormat text(FileBytes file) throws IOException {
    for (int i = 0; i < LOOKED_AT; i++) {
      int next = file.read();
      if (next < 0) {
        return EMPTY;
      }
      boolean mark = i < 3 && (next == 0xEF || next == 0xBB || next == 0xBF);
      if (!mark && !Character.isWhitespace(next)) {
        return next == '{' ? JSON : next == '[' ? JSON_ARRAY : OTHER;
      }
    }
    return OTHER;
  }
}
