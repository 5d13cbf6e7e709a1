// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.wellhead.sandbox.bigquery.control.Call;
import io.wellhead.sandbox.bigquery.control.Counters;
import io.wellhead.sandbox.bigquery.control.FaultRule;
import io.wellhead.sandbox.bigquery.control.Faults;
import io.wellhead.sandbox.bigquery.sql.QueryRunner;
import io.wellhead.sandbox.bigquery.sql.Views;
import io.wellhead.sandbox.bigquery.store.ServiceError;
import io.wellhead.sandbox.bigquery.store.Warehouse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The REST API on Undertow. */
public final class RestHandler implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(RestHandler.class);
  private static final HttpString METHOD_OVERRIDE = new HttpString("X-HTTP-Method-Override");
  private static final Set<String> DISCOVERY_PATHS =
      Set.of("/$discovery/rest", "/discovery/v1/apis/bigquery/v2/rest");
  private static final String BASE_PATH = "/bigquery/v2/";

  private final List<Route> routes;
  private final Router router;
  private final Faults faults;
  private final Counters counters;

  public RestHandler(Warehouse warehouse, Clock clock, Faults faults, Counters counters) {
    this.faults = faults;
    this.counters = counters;
    routes = new ArrayList<>();
    routes.addAll(new DatasetRoutes(warehouse).routes());
    QueryRunner runner = new QueryRunner(warehouse);
    routes.addAll(new TableRoutes(warehouse, new Views(warehouse, runner)).routes());
    routes.addAll(new TableDataRoutes(warehouse, runner).routes());
    routes.addAll(new QueryRoutes(runner, clock).routes());
    this.router = new Router(routes);
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    if (exchange.isInIoThread()) {
      exchange.dispatch(this);
      return;
    }
    exchange.startBlocking();
    counters.add(Counters.Name.REST_REQUESTS);
    try {
      send(exchange, 200, answer(exchange));
    } catch (ServiceError e) {
      send(exchange, e.reason().httpStatus(), ErrorBody.of(e));
    } catch (Exception e) {
      LOG.warn(
          "request failed method={} path={}",
          exchange.getRequestMethod(),
          exchange.getRequestPath(),
          e);
      send(exchange, 500, ErrorBody.of(500, "internalError", String.valueOf(e.getMessage())));
    }
  }

  private @Nullable JsonNode answer(HttpServerExchange exchange) throws Exception {
    String override = exchange.getRequestHeaders().getFirst(METHOD_OVERRIDE);
    String method = override == null ? exchange.getRequestMethod().toString() : override;
    String path = exchange.getRequestURI();
    String baseUrl = "http://" + exchange.getHostAndPort();
    if (DISCOVERY_PATHS.contains(path)) {
      return Discovery.document(routes, baseUrl);
    }
    Optional<Router.Match> match =
        path.startsWith(BASE_PATH)
            ? router.find(method, path.substring(BASE_PATH.length()))
            : Optional.empty();
    if (match.isEmpty()) {
      throw new ServiceError(ServiceError.Reason.NOT_FOUND, "Not found: " + method + " " + path);
    }
    Map<String, String> query = new HashMap<>();
    exchange.getQueryParameters().forEach((name, values) -> query.put(name, values.getFirst()));
    String ifMatch = exchange.getRequestHeaders().getFirst(Headers.IF_MATCH);
    Request request =
        new Request(
            match.get().parameters(),
            query,
            body(exchange),
            baseUrl,
            ifMatch == null ? "" : ifMatch);
    return struck(match.get().route(), request);
  }

  private @Nullable JsonNode struck(Route route, Request request) throws Exception {
    Optional<FaultRule> fault = faults.next(call(route), table(request));
    if (fault.isEmpty()) {
      return route.handler().handle(request);
    }
    String injected = "Injected by the sandbox";
    return switch (fault.get().fault()) {
      case NOT_FOUND -> throw ServiceError.notFound("Table", request.path());
      case ALREADY_EXISTS -> throw ServiceError.duplicate("Table", request.path());
      case RESOURCE_EXHAUSTED ->
          throw new ServiceError(ServiceError.Reason.RATE_LIMIT_EXCEEDED, injected);
      case UNAVAILABLE -> throw new ServiceError(ServiceError.Reason.BACKEND_ERROR, injected);
      case INTERNAL, SCHEMA_MISMATCH, REJECT_ROW, CONNECTION_EXHAUSTED ->
          throw new ServiceError(ServiceError.Reason.INTERNAL_ERROR, injected);
      case LOST_ANSWER -> {
        route.handler().handle(request);
        throw new ServiceError(ServiceError.Reason.BACKEND_ERROR, injected);
      }
      case SLOW -> {
        TimeUnit.MILLISECONDS.sleep(fault.get().delay().toMillis());
        yield route.handler().handle(request);
      }
    };
  }

  private static Call call(Route route) {
    return switch (route.id().substring(0, route.id().indexOf('.'))) {
      case "jobs" -> Call.JOBS;
      case "tables", "tabledata" -> Call.TABLES;
      default -> Call.DATASETS;
    };
  }

  private static @Nullable String table(Request request) {
    String dataset = request.path().get("datasetId");
    String inBody = request.body().path("tableReference").path("tableId").asText("");
    String table = request.path().getOrDefault("tableId", inBody);
    return dataset == null || table.isEmpty() ? null : dataset + "." + table;
  }

  private static ObjectNode body(HttpServerExchange exchange) throws IOException {
    String encoding = exchange.getRequestHeaders().getFirst(Headers.CONTENT_ENCODING);
    InputStream raw = exchange.getInputStream();
    try (InputStream in = "gzip".equalsIgnoreCase(encoding) ? new GZIPInputStream(raw) : raw) {
      JsonNode node = Resources.JSON.readTree(in);
      if (node instanceof ObjectNode object) {
        return object;
      }
      return Resources.object();
    } catch (JsonProcessingException e) {
      throw new ServiceError(
          ServiceError.Reason.INVALID,
          "Invalid JSON payload received: " + e.getOriginalMessage(),
          e);
    }
  }

  private static void send(HttpServerExchange exchange, int status, @Nullable JsonNode body) {
    exchange.setStatusCode(body == null ? 204 : status);
    if (body == null) {
      exchange.endExchange();
      return;
    }
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/json; charset=UTF-8");
    exchange.getResponseSender().send(body.toString());
  }
}
