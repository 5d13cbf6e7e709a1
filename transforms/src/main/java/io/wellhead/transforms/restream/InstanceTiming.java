// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import java.io.Serializable;
import java.time.Duration;

/**
 * Waits of the watching; one set of values serves everybody, tests shorten them.
 *
 * @param poll how long one advance may wait for an update, so that an idle room does not spin
 * @param refresh how often everything is read over REST
 * @param endCheck how often, with an end given, the sites are asked how far they are
 * @param retry wait after a reading that failed, doubled each time up to {@link #refresh}
 * @param idleEnd a site whose newest record has not moved for so long counts as ended once the end
 *     has passed by the clock
 */
record InstanceTiming(
    Duration poll, Duration refresh, Duration endCheck, Duration retry, Duration idleEnd)
    implements Serializable {

  static final InstanceTiming DEFAULT =
      new InstanceTiming(
          Duration.ofMillis(100),
          Duration.ofMinutes(1),
          Duration.ofSeconds(2),
          Duration.ofSeconds(2),
          Duration.ofMinutes(5));

  InstanceTiming withRefresh(Duration every) {
    return new InstanceTiming(poll, every, endCheck, retry, idleEnd);
  }
}
