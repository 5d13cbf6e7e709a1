// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Some time.
 *
 * @param from first instant
 * @param through last instant
 */
record Interval(Instant from, Instant through) {
  /** Reading a minute too much costs less than one more interval in a query. */
  private static final long NEAR_SECONDS = 60;

  /** The time of the corrections inside of a period, ascending; those that are near are joined. */
  static List<Interval> of(List<Correction> corrections, Instant from, Instant to) {
    List<Interval> intervals = new ArrayList<>();
    corrections.stream()
        .filter(correction -> correction.start().isBefore(to) && !correction.end().isBefore(from))
        .sorted(Comparator.comparing(Correction::start))
        .map(
            correction ->
                new Interval(
                    correction.start().isBefore(from) ? from : correction.start(),
                    correction.end().isBefore(to) ? correction.end() : to.minusSeconds(1)))
        .forEach(interval -> join(interval, intervals));
    return intervals;
  }

  private static void join(Interval next, List<Interval> intervals) {
    int newest = intervals.size() - 1;
    if (newest < 0 || intervals.get(newest).through.plusSeconds(NEAR_SECONDS).isBefore(next.from)) {
      intervals.add(next);
    } else if (intervals.get(newest).through.isBefore(next.through)) {
      intervals.set(newest, new Interval(intervals.get(newest).from, next.through));
    }
  }
}
