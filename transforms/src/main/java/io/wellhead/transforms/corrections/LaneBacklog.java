// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import java.time.Instant;
import java.util.List;
import org.apache.beam.sdk.metrics.Metrics;

/**
 * What a lane has still to read.
 *
 * @param ranges that are not read to their end
 * @param seconds of them; what is ahead of the clock and of the site's newest record is not counted
 */
record LaneBacklog(long ranges, long seconds) {

  static LaneBacklog of(List<RangeReading> queue, Instant now) {
    return new LaneBacklog(
        queue.size(), queue.stream().mapToLong(reading -> secondsOf(reading, now)).sum());
  }

  private static long secondsOf(RangeReading reading, Instant now) {
    Look look = reading.look();
    long ahead = Math.max(now.getEpochSecond(), look == null ? Look.NO_RECORD : look.newest());
    RangeReading.Span again = reading.unsettled();
    return seconds(reading.next(), Math.min(reading.through(), ahead))
        + (again == null ? 0 : seconds(again.from(), Math.min(again.through(), ahead)));
  }

  private static long seconds(long from, long through) {
    return Math.max(0, through - from + 1);
  }

  /** Tells the runner. */
  void report() {
    Metrics.gauge(CorrectionMetrics.READ, CorrectionMetrics.RANGES_WAITING).set(ranges);
    Metrics.gauge(CorrectionMetrics.READ, CorrectionMetrics.SECONDS_LEFT).set(seconds);
  }
}
