// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changefiles;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.restream.BinaryForm;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the events of a file are of: Datastream puts those of one table and one schema in a file.
 *
 * @param object name of the table, as Datastream has it
 * @param schemaKey identity of the schema; null in old files
 * @param first the earliest time of a change in the source
 * @param last the latest one
 */
public record EventSpan(String object, @Nullable String schemaKey, Instant first, Instant last) {
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

  public EventSpan {
    requireNonNull(object, "object");
    requireNonNull(first, "first");
    requireNonNull(last, "last");
  }

  /** A time that no table can hold, as damage makes it, must not hide those of the other events. */
  static EventSpan of(ChangeEvent event) {
    Instant time = event.sourceTime();
    boolean isTold = !time.isBefore(EARLIEST) && !time.isAfter(LATEST);
    return new EventSpan(
        event.object(), event.schemaKey(), isTold ? time : LATEST, isTold ? time : EARLIEST);
  }

  /** Whether any event told a time; if not, the first is after the last. */
  public boolean hasTimes() {
    return !first.isAfter(last);
  }

  /** With the times of another part of the file. */
  public EventSpan plus(EventSpan other) {
    return new EventSpan(
        object,
        schemaKey,
        first.isBefore(other.first) ? first : other.first,
        last.isAfter(other.last) ? last : other.last);
  }

  /** The one that is there, or both together. */
  public static @Nullable EventSpan sum(@Nullable EventSpan one, @Nullable EventSpan other) {
    return one == null ? other : other == null ? one : one.plus(other);
  }

  /** Writes a byte 1 and the span, or a byte 0 if there is none. */
  public static void write(@Nullable EventSpan span, OutputStream out) throws IOException {
    out.write(span == null ? 0 : 1);
    if (span != null) {
      BinaryForm.writeText(span.object, out);
      BinaryForm.writeText(span.schemaKey == null ? "" : span.schemaKey, out);
      BinaryForm.writeInstant(span.first, out);
      BinaryForm.writeInstant(span.last, out);
    }
  }

  /** Reads what {@link #write} wrote. */
  public static @Nullable EventSpan read(InputStream in) throws IOException {
    if (in.read() != 1) {
      return null;
    }
    String object = BinaryForm.readText(in);
    String schemaKey = BinaryForm.readText(in);
    return new EventSpan(
        object,
        schemaKey.isEmpty() ? null : schemaKey,
        BinaryForm.readInstant(in),
        BinaryForm.readInstant(in));
  }
}
