// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.io.Serial;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * 429, and it stayed so: the account makes too many calls at once, maybe from several processes.
 */
public final class RateLimitedException extends RetryableException {

  @Serial private static final long serialVersionUID = 1L;

  private final @Nullable Duration retryAfter;

  RateLimitedException(String message, ErrorPlace place, @Nullable Duration retryAfter) {
    super(message, place, null);
    this.retryAfter = retryAfter;
  }

  /** How long the server asked to wait, if it said so. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
