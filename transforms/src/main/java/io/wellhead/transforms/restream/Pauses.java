// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import java.time.Duration;

/** How long a step waits before it tries again: twice as long each time, at most 5 min. */
public final class Pauses {
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** More would not fit into a number some day. */
  private static final int MOST_DOUBLINGS = 10;

  private Pauses() {}

  /**
   * The pause that begins with 5 s.
   *
   * @param failures in a row before the one that has just happened
   */
  public static Duration after(int failures) {
    return after(failures, FIRST);
  }

  /** The pause that begins with another one. */
  public static Duration after(int failures, Duration first) {
    Duration pause = first.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
    return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
  }
}
