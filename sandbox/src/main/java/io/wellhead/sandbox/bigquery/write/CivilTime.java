// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.write;

import io.wellhead.sandbox.bigquery.store.ValueException;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.LocalTime;

/**
 * The packed 64-bit forms of TIME and DATETIME with microseconds: from the lowest bit microseconds
 * (20), second (6), minute (6), hour (5), and for DATETIME day (5), month (4), year (14).
 */
final class CivilTime {
  private CivilTime() {}

  static LocalTime time(long packed) throws ValueException {
    try {
      return LocalTime.of(
          bits(packed, 32, 5),
          bits(packed, 26, 6),
          bits(packed, 20, 6),
          bits(packed, 0, 20) * 1000);
    } catch (DateTimeException e) {
      throw new ValueException("Invalid packed TIME " + packed);
    }
  }

  static LocalDateTime dateTime(long packed) throws ValueException {
    try {
      return LocalDateTime.of(
          bits(packed, 46, 14),
          bits(packed, 42, 4),
          bits(packed, 37, 5),
          bits(packed, 32, 5),
          bits(packed, 26, 6),
          bits(packed, 20, 6),
          bits(packed, 0, 20) * 1000);
    } catch (DateTimeException e) {
      throw new ValueException("Invalid packed DATETIME " + packed);
    }
  }

  private static int bits(long packed, int shift, int count) {
    return (int) ((packed >>> shift) & ((1L << count) - 1));
  }
}
