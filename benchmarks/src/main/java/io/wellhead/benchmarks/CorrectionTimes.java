// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * The way of a correction.
 *
 * @param received the announcement came
 * @param firstRead the first piece was read
 * @param lastRead the last one
 * @param encoded the last second's row was made
 * @param applied all rows were known to be durable
 * @param confirmed the service had taken the confirmation
 */
record CorrectionTimes(
    Instant received,
    Instant firstRead,
    Instant lastRead,
    Instant encoded,
    Instant applied,
    Instant confirmed) {

  void print(Instant announced) {
    System.out.printf(
        Locale.ROOT,
        "  seconds since it was made: announcement received %.1f, first piece read %.1f, last piece read %.1f,"
            + " last row made %.1f, all rows durable %.1f, confirmed %.1f%n",
        seconds(announced, received),
        seconds(announced, firstRead),
        seconds(announced, lastRead),
        seconds(announced, encoded),
        seconds(announced, applied),
        seconds(announced, confirmed));
  }

  private static double seconds(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1e3;
  }
}
