// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time that a report covers.
 *
 * @param from first instant; null to count back from the end
 * @param to end, exclusive; null for all that is there
 * @param last how far to count back from the newest measurement when there is no {@code from}
 */
record ReportPeriod(@Nullable Instant from, @Nullable Instant to, Duration last) {
  /** Far enough for every warehouse, and inside of BigQuery's range of timestamps. */
  private static final Instant NEVER = Instant.parse("9000-01-01T00:00:00Z");

  ReportPeriod {
    if (from != null && to != null && !from.isBefore(to)) {
      throw new IllegalArgumentException("--from=" + from + " must be before --to=" + to);
    }
    if (last.isZero() || last.isNegative()) {
      throw new IllegalArgumentException("--last must be longer than nothing");
    }
  }

  Instant endOrNever() {
    return to == null ? NEVER : to;
  }

  /** Where the period begins, given the newest measurement before its end. */
  Instant start(Instant newest) {
    return from == null ? newest.minus(last) : from;
  }
}
