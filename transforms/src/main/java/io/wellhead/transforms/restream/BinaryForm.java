// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.model.Room;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.VarInt;
import org.jspecify.annotations.Nullable;

/**
 * The parts that encodings share: variable-length numbers, everything else behind its length.
 * Damaged input gives a {@link CoderException} or {@link EOFException}.
 */
public final class BinaryForm {
  private static final int MAX_BYTES = 64 << 20;
  private static final int MAX_IDS = 1_000_000;

  private BinaryForm() {}

  public static void writeVersion(int version, OutputStream out) throws IOException {
    out.write(version);
  }

  public static void readVersion(int expected, String what, InputStream in) throws IOException {
    int version = readVersion(what, in);
    if (version != expected) {
      throw new CoderException(
          what + " has version " + version + ", this release reads version " + expected);
    }
  }

  /** Reads a version from 1 to the newest one. */
  public static int readVersionUpTo(int newest, String what, InputStream in) throws IOException {
    int version = readVersion(what, in);
    if (version < 1 || version > newest) {
      throw new CoderException(
          what + " has version " + version + ", this release reads versions 1 to " + newest);
    }
    return version;
  }

  private static int readVersion(String what, InputStream in) throws IOException {
    int version = in.read();
    if (version < 0) {
      throw new EOFException(what + " is empty");
    }
    return version;
  }

  public static void writeBytes(byte[] bytes, OutputStream out) throws IOException {
    VarInt.encode(bytes.length, out);
    out.write(bytes);
  }

  public static byte[] readBytes(InputStream in) throws IOException {
    int length = readCount(MAX_BYTES, in);
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException(bytes.length + " bytes of " + length);
    }
    return bytes;
  }

  /** Reads a number of things that follow, so that a damaged one cannot ask for all memory. */
  public static int readCount(int max, InputStream in) throws IOException {
    int count = VarInt.decodeInt(in);
    if (count < 0 || count > max) {
      throw new CoderException("count " + count + ", accepted are 0 to " + max);
    }
    return count;
  }

  public static void writeText(String text, OutputStream out) throws IOException {
    writeBytes(text.getBytes(StandardCharsets.UTF_8), out);
  }

  public static String readText(InputStream in) throws IOException {
    return new String(readBytes(in), StandardCharsets.UTF_8);
  }

  public static void writeInstant(Instant instant, OutputStream out) throws IOException {
    VarInt.encode(instant.getEpochSecond(), out);
    VarInt.encode(instant.getNano(), out);
  }

  public static Instant readInstant(InputStream in) throws IOException {
    try {
      return Instant.ofEpochSecond(VarInt.decodeLong(in), readCount(999_999_999, in));
    } catch (DateTimeException e) {
      throw new CoderException("an instant out of range", e);
    }
  }

  /** Writes whether a part follows: a byte 0 for none, else 1. */
  public static void writePresence(@Nullable Object part, OutputStream out) throws IOException {
    out.write(part == null ? 0 : 1);
  }

  public static boolean readPresence(InputStream in) throws IOException {
    int present = in.read();
    if (present < 0) {
      throw new EOFException("a part is missing");
    }
    if (present > 1) {
      throw new CoderException("presence " + present + ", accepted are 0 and 1");
    }
    return present == 1;
  }

  public static void writeOptionalText(@Nullable String text, OutputStream out) throws IOException {
    writePresence(text, out);
    if (text != null) {
      writeText(text, out);
    }
  }

  public static @Nullable String readOptionalText(InputStream in) throws IOException {
    return readPresence(in) ? readText(in) : null;
  }

  public static void writeOptionalInstant(@Nullable Instant instant, OutputStream out)
      throws IOException {
    writePresence(instant, out);
    if (instant != null) {
      writeInstant(instant, out);
    }
  }

  public static @Nullable Instant readOptionalInstant(InputStream in) throws IOException {
    return readPresence(in) ? readInstant(in) : null;
  }

  public static void writeOptionalNumber(@Nullable Long number, OutputStream out)
      throws IOException {
    writePresence(number, out);
    if (number != null) {
      VarInt.encode(number, out);
    }
  }

  public static @Nullable Long readOptionalNumber(InputStream in) throws IOException {
    return readPresence(in) ? VarInt.decodeLong(in) : null;
  }

  /** Writes ids behind their count. */
  public static void writeIds(List<Long> ids, OutputStream out) throws IOException {
    VarInt.encode(ids.size(), out);
    for (long id : ids) {
      VarInt.encode(id, out);
    }
  }

  public static List<Long> readIds(InputStream in) throws IOException {
    int count = readCount(MAX_IDS, in);
    List<Long> ids = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ids.add(VarInt.decodeLong(in));
    }
    return ids;
  }

  public static void writeRoom(Room room, OutputStream out) throws IOException {
    writeText(room.toString(), out);
  }

  public static Room readRoom(InputStream in) throws IOException {
    String text = readText(in);
    try {
      return Room.parse(text);
    } catch (IllegalArgumentException e) {
      throw new CoderException("room " + text, e);
    }
  }

  public static Origin readOrigin(InputStream in) throws IOException {
    try {
      return Origin.ofCode(in.read());
    } catch (IllegalArgumentException e) {
      throw new CoderException(e.getMessage(), e);
    }
  }
}
