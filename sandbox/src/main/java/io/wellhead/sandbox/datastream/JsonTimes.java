// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;

/** ISO 8601 text of times, with six digits of fraction. */
final class JsonTimes {
  private static final long DAY_HOURS = 24;
  private static final long YEAR_MONTHS = 12;
  private static final long MINUTE = 60_000_000;

  private JsonTimes() {}

  static String of(Instant instant) {
    return of(LocalDateTime.ofInstant(instant, ZoneOffset.UTC)) + "Z";
  }

  static String of(OffsetDateTime time) {
    return of(time.toLocalDateTime()) + time.getOffset().getId();
  }

  static String of(LocalDateTime time) {
    return of(time.toLocalDate()) + "T" + of(sinceMidnight(time.toLocalTime()));
  }

  static String of(LocalDate date) {
    return date.toString();
  }

  static String of(ZonedTime time) {
    return of(time.time()) + time.offset().getId();
  }

  /** Time of day. */
  static String of(Duration time) {
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d.%06d",
        time.toHours(),
        time.toMinutesPart(),
        time.toSecondsPart(),
        time.toNanosPart() / 1000);
  }

  /** Whole days, months and years get their own letters; each part keeps its sign. */
  static String of(CalendarInterval interval) {
    StringBuilder date = new StringBuilder();
    part(date, interval.months() / YEAR_MONTHS, 'Y');
    part(date, interval.months() % YEAR_MONTHS, 'M');
    part(date, interval.hours() / DAY_HOURS, 'D');
    StringBuilder time = new StringBuilder();
    part(time, interval.hours() % DAY_HOURS, 'H');
    seconds(time, interval.micros());
    if (date.isEmpty() && time.isEmpty()) {
      return "PT0S";
    }
    return "P" + date + (time.isEmpty() ? "" : "T" + time);
  }

  private static void part(StringBuilder text, long value, char letter) {
    if (value != 0) {
      text.append(value).append(letter);
    }
  }

  private static void seconds(StringBuilder text, long micros) {
    part(text, micros / MINUTE, 'M');
    BigDecimal seconds = BigDecimal.valueOf(micros % MINUTE, 6).stripTrailingZeros();
    if (seconds.signum() != 0) {
      text.append(seconds.toPlainString()).append('S');
    }
  }

  private static Duration sinceMidnight(LocalTime time) {
    return Duration.ofNanos(time.toNanoOfDay());
  }
}
