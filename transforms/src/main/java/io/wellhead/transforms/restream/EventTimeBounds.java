// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which event times a record may have. A record outside is a dead letter: it touches neither
 * cursors nor watermark.
 *
 * <p>Besides the fixed bounds, a record may be dated at most a day ahead of the clock, or of the
 * room's records when these run ahead of the clock themselves (as a simulation's may).
 *
 * @param earliest the first instant that is accepted
 * @param latest the first instant that is not
 */
record EventTimeBounds(Instant earliest, Instant latest) implements Serializable {
  static final EventTimeBounds DEFAULT =
      new EventTimeBounds(
          Instant.parse("2000-01-01T00:00:00Z"), Instant.parse("2100-01-01T00:00:00Z"));

  private static final long MAX_AHEAD_SECONDS = Duration.ofDays(1).toSeconds();

  EventTimeBounds {
    if (!earliest.isBefore(latest)) {
      throw new IllegalArgumentException(
          "event times from %s to before %s: none would be accepted".formatted(earliest, latest));
    }
  }

  /**
   * Says what is wrong with an event time.
   *
   * @param now the clock, in seconds since 1970
   * @param high the last second of the room, {@link Long#MIN_VALUE} if it has none
   * @return null if nothing is
   */
  @Nullable String defectOf(long eventTime, long now, long high) {
    if (eventTime < earliest.getEpochSecond() || eventTime >= latest.getEpochSecond()) {
      return "timestamp %d, accepted are %s to before %s".formatted(eventTime, earliest, latest);
    }
    if (high != Long.MIN_VALUE && eventTime > Math.max(now, high) + MAX_AHEAD_SECONDS) {
      return "timestamp %d is more than a day ahead of the room and of the clock, which are at %d and %d"
          .formatted(eventTime, high, now);
    }
    return null;
  }
}
