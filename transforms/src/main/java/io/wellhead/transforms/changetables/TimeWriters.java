// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import static io.wellhead.transforms.changetables.UnfitValueException.range;
import static io.wellhead.transforms.changetables.UnfitValueException.type;

import io.wellhead.transforms.changeevents.EventTimes;
import io.wellhead.transforms.changeevents.UnifiedValue;
import io.wellhead.transforms.warehouse.RowWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;

/**
 * Writes dates and times. Text is read in all spellings that sources have; what a type has no room
 * for, such as an infinity of PostgreSQL, is out of range and never moved to another day.
 */
final class TimeWriters {
  private static final long MICROS = 1_000_000;
  private static final long DAY_MICROS = 86_400 * MICROS;
  private static final long FIRST_DAY = -719_162;
  private static final long LAST_DAY = 2_932_896;
  private static final int DATE_LENGTH = 10;

  private TimeWriters() {}

  static void writeDate(Object value, RowWriter row, int index) {
    long day;
    if (value instanceof UnifiedValue.Date date) {
      day = date.epochDay();
    } else if (value instanceof UnifiedValue.DateTime local) {
      day = midnight(local.epochDay(), local.micros());
    } else {
      long micros = micros(value, "a date");
      day = midnight(Math.floorDiv(micros, DAY_MICROS), Math.floorMod(micros, DAY_MICROS));
    }
    row.setDate(index, requireDay(day));
  }

  private static long midnight(long day, long micros) {
    if (micros != 0) {
      throw range("a date with a time of day", "a date");
    }
    return day;
  }

  static void writeTime(Object value, RowWriter row, int index) {
    long micros;
    if (value instanceof UnifiedValue.Time time) {
      micros = time.micros();
    } else if (value instanceof UnifiedValue.TimeInterval interval) {
      micros = interval.micros();
    } else if (value instanceof String text) {
      micros = timeOfDay(text);
    } else {
      throw type(value, "a time of day");
    }
    if (micros == DAY_MICROS) {
      // PostgreSQL's 24:00:00; BigQuery's day ends before it.
      micros = DAY_MICROS - 1;
    }
    if (micros < 0 || micros >= DAY_MICROS) {
      throw range(micros + " microseconds", "a time of day");
    }
    row.setTime(index, micros);
  }

  private static long timeOfDay(String text) {
    if (text.startsWith("24:00:00")) {
      return DAY_MICROS;
    }
    try {
      return LocalTime.parse(text).toNanoOfDay() / 1_000;
    } catch (DateTimeException e) {
      throw UnfitValueException.text("a time of day");
    }
  }

  static void writeDateTime(Object value, RowWriter row, int index) {
    if (value instanceof UnifiedValue.DateTime local) {
      row.setDateTime(index, requireDay(local.epochDay()), local.micros());
    } else {
      long micros = micros(value, "a date and time");
      row.setDateTime(
          index, requireDay(Math.floorDiv(micros, DAY_MICROS)), Math.floorMod(micros, DAY_MICROS));
    }
  }

  static void writeTimestamp(Object value, RowWriter row, int index) {
    long micros =
        value instanceof UnifiedValue.DateTime local
            ? requireDay(local.epochDay()) * DAY_MICROS + local.micros()
            : micros(value, "an instant");
    requireDay(Math.floorDiv(micros, DAY_MICROS));
    row.setTimestamp(index, micros);
  }

  /** Microseconds since 1970, of a date its midnight. */
  private static long micros(Object value, String wanted) {
    if (value instanceof UnifiedValue.Timestamp timestamp) {
      return timestamp.micros();
    } else if (value instanceof UnifiedValue.ZonedTimestamp timestamp) {
      return timestamp.micros();
    } else if (value instanceof UnifiedValue.Date date) {
      return requireDay(date.epochDay()) * DAY_MICROS;
    } else if (value instanceof String text) {
      return parse(text, wanted);
    }
    throw type(value, wanted);
  }

  private static long parse(String text, String wanted) {
    String stripped = text.strip();
    if (stripped.equals("infinity") || stripped.equals("-infinity")) {
      throw range(stripped, wanted + " of the years 1 to 9999");
    }
    try {
      boolean dateOnly =
          stripped.length() == DATE_LENGTH
              || (stripped.length() == DATE_LENGTH + 1 && stripped.endsWith("Z"));
      Instant instant =
          EventTimes.parse(dateOnly ? stripped.substring(0, DATE_LENGTH) + "T00:00:00" : stripped);
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), MICROS), instant.getNano() / 1_000);
    } catch (DateTimeException e) {
      throw UnfitValueException.text(wanted);
    } catch (ArithmeticException e) {
      throw range("a year", wanted + " of the years 1 to 9999");
    }
  }

  private static long requireDay(long day) {
    if (day < FIRST_DAY || day > LAST_DAY) {
      throw range("day " + day + " since 1970", "in the years 1 to 9999");
    }
    return day;
  }
}
