// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
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
          .toFormatter(Locale.ROOT)
          // Otherwise the 30th of February would become the 28th.
          .withResolverStyle(ResolverStyle.STRICT);

  private static final int SECONDS_END = 19;

  private EventTimes() {}

  /**
   * Reads a time: a blank or a T between date and time, 0 to 9 digits of fraction, UTC where no
   * offset is told.
   *
   * @throws DateTimeException if it is none
   */
  public static Instant parse(String text) {
    Instant usual = usual(text);
    return usual == null ? unusual(text) : usual;
  }

  /**
   * Nearly all times are spelled {@code 2025-11-05T18:23:46.698000Z}, give or take the T, the Z and
   * the fraction; a formatter takes some twenty times as long.
   *
   * @return null if it is spelled in another way, or is none
   */
  private static @Nullable Instant usual(String text) {
    int length = text.length();
    if (length < SECONDS_END
        || text.charAt(4) != '-'
        || text.charAt(7) != '-'
        || (text.charAt(10) != 'T' && text.charAt(10) != ' ')
        || text.charAt(13) != ':'
        || text.charAt(16) != ':') {
      return null;
    }
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, SECONDS_END);
    int end = text.charAt(length - 1) == 'Z' ? length - 1 : length;
    int nanos = nanos(text, end);
    boolean date = year >= 0 && month >= 1 && month <= 12 && day >= 1;
    boolean time =
        hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
    if (!date || !time || nanos < 0 || day > YearMonth.of(year, month).lengthOfMonth()) {
      return null;
    }
    long epochDay = LocalDate.of(year, month, day).toEpochDay();
    return Instant.ofEpochSecond(epochDay * 86_400 + hour * 3_600L + minute * 60L + second, nanos);
  }

  /** The fraction behind the seconds, 0 if there is none, negative if it is none. */
  private static int nanos(String text, int end) {
    int digits = end - SECONDS_END - 1;
    if (digits < 0) {
      return 0;
    }
    int fraction =
        text.charAt(SECONDS_END) == '.' && digits >= 1 && digits <= 9
            ? number(text, SECONDS_END + 1, end)
            : -1;
    for (int i = digits; i < 9 && fraction > 0; i++) {
      fraction *= 10;
    }
    return fraction;
  }

  /** Negative if there is anything but digits. */
  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }

  private static Instant unusual(String text) {
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
