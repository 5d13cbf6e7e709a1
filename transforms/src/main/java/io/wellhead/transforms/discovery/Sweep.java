// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.discovery;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Knows which files of listings are new. No folder is ever closed: a file counts as old only by the
 * time at which it was made, and only when a whole listing that was begun later is through. So what
 * has to be remembered are the files that were made since. One thread.
 */
final class Sweep {
  /** Clocks of storage and worker may differ by so much. */
  private static final Duration MARGIN = Duration.ofMinutes(10);

  private final boolean creationTimes;
  private final Map<String, Instant> given;
  private Instant settled;

  /**
   * Begins, or goes on.
   *
   * @param creationTimes whether times of creation tell what is new; otherwise all files are
   *     remembered
   */
  Sweep(boolean creationTimes, SweepMark mark) {
    this.creationTimes = creationTimes;
    settled = mark.settled();
    given = new HashMap<>(mark.given());
  }

  /** Whether that file has not been given yet. */
  boolean isNew(FoundFile file) {
    return !file.createdAt().isBefore(settled) && !given.containsKey(file.id());
  }

  /** The file is given on. */
  void give(FoundFile file) {
    given.put(file.id(), file.createdAt());
  }

  /** A listing of all files is through, and everything new in it was given. */
  void complete(Instant begunAt) {
    if (creationTimes && begunAt.minus(MARGIN).isAfter(settled)) {
      settled = begunAt.minus(MARGIN);
      given.values().removeIf(made -> made.isBefore(settled));
    }
  }

  SweepMark mark() {
    return new SweepMark(settled, given);
  }
}
