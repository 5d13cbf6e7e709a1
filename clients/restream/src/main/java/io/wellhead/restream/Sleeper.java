// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.time.Duration;

/** How waiting is done; a test replaces it and never waits. */
@FunctionalInterface
public interface Sleeper {

  /**
   * Blocks the calling thread for the time given.
   *
   * @throws InterruptedException when the thread is interrupted meanwhile
   */
  void sleep(Duration time) throws InterruptedException;

  /** Really sleeps. */
  static Sleeper real() {
    return time -> Thread.sleep(time.toMillis(), time.toNanosPart() % 1_000_000);
  }
}
