// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.world;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The clock of the served world: which second is the newest that has been stored and sent.
 *
 * <p>Paced time runs with the wall clock, times a factor, from the moment {@link #begin} is called.
 * Unthrottled time (factor infinite) is driven by the readers: each second that one of them takes
 * is thereby reached. Any thread.
 */
public final class SimulatedTime {

  private static final long POLL_MILLIS = 50;

  private final double factor;
  private final long start;
  private final long until;
  private final Clock clock;

  private Instant begun = Instant.MAX;
  private long reached;

  /**
   * @param factor simulated seconds per second; {@link Double#POSITIVE_INFINITY} for unthrottled
   * @param start first live second
   * @param until last second that is ever served
   */
  public SimulatedTime(double factor, long start, long until, Clock clock) {
    this.factor = factor;
    this.start = start;
    this.until = until;
    this.clock = clock;
    this.reached = start - 1;
  }

  public long start() {
    return start;
  }

  public long until() {
    return until;
  }

  public boolean unthrottled() {
    return Double.isInfinite(factor);
  }

  /** Starts the clock, once; a clock that has not begun stands before the first live second. */
  public synchronized void begin() {
    if (begun.equals(Instant.MAX)) {
      begun = clock.instant();
      notifyAll();
    }
  }

  /** The newest second that is stored. */
  public synchronized long newest() {
    if (!unthrottled() && !begun.equals(Instant.MAX)) {
      double elapsed = Duration.between(begun, clock.instant()).toMillis() / 1000.0;
      reached = Math.max(reached, Math.min(until, start + (long) (elapsed * factor)));
    }
    return reached;
  }

  /** Whether the second may be sent; unthrottled, asking for it makes it so. */
  public synchronized boolean take(long second) {
    if (second > until) {
      return false;
    }
    if (unthrottled()) {
      if (second > reached) {
        reached = second;
        notifyAll();
      }
      return true;
    }
    return second <= newest();
  }

  /** Lets unthrottled time pass without any reader, as while nobody is connected. */
  public synchronized void skip(long seconds) {
    reached = Math.min(until, reached + seconds);
    notifyAll();
  }

  /** Waits a short while, or until time has moved. */
  @SuppressWarnings("WaitNotInLoop") // the callers look again at the time in their loops
  public synchronized void pause() throws InterruptedException {
    long millis = unthrottled() ? POLL_MILLIS : (long) Math.min(POLL_MILLIS, 1000 / factor);
    wait(Math.max(1, millis));
  }
}
