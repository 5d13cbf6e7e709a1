// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.sql;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * How TIMESTAMP values are written. The client chooses when it fetches rows, after the query has
 * run.
 */
public enum TimestampFormat {
  /** Seconds with decimals, as in {@code 1.7040672E9}: the default of the API. */
  FLOAT64,
  /** Microseconds. */
  INT64,
  ISO8601_STRING;

  // Cannot stand in a row by itself: JSON escapes it.
  private static final char MARK = 1;

  /** A JSON string that {@link #render} finds again. */
  static String mark(OffsetDateTime timestamp) {
    long micros = timestamp.toEpochSecond() * 1_000_000L + timestamp.getNano() / 1000;
    return "\"" + MARK + micros + MARK + "\"";
  }

  /** The row's JSON with its timestamps in this format. */
  public String render(String row) {
    int mark = row.indexOf(MARK);
    if (mark < 0) {
      return row;
    }
    StringBuilder text = new StringBuilder(row.length());
    int from = 0;
    while (mark >= 0) {
      int end = row.indexOf(MARK, mark + 1);
      text.append(row, from, mark).append(format(Long.parseLong(row.substring(mark + 1, end))));
      from = end + 1;
      mark = row.indexOf(MARK, from);
    }
    return text.append(row, from, row.length()).toString();
  }

  private String format(long micros) {
    return switch (this) {
      case FLOAT64 -> Double.toString(micros / 1e6);
      case INT64 -> Long.toString(micros);
      case ISO8601_STRING -> CellWriter.dateTime(utc(micros)) + "Z";
    };
  }

  private static LocalDateTime utc(long micros) {
    Instant instant =
        Instant.ofEpochSecond(
            Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
    return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
