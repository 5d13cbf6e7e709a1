// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import java.time.Duration;
import java.time.Instant;

/**
 * Which seconds of a site the service has surely stored, so that one that it lacks is gone.
 *
 * <p>A second is settled when it is the tail older than the site's newest record: a service that
 * lags behind the clock will still bring what is newer. Where the newest record has not moved for
 * as long as the tail, the site is at its end or silent: then a second is settled when it is the
 * tail older than the clock. A site that stands ahead of the clock, as simulations do, is settled
 * wholly.
 */
record Settling(Duration tail) {

  /** The last settled second. */
  long through(Look look, Instant now) {
    long byNewest = look.newest() - tail.toSeconds();
    if (now.isBefore(look.since().plus(tail))) {
      return byNewest;
    }
    return isAhead(look, now)
        ? Long.MAX_VALUE
        : Math.max(byNewest, now.getEpochSecond() - tail.toSeconds());
  }

  /** When it is worth looking again for a second: at once if it is settled, else later than now. */
  Instant settled(long second, Look look, Instant now) {
    if (second <= through(look, now)) {
      return now;
    }
    Instant standing = look.since().plus(tail);
    Instant byClock = Instant.ofEpochSecond(second).plus(tail);
    Instant ifItStands = isAhead(look, now) || standing.isAfter(byClock) ? standing : byClock;
    Instant ifItMoves = now.plusSeconds(second + tail.toSeconds() - look.newest());
    Instant first = ifItMoves.isBefore(ifItStands) ? ifItMoves : ifItStands;
    Instant soon = now.plusSeconds(1);
    return first.isBefore(soon) ? soon : first;
  }

  private static boolean isAhead(Look look, Instant now) {
    return look.newest() >= now.getEpochSecond();
  }
}
