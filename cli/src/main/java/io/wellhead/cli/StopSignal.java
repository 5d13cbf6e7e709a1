// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Asks a running command to end in good order: raised by Ctrl-C, SIGTERM or a test, from any
 * thread, once.
 *
 * <p>After Ctrl-C the JVM waits until the command has {@linkplain #finished() finished} or the
 * grace period is over.
 */
public final class StopSignal {
  /** Long enough to drain a pipeline and to close a database file. */
  private static final Duration GRACE = Duration.ofSeconds(30);

  private final CountDownLatch raised = new CountDownLatch(1);
  private final CountDownLatch finished = new CountDownLatch(1);

  /** A signal that is raised when the JVM begins to shut down. */
  static StopSignal onInterrupt() {
    StopSignal signal = new StopSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(signal::raiseAndAwaitEnd, "stop"));
    return signal;
  }

  /** Asks the command to end. */
  public void raise() {
    raised.countDown();
  }

  /** Whether the command was asked to end. */
  public boolean isRaised() {
    return raised.getCount() == 0;
  }

  /** Waits until the command is asked to end. */
  public void await() throws InterruptedException {
    raised.await();
  }

  /**
   * Waits at most the given time.
   *
   * @return whether the command was asked to end
   */
  public boolean await(Duration limit) throws InterruptedException {
    return raised.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Tells the shutdown that the command has ended. */
  void finished() {
    finished.countDown();
  }

  private void raiseAndAwaitEnd() {
    raise();
    try {
      if (!finished.await(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        System.err.println(
            "wellhead: gave up waiting for the command to end after " + GRACE.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
