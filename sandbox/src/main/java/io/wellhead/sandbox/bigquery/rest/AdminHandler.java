// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.wellhead.sandbox.bigquery.control.Call;
import io.wellhead.sandbox.bigquery.control.Counters;
import io.wellhead.sandbox.bigquery.control.Fault;
import io.wellhead.sandbox.bigquery.control.FaultRule;
import io.wellhead.sandbox.bigquery.control.Faults;
import io.wellhead.sandbox.bigquery.store.ServiceError;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The sandbox's own paths below {@code /sandbox}: {@code GET certificate} (PEM), {@code GET
 * counters}, {@code GET faults}, {@code POST faults} with {@code {"fault": "INTERNAL", "call":
 * "APPEND_ROWS", "table": "dataset.table", "times": 1, "delayMillis": 1000}} (only {@code fault} is
 * required), {@code DELETE faults}, {@code POST restart}, {@code POST kill}.
 */
public final class AdminHandler implements HttpHandler {

  /** Stops the server that answers, so it happens after the answer. */
  public interface Power {
    void restart();

    void kill();
  }

  private final String certificate;
  private final Faults faults;
  private final Counters counters;
  private final Power power;

  /** Serves what is given; {@code certificate} is PEM text. */
  public AdminHandler(String certificate, Faults faults, Counters counters, Power power) {
    this.certificate = certificate;
    this.faults = faults;
    this.counters = counters;
    this.power = power;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    if (exchange.isInIoThread()) {
      exchange.dispatch(this);
      return;
    }
    exchange.startBlocking();
    try {
      answer(exchange, exchange.getRequestMethod() + " " + exchange.getRelativePath());
    } catch (ServiceError e) {
      send(exchange, e.reason().httpStatus(), ErrorBody.of(e));
    } catch (IOException e) {
      send(exchange, 400, ErrorBody.of(400, "parseError", String.valueOf(e.getMessage())));
    }
  }

  private void answer(HttpServerExchange exchange, String operation) throws IOException {
    switch (operation) {
      case "GET /certificate" -> {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/x-pem-file");
        exchange.getResponseSender().send(certificate);
      }
      case "GET /counters" -> send(exchange, 200, countersBody());
      case "GET /faults" -> send(exchange, 200, faultsBody());
      case "POST /faults" -> {
        faults.inject(rule(Resources.JSON.readTree(exchange.getInputStream())));
        send(exchange, 200, faultsBody());
      }
      case "DELETE /faults" -> {
        faults.clear();
        send(exchange, 200, faultsBody());
      }
      case "POST /restart" -> later(exchange, power::restart);
      case "POST /kill" -> later(exchange, power::kill);
      default -> throw ServiceError.notFound("Operation", operation);
    }
  }

  private static void later(HttpServerExchange exchange, Runnable action) {
    exchange.addExchangeCompleteListener(
        (done, next) -> {
          next.proceed();
          new Thread(action, "bigquery-sandbox-power").start();
        });
    send(exchange, 202, Resources.object());
  }

  private static FaultRule rule(@Nullable JsonNode body) {
    JsonNode given = body == null ? Resources.object() : body;
    try {
      FaultRule rule =
          FaultRule.of(
              named(Fault.class, given.path("fault").asText("")),
              named(Call.class, given.path("call").asText(Call.APPEND_ROWS.name())),
              given.path("times").asInt(1));
      FaultRule delayed =
          given.has("delayMillis")
              ? rule.withDelay(Duration.ofMillis(given.get("delayMillis").asLong()))
              : rule;
      return given.hasNonNull("table") ? delayed.inTable(given.get("table").asText()) : delayed;
    } catch (IllegalArgumentException e) {
      throw new ServiceError(ServiceError.Reason.INVALID, String.valueOf(e.getMessage()), e);
    }
  }

  private static <E extends Enum<E>> E named(Class<E> type, String name) {
    for (E value : type.getEnumConstants()) {
      if (value.name().equals(name)) {
        return value;
      }
    }
    throw ServiceError.invalid(
        type.getSimpleName().toLowerCase(Locale.ROOT)
            + " is \""
            + name
            + "\"; accepted: "
            + Arrays.toString(type.getEnumConstants()));
  }

  private ObjectNode countersBody() {
    ObjectNode body = Resources.object();
    for (Counters.Name name : Counters.Name.values()) {
      body.put(name.name().toLowerCase(Locale.ROOT), counters.get(name));
    }
    return body;
  }

  private ObjectNode faultsBody() {
    ObjectNode body = Resources.object();
    var list = body.putArray("faults");
    for (FaultRule rule : faults.rules()) {
      ObjectNode node = list.addObject();
      node.put("fault", rule.fault().name())
          .put("call", rule.call().name())
          .put("times", rule.times());
      node.put("table", rule.table()).put("delayMillis", rule.delay().toMillis());
    }
    return body;
  }

  private static void send(HttpServerExchange exchange, int status, JsonNode body) {
    exchange.setStatusCode(status);
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json; charset=UTF-8");
    exchange.getResponseSender().send(body.toString());
  }
}
