// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.wellhead.sandbox.restream.world.Json;
import java.io.Serial;
import java.util.List;
import java.util.Map;

/** A request that is answered with an error status (section 5.1). */
final class Refusal extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final int status;
  private final transient ObjectNode body;
  private final transient Map<HttpString, String> headers;

  private Refusal(int status, ObjectNode body, String message, Map<HttpString, String> headers) {
    super(message, null, false, false);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }

  static Refusal of(int status, String detail) {
    return of(status, detail, Map.of());
  }

  /** With a {@code Retry-After} header, unless that is 0. */
  static Refusal later(int status, String detail, long retryAfterSeconds) {
    return of(
        status,
        detail,
        retryAfterSeconds > 0
            ? Map.of(Headers.RETRY_AFTER, Long.toString(retryAfterSeconds))
            : Map.of());
  }

  private static Refusal of(int status, String detail, Map<HttpString, String> headers) {
    return new Refusal(status, Json.object().put("detail", detail), detail, headers);
  }

  /** Refuses a request with 405 unless its method is one of those that its path takes. */
  static void unlessTaken(HttpServerExchange exchange, List<String> methods) {
    String method = exchange.getRequestMethod().toString();
    if (!methods.contains(method)) {
      throw of(
          405,
          "Method \"" + method + "\" not allowed.",
          Map.of(Headers.ALLOW, String.join(", ", methods)));
    }
  }

  /** Without a bearer token that is valid. */
  static Refusal unauthorized() {
    return of(
        401,
        "Authentication credentials were not provided or are not valid.",
        Map.of(Headers.WWW_AUTHENTICATE, "Bearer realm=\"api\""));
  }

  static Refusal notFound() {
    return of(404, "Not found.");
  }

  /** A parameter with an unacceptable value. */
  static Refusal parameter(String name, String problem) {
    ObjectNode body = Json.object();
    body.putArray(name).add(problem);
    return new Refusal(400, body, name + ": " + problem, Map.of());
  }

  /** An answer of the token endpoint. */
  static Refusal oauth(int status, String error) {
    return new Refusal(status, Json.object().put("error", error), error, Map.of());
  }

  int status() {
    return status;
  }

  /** Headers that belong to the status. */
  Map<HttpString, String> headers() {
    return headers;
  }

  ObjectNode body() {
    return body;
  }
}
