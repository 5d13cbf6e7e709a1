// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.discovery;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A file that is there to be read.
 *
 * @param uri such as {@code gs://changes/cdc/public_audits/2025/11/05/18/23/8a0b….avro}
 * @param version of its content: the object's generation, elsewhere the time of its last change and
 *     its size
 * @param bytes its size; 0 if a notification does not tell it
 * @param createdAt when this version was made
 */
public record FoundFile(String uri, String version, long bytes, Instant createdAt) {
  public FoundFile {
    requireNonNull(uri, "uri");
    requireNonNull(version, "version");
    requireNonNull(createdAt, "createdAt");
  }

  /** Tells it from every other file, and from other versions of this one. */
  String id() {
    return uri + '#' + version;
  }
}
