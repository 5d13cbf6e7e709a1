// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** Times as ISO 8601 text, with six digits of fraction where there is a time of day. */
final class IsoText {
  private static final long MICROS = 1_000_000;
  private static final long DAY_MICROS = 86_400 * MICROS;
  private static final int TIME_LENGTH = "00:00:00.000000".length();
  private static final int HOURS_OF_DAY = 24;
  private static final int MONTHS_OF_YEAR = 12;

  private IsoText() {}

  /**
   * The text of a value that is a time.
   *
   * @throws IllegalArgumentException if it is none
   */
  static String of(UnifiedValue value) {
    if (value instanceof UnifiedValue.Date date) {
      return LocalDate.ofEpochDay(date.epochDay()).toString();
    } else if (value instanceof UnifiedValue.Time time) {
      return timeOfDay(time.micros());
    } else if (value instanceof UnifiedValue.ZonedTime time) {
      return timeOfDay(time.micros()) + offset(time.offsetMillis());
    } else if (value instanceof UnifiedValue.Timestamp timestamp) {
      return dateTime(timestamp.micros()) + 'Z';
    } else if (value instanceof UnifiedValue.ZonedTimestamp timestamp) {
      return dateTime(timestamp.micros() + timestamp.offsetMillis() * 1000L)
          + offset(timestamp.offsetMillis());
    } else if (value instanceof UnifiedValue.DateTime local) {
      return LocalDate.ofEpochDay(local.epochDay()) + "T" + timeOfDay(local.micros());
    } else if (value instanceof UnifiedValue.Interval interval) {
      return duration(interval);
    }
    throw new IllegalArgumentException(value + " is no time");
  }

  private static String dateTime(long micros) {
    LocalDateTime seconds =
        LocalDateTime.ofEpochSecond(Math.floorDiv(micros, MICROS), 0, ZoneOffset.UTC);
    return seconds.toLocalDate() + "T" + timeOfDay(Math.floorMod(micros, DAY_MICROS));
  }

  /** Not by a formatter: every event of an Avro file has some. */
  private static String timeOfDay(long micros) {
    long seconds = Math.floorDiv(micros, MICROS);
    StringBuilder text = new StringBuilder(TIME_LENGTH);
    digits(text, seconds / 3600, 2).append(':');
    digits(text, seconds / 60 % 60, 2).append(':');
    digits(text, seconds % 60, 2).append('.');
    return digits(text, Math.floorMod(micros, MICROS), 6).toString();
  }

  /** A number with zeros before it, as many digits at least. */
  private static StringBuilder digits(StringBuilder text, long number, int width) {
    String digits = Long.toString(number);
    for (int i = digits.length(); i < width; i++) {
      text.append('0');
    }
    return text.append(digits);
  }

  private static String offset(int millis) {
    if (millis == 0) {
      return "Z";
    }
    int seconds = Math.abs(millis) / 1000;
    String sign = millis < 0 ? "-" : "+";
    String text = "%s%02d:%02d".formatted(sign, seconds / 3600, seconds / 60 % 60);
    return seconds % 60 == 0 ? text : text + ":%02d".formatted(seconds % 60);
  }

  /** The parts keep their own signs; hours beyond a day become days, months beyond a year years. */
  private static String duration(UnifiedValue.Interval interval) {
    StringBuilder text = new StringBuilder("P");
    part(text, interval.months() / MONTHS_OF_YEAR, 'Y');
    part(text, interval.months() % MONTHS_OF_YEAR, 'M');
    part(text, interval.hours() / HOURS_OF_DAY, 'D');
    int before = text.append('T').length();
    part(text, interval.hours() % HOURS_OF_DAY, 'H');
    long micros = interval.micros();
    part(text, micros / (60 * MICROS), 'M');
    long rest = micros % (60 * MICROS);
    if (rest != 0) {
      String fraction = "%06d".formatted(Math.abs(rest % MICROS)).replaceAll("0+$", "");
      text.append(rest < 0 ? "-" : "").append(Math.abs(rest / MICROS));
      text.append(fraction.isEmpty() ? "" : "." + fraction).append('S');
    }
    if (text.length() == before) {
      text.setLength(before - 1);
    }
    return text.length() == 1 ? "PT0S" : text.toString();
  }

  private static void part(StringBuilder text, long value, char unit) {
    if (value != 0) {
      text.append(value).append(unit);
    }
  }
}
