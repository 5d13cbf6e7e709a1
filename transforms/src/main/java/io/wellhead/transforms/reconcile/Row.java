// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.reconcile;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/**
 * A row in canonical texts.
 *
 * @param table number of its table
 * @param key values of its key, each with its length before it
 * @param sequence place in the order of changes, as text that sorts so
 * @param deleted whether it is deleted
 * @param values by the table's columns; of the key as well
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between files, never compared
record Row(int table, String key, String sequence, boolean deleted, @Nullable String[] values) {

  /** A number of 64 bits that other values hardly have. */
  static long hash(String key, @Nullable String[] values, boolean[] left) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(key.getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < values.length; i++) {
        String value = left[i] ? null : values[i];
        digest.update((byte) (value == null ? 0 : 1));
        if (value != null) {
          byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
          digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).array());
          digest.update(utf8);
        }
      }
      return ByteBuffer.wrap(digest.digest()).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(table);
    write(key, out);
    write(sequence, out);
    out.writeBoolean(deleted);
    out.writeInt(values.length);
    for (String value : values) {
      write(value, out);
    }
  }

  static Row read(DataInput in) throws IOException {
    int table = in.readInt();
    String key = String.valueOf(text(in));
    String sequence = String.valueOf(text(in));
    boolean deleted = in.readBoolean();
    @Nullable String[] values = new @Nullable String[in.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = text(in);
    }
    return new Row(table, key, sequence, deleted, values);
  }

  private static void write(@Nullable String text, DataOutput out) throws IOException {
    if (text == null) {
      out.writeInt(-1);
      return;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(utf8.length);
    out.write(utf8);
  }

  private static @Nullable String text(DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    byte[] utf8 = new byte[length];
    in.readFully(utf8);
    return new String(utf8, StandardCharsets.UTF_8);
  }
}
