// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import io.wellhead.restream.Failure.AttemptFailed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The token of one client id, fetched when needed and kept until ten seconds before it expires
 * (ReStream API, section 1.3). One fetch runs at a time; whoever waited for it uses its result.
 */
final class OAuthTokens implements TokenSource {

  private static final Duration SKEW = Duration.ofSeconds(10);

  /** Asks the token endpoint, once. */
  @FunctionalInterface
  interface Fetch {
    Token fetch(Cancellation cancellation) throws AttemptFailed;
  }

  /** What the token endpoint gave. */
  record Token(Secret secret, Duration lifetime) {}

  private record Cached(Secret secret, Instant expires) {}

  private final Fetch fetch;
  private final Clock clock;
  private final ReentrantLock fetching = new ReentrantLock(true);
  private final AtomicReference<@Nullable Cached> cached = new AtomicReference<>();

  OAuthTokens(Fetch fetch, Clock clock) {
    this.fetch = fetch;
    this.clock = clock;
  }

  @Override
  public Secret current(Cancellation cancellation) throws AttemptFailed {
    Secret valid = valid();
    if (valid != null) {
      return valid;
    }
    cancellation.await(
        () -> {
          fetching.lockInterruptibly();
          return null;
        });
    try {
      Secret meanwhile = valid();
      return meanwhile != null ? meanwhile : fetch(cancellation);
    } finally {
      fetching.unlock();
    }
  }

  private Secret fetch(Cancellation cancellation) throws AttemptFailed {
    Token token = fetch.fetch(cancellation);
    cached.set(new Cached(token.secret(), clock.instant().plus(token.lifetime()).minus(SKEW)));
    return token.secret();
  }

  private @Nullable Secret valid() {
    Cached now = cached.get();
    return now != null && clock.instant().isBefore(now.expires()) ? now.secret() : null;
  }

  /** Forgets the token, unless another thread has replaced it already. */
  @Override
  public boolean reject(Secret rejected) {
    Cached now = cached.get();
    if (now != null && now.secret().equals(rejected)) {
      cached.compareAndSet(now, null);
    }
    return true;
  }
}
