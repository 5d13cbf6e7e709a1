// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Methods;
import io.wellhead.sandbox.restream.changes.Corrections;
import io.wellhead.sandbox.restream.faults.Fault;
import io.wellhead.sandbox.restream.faults.FaultRule;
import io.wellhead.sandbox.restream.faults.Faults;
import io.wellhead.sandbox.restream.faults.Route;
import io.wellhead.sandbox.restream.world.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * The sandbox's own endpoints, without authorization, on the loopback interface only:
 *
 * <ul>
 *   <li>{@code GET /sandbox/}: time, counters
 *   <li>{@code GET|POST|DELETE /sandbox/faults/}: list, add, clear. A rule is {@code {"fault":
 *       "SOCKET_DROPPED", "routes": ["SOCKET"], "nth": 3}}; instead of {@code nth} also {@code
 *       from}, {@code every}, {@code probability} with {@code seed}, {@code times}, {@code
 *       seconds}, {@code amount}
 *   <li>{@code POST /sandbox/changes/}: correct stored data: {@code {"edit": "delete", "site":
 *       9101, "from": 1906538400, "to": 1906538460}}, with {@code field}, {@code factor}, {@code
 *       value}, {@code seconds} as the edit needs; answers the change id
 *   <li>{@code POST /sandbox/tokens/revoke/} and {@code POST /sandbox/sessions/expire/}
 * </ul>
 */
final class AdminApi implements HttpHandler {

  private final Faults faults;
  private final Corrections corrections;
  private final Supplier<ObjectNode> status;
  private final Runnable revokeTokens;
  private final Runnable expireSessions;

  AdminApi(
      Faults faults,
      Corrections corrections,
      Supplier<ObjectNode> status,
      Runnable revokeTokens,
      Runnable expireSessions) {
    this.faults = faults;
    this.corrections = corrections;
    this.status = status;
    this.revokeTokens = revokeTokens;
    this.expireSessions = expireSessions;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws IOException {
    List<String> path = ApiCall.segments(exchange);
    String method = exchange.getRequestMethod().toString();
    String request = method + " " + String.join("/", path.subList(1, path.size()));
    try {
      Responses.send(exchange, 200, answer(request, exchange));
    } catch (IllegalArgumentException e) {
      throw Refusal.of(400, String.valueOf(e.getMessage()));
    }
  }

  private JsonNode answer(String request, HttpServerExchange exchange) throws IOException {
    return switch (request) {
      case "GET " -> status.get();
      case "GET faults" -> rules();
      case "POST faults" -> {
        faults.add(rule(body(exchange)));
        yield rules();
      }
      case "DELETE faults" -> {
        faults.clear();
        yield rules();
      }
      case "POST changes" -> Json.object().put("id", correct(body(exchange)));
      case "POST tokens/revoke" -> {
        revokeTokens.run();
        yield status.get();
      }
      case "POST sessions/expire" -> {
        expireSessions.run();
        yield status.get();
      }
      default -> throw Refusal.notFound();
    };
  }

  private static JsonNode body(HttpServerExchange exchange) throws IOException {
    if (!exchange.getRequestMethod().equals(Methods.POST)) {
      throw Refusal.of(405, "Method not allowed.");
    }
    exchange.startBlocking();
    return Json.MAPPER.readTree(exchange.getInputStream().readAllBytes());
  }

  private ArrayNode rules() {
    ArrayNode rules = Json.array();
    for (FaultRule rule : faults.rules()) {
      ObjectNode node = rules.addObject();
      node.put("fault", rule.fault().name());
      ArrayNode routes = node.putArray("routes");
      rule.routes().stream().map(Route::name).sorted().forEach(routes::add);
      node.put("from", rule.first()).put("every", rule.every());
      node.put("probability", rule.probability()).put("seed", rule.seed());
      node.put("times", rule.times()).put("amount", rule.amount());
      node.put("happened", faults.happened(rule.fault()));
    }
    return rules;
  }

  private static FaultRule rule(JsonNode node) {
    FaultRule rule = FaultRule.of(Fault.valueOf(upper(node.path("fault"))));
    if (node.has("routes")) {
      List<Route> routes = new ArrayList<>();
      node.get("routes").forEach(route -> routes.add(Route.valueOf(upper(route))));
      rule = rule.on(routes.toArray(new Route[0]));
    }
    rule = node.has("every") ? rule.every(node.get("every").asLong()) : rule;
    rule = node.has("from") ? rule.from(node.get("from").asLong()) : rule;
    rule = node.has("nth") ? rule.nth(node.get("nth").asLong()) : rule;
    rule = node.has("times") ? rule.times(node.get("times").asLong()) : rule;
    rule =
        node.has("probability")
            ? rule.withProbability(node.get("probability").asDouble(), node.path("seed").asLong())
            : rule;
    rule =
        node.has("seconds") ? rule.during(Duration.ofSeconds(node.get("seconds").asLong())) : rule;
    return node.has("amount") ? rule.amount(node.get("amount").asLong()) : rule;
  }

  private static String upper(JsonNode word) {
    return word.asText().toUpperCase(Locale.ROOT);
  }

  private long correct(JsonNode node) {
    long site = node.path("site").asLong();
    long from = node.path("from").asLong();
    long to = node.path("to").asLong();
    String field = node.path("field").asText();
    long seconds = node.path("seconds").asLong();
    return switch (node.path("edit").asText()) {
      case "delete" ->
          field.isEmpty()
              ? corrections.delete(site, from, to)
              : corrections.deleteField(site, field, from, to);
      case "scale" -> corrections.scale(site, field, node.path("factor").asDouble(), from, to);
      case "set" -> corrections.set(site, field, node.path("value").asDouble(), from, to);
      case "move" -> corrections.move(site, from, to, seconds);
      case "copy" -> corrections.copy(site, from, to, seconds);
      default ->
          throw new IllegalArgumentException(
              "edit=" + node.path("edit").asText() + " is none of delete, scale, set, move, copy");
    };
  }
}
