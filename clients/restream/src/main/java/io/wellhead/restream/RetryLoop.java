// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import io.wellhead.restream.RetryTable.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The attempts of one operation: decides after each failure whether and when the next one starts.
 */
final class RetryLoop {

  /** Rejections in a row that a freshly fetched token is given a chance for. */
  private static final int MAX_REJECTIONS = 3;

  private static final Logger log = LoggerFactory.getLogger(RetryLoop.class);

  /** What time and chance are to every loop of a client. */
  record Environment(RetryPolicy policy, Clock clock, Sleeper sleeper, DoubleSupplier jitter) {

    Duration jittered(Duration ceiling) {
      return Duration.ofNanos((long) (ceiling.toNanos() * jitter.getAsDouble()));
    }
  }

  /** The same for sockets, which run for weeks. */
  private static final int MAX_REJECTIONS_OF_SOCKETS = 8;

  private final Environment environment;
  private final boolean repeatable;
  private final boolean endless;
  private Instant started;
  private int failures;
  private int rejections;

  RetryLoop(Environment environment, boolean repeatable) {
    this(environment, repeatable, false);
  }

  /** The loop of a socket: what may be repeated is repeated for ever. */
  static RetryLoop endless(Environment environment) {
    return new RetryLoop(environment, true, true);
  }

  private RetryLoop(Environment environment, boolean repeatable, boolean endless) {
    this.environment = environment;
    this.repeatable = repeatable;
    this.endless = endless;
    this.started = environment.clock().instant();
  }

  /** Something new arrived: attempts and time start over. */
  void progress() {
    failures = 0;
    rejections = 0;
    started = environment.clock().instant();
  }

  /** Time left for the next attempt. */
  Duration remaining() {
    return environment
        .policy()
        .totalTime()
        .minus(Duration.between(started, environment.clock().instant()));
  }

  /**
   * Returns when the next attempt may start.
   *
   * @param newToken fetches a new token; false when there is none to be had
   * @throws RestreamException when there is no further attempt
   */
  void afterFailure(Failure failure, NewToken newToken, Cancellation cancellation) {
    Verdict verdict = RetryTable.verdict(failure, repeatable);
    if (verdict == Verdict.NEW_TOKEN_THEN_REPEAT) {
      rejections++;
      if (rejections > maxRejections() || !newToken.request()) {
        throw failure.toException(verdict);
      }
      if (rejections == 1) { // it expired or was revoked: a new one is all it takes
        return;
      }
    }
    failures++;
    Duration wait = wait(failure);
    if (isFinal(failure) || (!endless && isExhausted(wait))) {
      throw failure.toException(verdict);
    }
    pause(failure, wait, cancellation);
  }

  /** Whether no attempt can follow this failure, however many are left. */
  boolean isFinal(Failure failure) {
    Verdict verdict = RetryTable.verdict(failure, repeatable);
    return verdict == Verdict.GIVE_UP || verdict == Verdict.OUTCOME_UNKNOWN;
  }

  private int maxRejections() {
    return endless ? MAX_REJECTIONS_OF_SOCKETS : MAX_REJECTIONS;
  }

  private boolean isExhausted(Duration wait) {
    return failures >= environment.policy().maxAttempts() || wait.compareTo(remaining()) >= 0;
  }

  private Duration wait(Failure failure) {
    Duration wait = environment.jittered(environment.policy().ceiling(failures));
    Duration asked = failure.retryAfter();
    return asked == null
        ? wait
        : asked.plus(environment.jittered(environment.policy().baseDelay().dividedBy(2)));
  }

  private void pause(Failure failure, Duration wait, Cancellation cancellation) {
    log.debug(
        "repeating route={} attempt={} status={} waitMs={}",
        failure.place().route(),
        failures + 1,
        failure.status(),
        wait.toMillis());
    cancellation.await(
        () -> {
          environment.sleeper().sleep(wait);
          return null;
        });
    cancellation.throwIfCanceled();
  }

  /** Asks for a token other than the one that was rejected. */
  @FunctionalInterface
  interface NewToken {
    boolean request();
  }
}
