// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changefiles;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What became of one file: each row that was read is an event or a failure.
 *
 * @param file its URI
 * @param version of its content
 * @param bytes its size
 * @param format what its first bytes said
 * @param events rows that were given on
 * @param failures rows, and damaged parts, that are dead letters
 * @param readAt when its end was reached
 */
public record FileReading(
    String file,
    String version,
    long bytes,
    String format,
    long events,
    long failures,
    Instant readAt) {
  public FileReading {
    requireNonNull(file, "file");
    requireNonNull(version, "version");
    requireNonNull(format, "format");
    requireNonNull(readAt, "readAt");
  }
}
