// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.model.Site;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells when the sites of a room have come to the end of what is to be read: the newest record of
 * each is at the last second or behind it. A site that no longer moves would never get there, so
 * one whose newest record has stood still for the idle time counts as ended once the clock is past
 * the end. One thread.
 */
final class EndOfSites {
  private record Seen(@Nullable Instant newest, Instant since) {}

  private final Instant until;
  private final Duration idle;
  private final Clock clock;
  private final Map<Long, Seen> seen = new HashMap<>();

  /**
   * @param until the first instant that is not read
   */
  EndOfSites(Instant until, Duration idle, Clock clock) {
    this.until = until;
    this.idle = idle;
    this.clock = clock;
  }

  /** Whether all of these sites, as just read, are at the end. */
  boolean reachedBy(List<Site> sites) {
    boolean all = true;
    for (Site site : sites) {
      all &= hasReached(site);
    }
    return all;
  }

  private boolean hasReached(Site site) {
    Instant newest = site.metadata() == null ? null : site.metadata().lastTimestamp();
    if (newest != null && !newest.isBefore(until.minusSeconds(1))) {
      return true;
    }
    Instant now = clock.instant();
    Seen last = seen.get(site.id());
    if (last == null || !Objects.equals(last.newest, newest)) {
      last = new Seen(newest, now);
      seen.put(site.id(), last);
    }
    return now.isAfter(until) && !now.isBefore(last.since.plus(idle));
  }
}
