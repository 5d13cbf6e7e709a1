// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.wellhead.restream.model.Room;
import io.wellhead.sandbox.restream.world.Json;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * One request of an authorized client.
 *
 * @param path the segments below the version, such as {@code pads, 412, data}
 */
record ApiCall(HttpServerExchange exchange, List<String> path, Query query, String clientId) {

  /** Non-empty segments of the path, so duplicated slashes do not matter. */
  static List<String> segments(HttpServerExchange exchange) {
    return Arrays.stream(exchange.getRequestPath().split("/", -1))
        .filter(segment -> !segment.isEmpty())
        .toList();
  }

  boolean isPost() {
    return exchange.getRequestMethod().equals(Methods.POST);
  }

  /** The pad or site that the path names; refused with 404 when the id is not a number. */
  Room room() {
    long id = id();
    if (id <= 0) {
      throw Refusal.notFound();
    }
    return switch (path.get(0)) {
      case "pad", "pads" -> Room.pad(id);
      case "site", "sites" -> Room.site(id);
      default -> throw Refusal.notFound();
    };
  }

  long id() {
    try {
      return Long.parseLong(path.get(1));
    } catch (NumberFormatException e) {
      throw Refusal.notFound();
    }
  }

  /** The JSON body of a POST. */
  JsonNode body() throws IOException {
    return json(exchange);
  }

  static JsonNode json(HttpServerExchange exchange) throws IOException {
    exchange.startBlocking();
    try {
      return Json.MAPPER.readTree(exchange.getInputStream().readAllBytes());
    } catch (JsonProcessingException e) {
      throw Refusal.of(400, "The body is not JSON.");
    }
  }

  boolean wantsStreaming() {
    return "streaming".equals(exchange.getRequestHeaders().getFirst("Prefer"));
  }

  static String token(HttpServerExchange exchange) {
    String header = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
    return header != null && header.startsWith("Bearer ") ? header.substring(7) : "";
  }
}
