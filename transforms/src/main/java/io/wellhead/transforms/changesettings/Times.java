// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import io.wellhead.transforms.changeevents.EventTimes;
import io.wellhead.transforms.changeevents.UnifiedValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;

/** Dates and times in all spellings that sources have. */
final class Times {
  private static final long MICROS = 1_000_000;
  private static final long DAY_MICROS = 86_400 * MICROS;

  /** The years 1 to 9999. */
  private static final long FIRST_DAY = -719_162;

  private static final long LAST_DAY = 2_932_896;
  private static final int DATE_LENGTH = 10;

  private Times() {}

  static Object date(Object value) throws CastException {
    long day;
    if (value instanceof UnifiedValue.Date date) {
      day = date.epochDay();
    } else {
      long micros = micros(value, "a date");
      if (Math.floorMod(micros, DAY_MICROS) != 0) {
        throw CastException.range("DATE, which has no time of day");
      }
      day = Math.floorDiv(micros, DAY_MICROS);
    }
    return new UnifiedValue.Date(requireDay(day, "DATE"));
  }

  static Object time(Object value) throws CastException {
    long micros;
    if (value instanceof UnifiedValue.Time time) {
      micros = time.micros();
    } else if (value instanceof UnifiedValue.TimeInterval interval) {
      micros = interval.micros();
    } else if (value instanceof String text) {
      try {
        micros = LocalTime.parse(text.strip()).toNanoOfDay() / 1_000;
      } catch (DateTimeException e) {
        throw CastException.type(value, "a time of day");
      }
    } else {
      throw CastException.type(value, "a time of day");
    }
    if (micros < 0 || micros >= DAY_MICROS) {
      throw CastException.range("TIME");
    }
    return new UnifiedValue.Time(micros);
  }

  static Object dateTime(Object value) throws CastException {
    if (value instanceof UnifiedValue.DateTime local) {
      requireDay(local.epochDay(), "DATETIME");
      return value;
    }
    long micros = micros(value, "a date and time");
    return new UnifiedValue.DateTime(
        requireDay(Math.floorDiv(micros, DAY_MICROS), "DATETIME"),
        Math.floorMod(micros, DAY_MICROS));
  }

  static Object timestamp(Object value) throws CastException {
    long micros = micros(value, "an instant");
    requireDay(Math.floorDiv(micros, DAY_MICROS), "TIMESTAMP");
    return new UnifiedValue.Timestamp(micros);
  }

  /** Microseconds since 1970; of a date its midnight, of a local time as if it were UTC. */
  static long micros(Object value, String wanted) throws CastException {
    if (value instanceof UnifiedValue.Timestamp timestamp) {
      return timestamp.micros();
    } else if (value instanceof UnifiedValue.ZonedTimestamp timestamp) {
      return timestamp.micros();
    } else if (value instanceof UnifiedValue.Date date) {
      return requireDay(date.epochDay(), wanted) * DAY_MICROS;
    } else if (value instanceof UnifiedValue.DateTime local) {
      return requireDay(local.epochDay(), wanted) * DAY_MICROS + local.micros();
    } else if (value instanceof String text) {
      return parse(text.strip(), wanted);
    }
    throw CastException.type(value, wanted);
  }

  private static long parse(String text, String wanted) throws CastException {
    if (text.equals("infinity") || text.equals("-infinity")) {
      throw CastException.range(wanted + " of the years 1 to 9999");
    }
    boolean dateOnly =
        text.length() == DATE_LENGTH || (text.length() == DATE_LENGTH + 1 && text.endsWith("Z"));
    try {
      Instant instant =
          EventTimes.parse(dateOnly ? text.substring(0, DATE_LENGTH) + "T00:00:00" : text);
      return Math.addExact(
          Math.multiplyExact(instant.getEpochSecond(), MICROS), instant.getNano() / 1_000);
    } catch (DateTimeException e) {
      throw CastException.type(text, wanted);
    } catch (ArithmeticException e) {
      throw CastException.range(wanted + " of the years 1 to 9999");
    }
  }

  private static long requireDay(long day, String wanted) throws CastException {
    if (day < FIRST_DAY || day > LAST_DAY) {
      throw CastException.range(wanted + " of the years 1 to 9999");
    }
    return day;
  }
}
