// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.io.Serial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One attempt that failed.
 *
 * @param kind in which way
 * @param place route and status
 * @param onToken whether it was the token endpoint that failed, so the request itself was never
 *     sent
 * @param detail for people, without secrets and payload
 * @param retryAfter what the server asked for
 */
record Failure(
    Kind kind,
    ErrorPlace place,
    boolean onToken,
    String detail,
    @Nullable Duration retryAfter,
    @Nullable Throwable cause) {

  enum Kind {
    /** No connection could be made. */
    NOT_SENT,
    /** The connection broke or timed out after the request may have been sent. */
    BROKEN,
    /** The server answered with a status other than 2xx. */
    STATUS,
    /** The body of a good answer ended early. */
    CUT,
    /** The body of a good answer is not what is documented. */
    MALFORMED
  }

  /** Carries a failure out of an attempt. */
  static final class AttemptFailed extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final transient Failure failure;
    private transient @Nullable Secret token;

    AttemptFailed(Failure failure) {
      super(failure.detail(), failure.cause(), false, false);
      this.failure = failure;
    }

    Failure failure() {
      return failure;
    }

    /** Remembers which token the attempt was made with. */
    AttemptFailed with(Secret used) {
      this.token = used;
      return this;
    }

    /** Tells the source when the token was rejected; false when there cannot be another one. */
    boolean reject(TokenSource tokens) {
      return token != null && tokens.reject(token);
    }
  }

  int status() {
    return place.status();
  }

  /** What the caller gets when there is no further attempt. */
  RestreamException toException(RetryTable.Verdict verdict) {
    String message = place.route() + ": " + detail;
    if (verdict == RetryTable.Verdict.OUTCOME_UNKNOWN) {
      return new OutcomeUnknownException(
          message + "; the server may have done it: read the present state before repeating",
          place,
          cause);
    }
    return switch (kind) {
      case NOT_SENT, BROKEN, CUT -> new RetryableException(message, place, cause);
      case MALFORMED -> new MalformedDataException(message, place, cause);
      case STATUS -> statusException(message);
    };
  }

  private RestreamException statusException(String message) {
    int status = place.status();
    if (status == 401 || status == 403) {
      return onToken
          ? new CredentialsException(message, place, cause)
          : new UnauthorizedException(message, place, cause);
    } else if (status == 404) {
      return new NotFoundException(message, place, cause);
    } else if (status == 429) {
      return new RateLimitedException(message, place, retryAfter);
    } else if (status >= 500 || status == 408 || status == 425) {
      return new RetryableException(message, place, cause);
    }
    return new BadRequestException(message, place, cause);
  }
}
