// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The watermark of one room.
 *
 * <pre>
 * W(now) = max( W(before),
 *               min( now,
 *                    min over started sites s of frontier(s) + 1 s + rest(s) ) )
 *
 * rest(s) = max(0, now - last record of s - idleAfter), and 0 while the room is unsettled
 * </pre>
 *
 * <p>The frontier of a site is the second up to which nothing of it is missing, so neither a lost
 * nor a reordered record can be passed: the hole holds the watermark until the record comes, is
 * read over REST, or is known not to exist. The slowest site decides. A site (or a whole room) that
 * stays silent for longer than {@code idleAfter} moves on with the clock, that much behind; while a
 * gap is being read, the connection is down or a received frame waits, nobody counts as silent. A
 * site that is expected but has never sent anything holds the watermark for {@code idleAfter}, then
 * it is left out until it does.
 *
 * <p>Never in the future, so a record dated ahead of the clock cannot move it past the present;
 * never backwards. One thread.
 */
final class RoomWatermark {
  private final Clock clock;
  private final Duration idleAfter;
  private Instant current;

  /**
   * @param start what the watermark is at least, such as that of a checkpoint
   */
  RoomWatermark(Clock clock, Duration idleAfter, Instant start) {
    this.clock = clock;
    this.idleAfter = idleAfter;
    current = start;
  }

  /**
   * Brings the watermark up to now.
   *
   * @param unsettled true while received or missing records are being dealt with
   */
  void advance(RoomProgress progress, boolean unsettled) {
    long now = clock.millis();
    long lowest = Long.MAX_VALUE;
    for (SiteProgress site : progress.sites()) {
      long quiet = unsettled || site.hasHole() ? 0 : now - site.lastActiveMillis();
      long rest = Math.max(0, quiet - idleAfter.toMillis());
      if (site.isStarted()) {
        lowest = Math.min(lowest, (site.frontier() + 1) * 1000 + rest);
      } else if (rest == 0) {
        return;
      }
    }
    if (lowest < Long.MAX_VALUE) {
      Instant candidate = Instant.ofEpochMilli(Math.min(now, lowest));
      current = candidate.isAfter(current) ? candidate : current;
    }
  }

  /** The watermark as it was last advanced. */
  Instant current() {
    return current;
  }
}
