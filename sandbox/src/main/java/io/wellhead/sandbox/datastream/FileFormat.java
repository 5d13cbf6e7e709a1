// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream;

/** How change files are written. */
public enum FileFormat {
  /** Avro container, not compressed. */
  AVRO(".avro"),
  /** Avro container whose blocks are compressed. */
  AVRO_DEFLATE(".avro"),
  /** An event in each line. */
  JSON(".jsonl"),
  /** An event in each line, compressed. */
  JSON_GZIP(".jsonl.gz");

  private final String extension;

  FileFormat(String extension) {
    this.extension = extension;
  }

  /** The end of a file's name, with its dot. */
  String extension() {
    return extension;
  }
}
