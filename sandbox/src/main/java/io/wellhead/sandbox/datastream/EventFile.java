// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that is being written. */
interface EventFile extends Closeable {

  /** Adds an event; all events of a file have one schema. */
  void add(Event event) throws IOException;

  /** Bytes that it has so far; a compressed or blocked format holds some back. */
  long size();

  /**
   * Begins a file.
   *
   * @param blockBytes size of Avro's blocks
   */
  static EventFile create(
      Path path, FileFormat format, Origin origin, RowSchema schema, int blockBytes)
      throws IOException {
    OutputStream output = Files.newOutputStream(path);
    try {
      return switch (format) {
        case AVRO -> new AvroFile(output, EventSchema.of(origin, schema), "null", blockBytes);
        case AVRO_DEFLATE ->
            new AvroFile(output, EventSchema.of(origin, schema), "deflate", blockBytes);
        case JSON -> JsonFile.plain(output);
        case JSON_GZIP -> JsonFile.compressed(output);
      };
    } catch (IOException | RuntimeException e) {
      output.close();
      throw e;
    }
  }
}
