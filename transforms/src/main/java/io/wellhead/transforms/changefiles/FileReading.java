// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changefiles;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of one file, or of one of the parts that it is read in: each row that was read is an
 * event or a failure.
 *
 * @param file URI of the file
 * @param version of its content
 * @param bytes size of the file
 * @param format what its first bytes said
 * @param parts that the file is read in; each has its own account
 * @param events rows that were given on
 * @param failures rows, and damaged parts, that are dead letters
 * @param span what the events are of; null if there are none
 * @param readAt when its end was reached
 */
public record FileReading(
    String file,
    String version,
    long bytes,
    String format,
    int parts,
    long events,
    long failures,
    @Nullable EventSpan span,
    Instant readAt) {
  public FileReading {
    requireNonNull(file, "file");
    requireNonNull(version, "version");
    requireNonNull(format, "format");
    requireNonNull(readAt, "readAt");
  }
}
