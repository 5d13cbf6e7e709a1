// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import java.io.Serializable;
import java.time.Duration;

/**
 * Waits of the watching of a room; one set of values serves everybody, tests shorten them.
 *
 * @param poll how long one advance may wait for an update, so that an idle room does not spin
 * @param refresh how often everything is read over REST
 * @param endCheck how often, with an end given, the sites are asked how far they are
 * @param retry wait after a reading that failed, doubled each time up to {@link #refresh}, and to a
 *     minute at most
 * @param idleEnd a site whose newest record has not moved for so long counts as ended once the end
 *     has passed by the clock
 */
public record WatchTiming(
    Duration poll, Duration refresh, Duration endCheck, Duration retry, Duration idleEnd)
    implements Serializable {

  /** Reads over REST every minute. */
  public static final WatchTiming DEFAULT =
      new WatchTiming(
          Duration.ofMillis(100),
          Duration.ofMinutes(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofMinutes(5));

  /**
   * The same waits, with other readings over REST.
   *
   * @throws IllegalArgumentException if it is not more than zero
   */
  public WatchTiming withRefresh(Duration every) {
    if (every.isNegative() || every.isZero()) {
      throw new IllegalArgumentException("refresh " + every + ": accepted is more than zero");
    }
    return new WatchTiming(poll, every, endCheck, retry, idleEnd);
  }
}
