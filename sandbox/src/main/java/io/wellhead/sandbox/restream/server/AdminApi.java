// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Methods;
import io.wellhead.sandbox.restream.changes.Corrections;
import io.wellhead.sandbox.restream.faults.Faults;
import io.wellhead.sandbox.restream.stages.StageEdits;
import io.wellhead.sandbox.restream.world.Json;
import io.wellhead.sandbox.restream.world.StageEdit;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
 *   <li>{@code POST /sandbox/stages/}: change the history: {@code {"site": 9101, "start":
 *       1906538400, "new_start": 1906538460}}, with {@code new_end}, {@code number} or {@code
 *       "remove": true}; {@code start} is that of the stage as listed now
 *   <li>{@code POST /sandbox/tokens/revoke/} and {@code POST /sandbox/sessions/expire/}
 * </ul>
 */
final class AdminApi implements HttpHandler {
  private static final String STATUS = "";
  private static final String FAULTS = "faults";
  private static final String CHANGES = "changes";
  private static final String STAGES = "stages";
  private static final String REVOKE_TOKENS = "tokens/revoke";
  private static final String EXPIRE_SESSIONS = "sessions/expire";
  private static final List<String> POST = List.of("POST");
  private static final Map<String, List<String>> METHODS =
      Map.of(
          STATUS, Paths.READ,
          FAULTS, List.of("GET", "HEAD", "POST", "DELETE"),
          CHANGES, POST,
          STAGES, POST,
          REVOKE_TOKENS, POST,
          EXPIRE_SESSIONS, POST);

  private final Faults faults;
  private final Corrections corrections;
  private final StageEdits stages;
  private final Supplier<ObjectNode> status;
  private final Runnable revokeTokens;
  private final Runnable expireSessions;

  AdminApi(
      Faults faults,
      Corrections corrections,
      StageEdits stages,
      Supplier<ObjectNode> status,
      Runnable revokeTokens,
      Runnable expireSessions) {
    this.faults = faults;
    this.corrections = corrections;
    this.stages = stages;
    this.status = status;
    this.revokeTokens = revokeTokens;
    this.expireSessions = expireSessions;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws IOException {
    List<String> path = ApiCall.segments(exchange);
    String what = String.join("/", path.subList(1, path.size()));
    List<String> methods = METHODS.get(what);
    if (methods == null) {
      throw Refusal.notFound();
    }
    Refusal.unlessTaken(exchange, methods);
    try {
      Responses.send(exchange, 200, answer(what, exchange));
    } catch (IllegalArgumentException e) {
      throw Refusal.of(400, String.valueOf(e.getMessage()));
    }
  }

  private JsonNode answer(String what, HttpServerExchange exchange) throws IOException {
    return switch (what) {
      case FAULTS -> faults(exchange);
      case CHANGES -> Json.object().put("id", correct(ApiCall.json(exchange)));
      case STAGES -> {
        changeStage(ApiCall.json(exchange));
        yield status.get();
      }
      case REVOKE_TOKENS -> {
        revokeTokens.run();
        yield status.get();
      }
      case EXPIRE_SESSIONS -> {
        expireSessions.run();
        yield status.get();
      }
      default -> status.get();
    };
  }

  private JsonNode faults(HttpServerExchange exchange) throws IOException {
    if (exchange.getRequestMethod().equals(Methods.POST)) {
      faults.add(RuleDocuments.read(ApiCall.json(exchange)));
    } else if (exchange.getRequestMethod().equals(Methods.DELETE)) {
      faults.clear();
    }
    return RuleDocuments.write(faults);
  }

  private void changeStage(JsonNode node) {
    long site = node.path("site").asLong();
    long start = node.path("start").asLong();
    if (node.path("remove").asBoolean()) {
      stages.remove(site, start);
      return;
    }
    JsonNode number = node.path("number");
    stages.change(
        site,
        start,
        new StageEdit(
            seconds(node.path("new_start")),
            seconds(node.path("new_end")),
            number.isMissingNode() ? null : number.asInt()));
  }

  private static @Nullable Long seconds(JsonNode node) {
    return node.isMissingNode() ? null : node.asLong();
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
