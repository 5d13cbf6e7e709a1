// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/** The spellings of times that JSON change files have. */
public final class EventTimes {
  private static final DateTimeFormatter TEXT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendLiteral('T')
          .appendPattern("HH:mm:ss")
          .optionalStart()
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HH:mm:ss", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HHmm", "Z")
          .optionalEnd()
          .optionalStart()
          .appendOffset("+HH", "Z")
          .optionalEnd()
          .toFormatter(java.util.Locale.ROOT);

  private EventTimes() {}

  /**
   * Reads a time: a blank or a T between date and time, 0 to 9 digits of fraction, UTC where no
   * offset is told.
   *
   * @throws DateTimeException if it is none
   */
  public static Instant parse(String text) {
    String iso = text.strip();
    if (iso.length() > 10 && iso.charAt(10) == ' ') {
      iso = iso.substring(0, 10) + 'T' + iso.substring(11);
    }
    TemporalAccessor parsed = TEXT.parse(iso);
    LocalDateTime local = LocalDateTime.from(parsed);
    return parsed.isSupported(ChronoField.OFFSET_SECONDS)
        ? local.toInstant(ZoneOffset.ofTotalSeconds(parsed.get(ChronoField.OFFSET_SECONDS)))
        : local.toInstant(ZoneOffset.UTC);
  }

  /** The same of text, and milliseconds since 1970 of a number; null of anything else. */
  static @Nullable Instant instantOrNull(@Nullable Object value) {
    if (value instanceof Number millis) {
      return Instant.ofEpochMilli(millis.longValue());
    }
    try {
      return value instanceof String text ? parse(text) : null;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
