// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.postgres;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for what happens on other threads, but not for ever. */
final class Waiting {
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private Waiting() {}

  /**
   * Waits for a result.
   *
   * @throws IllegalStateException if there is none, or none in time
   */
  static <T> T on(Future<T> future) throws InterruptedException {
    try {
      return future.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      Throwable cause = requireNonNull(e.getCause(), "cause");
      throw new IllegalStateException(cause.getMessage(), cause);
    } catch (TimeoutException e) {
      throw new IllegalStateException("the stream did not come so far in " + LONGEST, e);
    }
  }
}
