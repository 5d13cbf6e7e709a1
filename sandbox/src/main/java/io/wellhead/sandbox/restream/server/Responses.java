// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.wellhead.sandbox.restream.world.Json;
import java.nio.ByteBuffer;

/** Sends JSON answers. */
final class Responses {

  private Responses() {}

  static void refuse(HttpServerExchange exchange, Refusal refusal) {
    refusal.headers().forEach(exchange.getResponseHeaders()::put);
    send(exchange, refusal.status(), refusal.body());
  }

  static void send(HttpServerExchange exchange, int status, JsonNode body) {
    exchange.setStatusCode(status);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json");
    exchange.getResponseSender().send(ByteBuffer.wrap(Json.bytes(body)));
  }
}
