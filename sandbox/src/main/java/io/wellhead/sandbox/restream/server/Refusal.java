// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wellhead.sandbox.restream.world.Json;
import java.io.Serial;

/** A request that is answered with an error status (section 5.1). */
final class Refusal extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final int status;
  private final transient ObjectNode body;
  private final long retryAfterSeconds;

  private Refusal(int status, ObjectNode body, String message, long retryAfterSeconds) {
    super(message, null, false, false);
    this.status = status;
    this.body = body;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  static Refusal of(int status, String detail) {
    return later(status, detail, 0);
  }

  /** With a {@code Retry-After} header, unless that is 0. */
  static Refusal later(int status, String detail, long retryAfterSeconds) {
    return new Refusal(status, Json.object().put("detail", detail), detail, retryAfterSeconds);
  }

  static Refusal notFound() {
    return of(404, "Not found.");
  }

  /** A parameter with an unacceptable value. */
  static Refusal parameter(String name, String problem) {
    ObjectNode body = Json.object();
    body.putArray(name).add(problem);
    return new Refusal(400, body, name + ": " + problem, 0);
  }

  /** An answer of the token endpoint. */
  static Refusal oauth(int status, String error) {
    return new Refusal(status, Json.object().put("error", error), error, 0);
  }

  int status() {
    return status;
  }

  /** 0 for none. */
  long retryAfterSeconds() {
    return retryAfterSeconds;
  }

  ObjectNode body() {
    return body;
  }
}
