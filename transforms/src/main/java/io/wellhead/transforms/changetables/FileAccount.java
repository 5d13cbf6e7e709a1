// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.changefiles.EventSpan;
import io.wellhead.transforms.changefiles.FileEvent;
import io.wellhead.transforms.changefiles.FileReading;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a file and of its events, or a part of it: parts add up.
 *
 * @param file its URI
 * @param version of its content
 * @param end what was known at its end, or at the ends of the parts that it is read in; null before
 *     one is reached
 * @param written events that are durable in their table
 * @param deadLettered events, and damaged parts, that are dead letters
 * @param filtered events that the settings leave out
 */
record FileAccount(
    String file,
    String version,
    @Nullable End end,
    long written,
    long deadLettered,
    long filtered) {

  /**
   * What the ends of a file's parts tell; most files have one.
   *
   * @param bytes size of the file
   * @param format what its first bytes said
   * @param partsRead whose ends were reached
   * @param parts that the file is read in
   * @param rows events and damaged places
   * @param span what the events are of; null if there are none
   * @param readAt when the last one was reached
   */
  record End(
      long bytes,
      String format,
      int partsRead,
      int parts,
      long rows,
      @Nullable EventSpan span,
      Instant readAt) {
    private End plus(End other) {
      return new End(
          bytes,
          format,
          partsRead + other.partsRead,
          parts,
          rows + other.rows,
          EventSpan.sum(span, other.span),
          readAt.isAfter(other.readAt) ? readAt : other.readAt);
    }
  }

  FileAccount {
    requireNonNull(file, "file");
    requireNonNull(version, "version");
  }

  static FileAccount of(FileReading reading) {
    return new FileAccount(
        reading.file(),
        reading.version(),
        new End(
            reading.bytes(),
            reading.format(),
            1,
            reading.parts(),
            reading.events() + reading.failures(),
            reading.span(),
            reading.readAt()),
        0,
        reading.failures(),
        0);
  }

  static FileAccount of(FileEvent event, long written, long deadLettered, long filtered) {
    return new FileAccount(event.file(), event.version(), null, written, deadLettered, filtered);
  }

  /** Both together; the file is the same. */
  FileAccount plus(FileAccount other) {
    return new FileAccount(
        file,
        version,
        end == null ? other.end : other.end == null ? end : end.plus(other.end),
        written + other.written,
        deadLettered + other.deadLettered,
        filtered + other.filtered);
  }

  /** How many parts of the file were read to their ends. */
  int partsRead() {
    return end == null ? 0 : end.partsRead();
  }

  long accounted() {
    return written + deadLettered + filtered;
  }

  /** Whether each row that was read is accounted for. */
  boolean isComplete() {
    return end != null && end.partsRead() == end.parts() && end.rows() == accounted();
  }
}
