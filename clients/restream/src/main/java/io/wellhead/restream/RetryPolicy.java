// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.time.Duration;

/**
 * How long a failing operation is repeated. What is repeated at all is fixed: see the table in the
 * client's reference.
 *
 * <p>The wait before attempt k+1 is drawn uniformly from zero to {@code min(maxDelay, baseDelay *
 * 2^(k-1))}, unless the server's {@code Retry-After} asks for more.
 *
 * @param maxAttempts attempts without any progress, the first included; at least 1
 * @param baseDelay upper bound of the first wait, positive
 * @param maxDelay upper bound of every wait, at least {@code baseDelay}
 * @param totalTime no attempt starts later than this after the first one; positive. Sockets, which
 *     reconnect for ever, ignore it and {@code maxAttempts}
 */
public record RetryPolicy(
    int maxAttempts, Duration baseDelay, Duration maxDelay, Duration totalTime) {

  /** 6 attempts, 1 s to 30 s apart, within 2 minutes. */
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(6, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(2));

  /** One attempt. */
  public static final RetryPolicy NONE =
      new RetryPolicy(1, Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofMinutes(2));

  public RetryPolicy {
    if (maxAttempts < 1) {
      throw new IllegalArgumentException("maxAttempts must be at least 1: " + maxAttempts);
    }
    requirePositive("baseDelay", baseDelay);
    requirePositive("totalTime", totalTime);
    if (maxDelay.compareTo(baseDelay) < 0) {
      throw new IllegalArgumentException(
          "maxDelay must be at least baseDelay (" + baseDelay + "): " + maxDelay);
    }
  }

  /** The longest wait after the given number of failures (1 or more) in a row. */
  Duration ceiling(int failures) {
    Duration ceiling = baseDelay;
    for (int i = 1; i < failures && ceiling.compareTo(maxDelay) < 0; i++) {
      ceiling = ceiling.multipliedBy(2);
    }
    return ceiling.compareTo(maxDelay) < 0 ? ceiling : maxDelay;
  }

  private static void requirePositive(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(name + " must be positive: " + value);
    }
  }
}
