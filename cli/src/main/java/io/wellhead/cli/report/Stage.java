// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a well's stage timeline.
 *
 * @param id as in {@code restream_silver.stages}
 * @param number stage number
 * @param state full state name, such as {@code wl_runinhole}
 * @param end null while the stage runs
 */
record Stage(String id, long number, String state, Instant start, @Nullable Instant end) {
  Stage {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(start, "start");
  }

  Operation operation() {
    return Operation.of(state);
  }

  /** The end, or the given instant while the stage runs. */
  Instant endOr(Instant now) {
    return end == null ? now : end;
  }

  /** Whether the instant (epoch seconds) lies inside; the end is exclusive. */
  boolean contains(long epochSecond) {
    return start.getEpochSecond() <= epochSecond
        && (end == null || epochSecond < end.getEpochSecond());
  }
}
