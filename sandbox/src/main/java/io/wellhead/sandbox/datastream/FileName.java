// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.zip.CRC32;

/**
 * What the events of one file share, and with it the file's place.
 *
 * @param minute of the folder
 */
record FileName(Origin origin, RowSchema schema, String readMethod, Instant minute) {
  private static final DateTimeFormatter FOLDERS =
      DateTimeFormatter.ofPattern("yyyy/MM/dd/HH/mm").withZone(ZoneOffset.UTC);

  static FileName of(Event event) {
    return new FileName(
        event.origin(),
        event.row().schema(),
        event.readMethod(),
        event.times().folder().truncatedTo(ChronoUnit.MINUTES));
  }

  /** The same table read in the same way, with other columns. */
  boolean isOtherSchemaOf(FileName other) {
    return origin.equals(other.origin)
        && readMethod.equals(other.readMethod)
        && !schema.key().equals(other.schema.key());
  }

  /**
   * The path of a file.
   *
   * @param number makes it the only one of its name
   * @param events in it
   */
  Path in(Path root, FileFormat format, int number, long events) {
    CRC32 stream = new CRC32();
    stream.update((origin.stream() + origin.object()).getBytes(StandardCharsets.UTF_8));
    return root.resolve(origin.object())
        .resolve(FOLDERS.format(minute))
        .resolve(
            String.join(
                "_",
                schema.key(),
                readMethod,
                Long.toString(stream.getValue()),
                Integer.toString(number),
                events + format.extension()));
  }
}
