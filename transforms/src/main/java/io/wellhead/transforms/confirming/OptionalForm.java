// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.confirming;

import io.wellhead.transforms.restream.BinaryForm;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.VarInt;
import org.jspecify.annotations.Nullable;

/** Parts of encodings that may be missing: a byte 0, or a byte 1 before them. */
final class OptionalForm {
  private static final int MAX_IDS = 1_000_000;

  private OptionalForm() {}

  static void writePresence(@Nullable Object part, OutputStream out) throws IOException {
    out.write(part == null ? 0 : 1);
  }

  static boolean readPresence(InputStream in) throws IOException {
    int present = in.read();
    if (present < 0) {
      throw new EOFException("a part is missing");
    }
    if (present > 1) {
      throw new CoderException("presence " + present + ", accepted are 0 and 1");
    }
    return present == 1;
  }

  static void writeInstant(@Nullable Instant instant, OutputStream out) throws IOException {
    writePresence(instant, out);
    if (instant != null) {
      BinaryForm.writeInstant(instant, out);
    }
  }

  static @Nullable Instant readInstant(InputStream in) throws IOException {
    return readPresence(in) ? BinaryForm.readInstant(in) : null;
  }

  static void writeText(@Nullable String text, OutputStream out) throws IOException {
    writePresence(text, out);
    if (text != null) {
      BinaryForm.writeText(text, out);
    }
  }

  static @Nullable String readText(InputStream in) throws IOException {
    return readPresence(in) ? BinaryForm.readText(in) : null;
  }

  static void writeNumber(@Nullable Long number, OutputStream out) throws IOException {
    writePresence(number, out);
    if (number != null) {
      VarInt.encode(number, out);
    }
  }

  static @Nullable Long readNumber(InputStream in) throws IOException {
    return readPresence(in) ? VarInt.decodeLong(in) : null;
  }

  /** Writes ids behind their count. */
  static void writeIds(List<Long> ids, OutputStream out) throws IOException {
    VarInt.encode(ids.size(), out);
    for (long id : ids) {
      VarInt.encode(id, out);
    }
  }

  static List<Long> readIds(InputStream in) throws IOException {
    int count = BinaryForm.readCount(MAX_IDS, in);
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(VarInt.decodeLong(in));
    }
    return ids;
  }
}
