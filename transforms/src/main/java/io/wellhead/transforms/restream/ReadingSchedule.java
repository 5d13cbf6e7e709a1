// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.model.Site;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a room that is watched is read over REST, and when the watching has come to its end.
 *
 * <p>It is read at first, whenever a connection was made (these sockets lose what happens while
 * they are down, ReStream API spec, section 4.4), every so often beside that, and once more behind
 * the end. A reading that fails is repeated after a wait, since everything it would find is still
 * there. One thread.
 */
public final class ReadingSchedule {
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

  private final WatchTiming timing;
  private final Clock clock;
  private final @Nullable EndOfSites end;

  private long connections;
  private Instant nextReading = Instant.MIN;
  private Instant nextEndCheck = Instant.MIN;
  private Duration retry;
  private boolean ended;

  /**
   * A schedule by which the first reading is due.
   *
   * @param until the first instant that is not watched; null to watch for ever
   */
  public ReadingSchedule(@Nullable Instant until, WatchTiming timing, Clock clock) {
    this.timing = timing;
    this.clock = clock;
    end = until == null ? null : new EndOfSites(until, timing.idleEnd(), clock);
    retry = timing.retry();
  }

  /** Takes note of how often the sockets were connected; another number makes a reading due. */
  public void connectionsAre(long made) {
    if (made != connections) {
      connections = made;
      readSoon();
    }
  }

  /** Makes a reading due. */
  public void readSoon() {
    nextReading = Instant.MIN;
  }

  public boolean isReadingDue() {
    return !clock.instant().isBefore(nextReading);
  }

  /** Whether the sites are to be asked how far they are. */
  public boolean isEndCheckDue() {
    return end != null && !clock.instant().isBefore(nextEndCheck);
  }

  /** Takes note of an end check: whether these sites, as just read, are at the end. */
  public boolean isEndReachedBy(List<Site> sites) {
    nextEndCheck = clock.instant().plus(timing.endCheck());
    return end != null && end.reachedBy(sites);
  }

  /**
   * Takes note of a reading that went well.
   *
   * @param sites the sites as they were before everything else was read
   */
  public void wasRead(List<Site> sites) {
    ended = isEndReachedBy(sites);
    nextReading = clock.instant().plus(timing.refresh());
    retry = timing.retry();
  }

  /** Takes note of a reading that failed, and tells after which wait it is due again. */
  public Duration failed() {
    Duration wait = retry;
    nextReading = clock.instant().plus(wait);
    nextEndCheck = nextReading;
    retry = shorter(shorter(wait.multipliedBy(2), timing.refresh()), LONGEST_RETRY);
    return wait;
  }

  /** Whether a reading found all sites at the end. */
  public boolean hasEnded() {
    return ended;
  }

  /** Whether there is an end to be come to. */
  public boolean hasEnd() {
    return end != null;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
