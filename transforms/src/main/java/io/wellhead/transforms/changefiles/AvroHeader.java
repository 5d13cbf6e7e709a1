// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changefiles;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * The header of an Avro object container file.
 *
 * @param schema of the writer
 * @param codec name of the blocks' compression, {@code null} where the header does not tell
 * @param sync marker after each block
 * @param end place of the first block
 * @see <a href="https://avro.apache.org/docs/1.11.4/specification/#object-container-files">Avro,
 *     object container files</a>
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record AvroHeader(Schema schema, String codec, byte[] sync, long end) {
  static final byte[] MAGIC = {'O', 'b', 'j', 1};
  static final int SYNC_BYTES = 16;

  /** A header with a schema of thousands of columns has less. */
  private static final int MOST_BYTES = 64 << 20;

  /**
   * Reads it from the beginning of a file.
   *
   * @throws DamagedException if there is none
   */
  static AvroHeader read(FileBytes file) throws IOException, DamagedException {
    file.seek(0);
    try {
      if (!Arrays.equals(file.read(MAGIC.length), MAGIC)) {
        throw new DamagedException("not an Avro file", 0);
      }
      Map<String, byte[]> metadata = metadata(file);
      byte[] schema = metadata.get("avro.schema");
      if (schema == null) {
        throw new DamagedException("the header has no schema", 0);
      }
      byte[] codec = metadata.getOrDefault("avro.codec", "null".getBytes(StandardCharsets.UTF_8));
      byte[] sync = file.read(SYNC_BYTES);
      return new AvroHeader(
          parsed(schema), new String(codec, StandardCharsets.UTF_8), sync, file.position());
    } catch (java.io.EOFException e) {
      throw new DamagedException("the header ends too early", file.position());
    }
  }

  private static Map<String, byte[]> metadata(FileBytes file) throws IOException, DamagedException {
    Map<String, byte[]> metadata = new HashMap<>();
    for (long items = count(file); items > 0; items = count(file)) {
      for (long i = 0; i < items; i++) {
        String name = new String(file.read(length(file)), StandardCharsets.UTF_8);
        metadata.put(name, file.read(length(file)));
      }
    }
    return metadata;
  }

  private static long count(FileBytes file) throws IOException, DamagedException {
    long items = AvroBlocks.readLong(file);
    if (items < 0) {
      AvroBlocks.readLong(file);
      items = -items;
    }
    return items;
  }

  private static int length(FileBytes file) throws IOException, DamagedException {
    long length = AvroBlocks.readLong(file);
    if (length < 0 || length > Math.min(MOST_BYTES, file.size())) {
      throw new DamagedException("the header announces " + length + " bytes", file.position());
    }
    return (int) length;
  }

  private static Schema parsed(byte[] text) throws DamagedException {
    try {
      return new Schema.Parser()
          .setValidate(false)
          .setValidateDefaults(false)
          .parse(new String(text, StandardCharsets.UTF_8));
    } catch (AvroRuntimeException e) {
      throw new DamagedException("the schema cannot be read: " + e.getMessage(), 0);
    }
  }
}
