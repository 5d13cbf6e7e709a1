// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.io.Serial;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, by what the caller can do about it.
 *
 * <table>
 *   <caption>Kinds</caption>
 *   <tr><th>kind</th><th>the caller</th></tr>
 *   <tr><td>{@link RetryableException}</td><td>tries again later; the client already did</td></tr>
 *   <tr><td>{@link RateLimitedException}</td><td>tries again later, with fewer calls</td></tr>
 *   <tr><td>{@link UnauthorizedException}</td><td>corrects credentials or permissions</td></tr>
 *   <tr><td>{@link BadRequestException}</td><td>corrects the request</td></tr>
 *   <tr><td>{@link OutcomeUnknownException}</td><td>looks before repeating</td></tr>
 *   <tr><td>{@link MalformedDataException}</td><td>sets the data aside</td></tr>
 *   <tr><td>{@link CanceledException}</td><td>asked for it</td></tr>
 * </table>
 *
 * <p>Messages never hold secrets, tokens or payloads.
 */
public abstract sealed class RestreamException extends RuntimeException
    permits RetryableException,
        UnauthorizedException,
        BadRequestException,
        OutcomeUnknownException,
        MalformedDataException,
        CanceledException {

  @Serial private static final long serialVersionUID = 1L;

  private final @Nullable String route;
  private final int status;
  private final @Nullable String requestId;

  RestreamException(String message, ErrorPlace place, @Nullable Throwable cause) {
    super(message, cause);
    this.route = place.route();
    this.status = place.status();
    this.requestId = place.requestId();
  }

  /** Method and path with ids replaced: {@code GET /external/thirdparty/v1/pads/{id}/}. */
  public Optional<String> route() {
    return Optional.ofNullable(route);
  }

  /** The HTTP status of the answer; empty when there was none. */
  public OptionalInt status() {
    return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
  }

  /** The server's id of the request, if it sent one. */
  public Optional<String> requestId() {
    return Optional.ofNullable(requestId);
  }
}
