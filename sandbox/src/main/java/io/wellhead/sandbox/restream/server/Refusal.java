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

  private Refusal(int status, ObjectNode body, String message) {
    super(message, null, false, false);
    this.status = status;
    this.body = body;
  }

  static Refusal of(int status, String detail) {
    return new Refusal(status, Json.object().put("detail", detail), detail);
  }

  static Refusal notFound() {
    return of(404, "Not found.");
  }

  /** A parameter with an unacceptable value. */
  static Refusal parameter(String name, String problem) {
    ObjectNode body = Json.object();
    body.putArray(name).add(problem);
    return new Refusal(400, body, name + ": " + problem);
  }

  /** An answer of the token endpoint. */
  static Refusal oauth(int status, String error) {
    return new Refusal(status, Json.object().put("error", error), error);
  }

  int status() {
    return status;
  }

  ObjectNode body() {
    return body;
  }
}
