// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which stages are computed, and when.
 *
 * @param from first instant that the job reads; stages that ended before it are another job's,
 *     unless a data change touches them
 * @param until first instant that the job does not read; null for none
 * @param grace how long after its end a stage is computed as a whole
 */
record StageScope(Instant from, @Nullable Instant until, Duration grace)
    implements java.io.Serializable {

  /** Whether a stage ends, or runs, in what is read. */
  boolean includes(StageEntry stage, long firstDelivered) {
    boolean ends =
        stage.end() == null
            || stage.end() >= from.getEpochSecond()
            || stage.end() >= firstDelivered;
    return ends && (until == null || stage.start() < until.getEpochSecond());
  }

  /** The second from which on a stage that ended then is whole. */
  long wholeFrom(long end) {
    return end + grace.toSeconds();
  }
}
