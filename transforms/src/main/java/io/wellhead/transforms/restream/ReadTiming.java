// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import java.io.Serializable;
import java.time.Duration;

/**
 * Waits of the reading; one set of values serves everybody, tests shorten them.
 *
 * @param poll how long one advance may wait for a frame, so that an idle room does not spin
 * @param idleAfter silence after which a site no longer holds the watermark
 * @param gapPatience how long a missing second may still come late before it is read over REST;
 *     doubles with each answer that brings nothing, up to {@link #gapPatienceMax}
 * @param gapPatienceMax longest wait between two readings of a gap
 * @param silence after so long without a new record REST is asked whether there is more; doubles
 *     with each answer that brings nothing, up to {@link #silenceMax}
 * @param silenceMax longest wait between two such questions
 * @param reconnect silence after which the socket is made anew
 */
record ReadTiming(
    Duration poll,
    Duration idleAfter,
    Duration gapPatience,
    Duration gapPatienceMax,
    Duration silence,
    Duration silenceMax,
    Duration reconnect)
    implements Serializable {

  static final ReadTiming DEFAULT =
      new ReadTiming(
          Duration.ofMillis(25),
          Duration.ofMinutes(1),
          Duration.ofSeconds(2),
          Duration.ofMinutes(1),
          Duration.ofSeconds(30),
          Duration.ofMinutes(10),
          Duration.ofMinutes(1));

  ReadTiming withReconnect(Duration wait) {
    return new ReadTiming(poll, idleAfter, gapPatience, gapPatienceMax, silence, silenceMax, wait);
  }

  ReadTiming withIdleAfter(Duration wait) {
    return new ReadTiming(poll, wait, gapPatience, gapPatienceMax, silence, silenceMax, reconnect);
  }
}
