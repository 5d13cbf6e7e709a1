// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import java.time.LocalDate;

/**
 * Limits of dates and times, and the 64 bits in which TIME and DATETIME travel: from the lowest bit
 * microsecond (20 bits), second (6), minute (6), hour (5), and of a DATETIME day (5), month (4) and
 * year.
 */
final class CivilTimes {
  static final long MIN_DAY = LocalDate.of(1, 1, 1).toEpochDay();
  static final long MAX_DAY = LocalDate.of(9999, 12, 31).toEpochDay();
  static final long DAY_MICROS = 86_400_000_000L;
  static final long MIN_MICROS = MIN_DAY * DAY_MICROS;
  static final long MAX_MICROS = (MAX_DAY + 1) * DAY_MICROS - 1;

  private static final long SECOND_MICROS = 1_000_000;

  private CivilTimes() {}

  /** Whether the days since 1970 lie in the years 1 to 9999. */
  static boolean isDate(long epochDay) {
    return epochDay >= MIN_DAY && epochDay <= MAX_DAY;
  }

  /** Whether the microseconds since midnight lie within a day. */
  static boolean isTime(long micros) {
    return micros >= 0 && micros < DAY_MICROS;
  }

  static long packTime(long micros) {
    long seconds = micros / SECOND_MICROS;
    long hour = seconds / 3600;
    long minute = seconds / 60 % 60;
    return (hour << 32) | (minute << 26) | ((seconds % 60) << 20) | (micros % SECOND_MICROS);
  }

  static long packDateTime(long epochDay, long micros) {
    LocalDate date = LocalDate.ofEpochDay(epochDay);
    long day =
        ((long) date.getYear() << 9) | ((long) date.getMonthValue() << 5) | date.getDayOfMonth();
    return (day << 37) | packTime(micros);
  }
}
