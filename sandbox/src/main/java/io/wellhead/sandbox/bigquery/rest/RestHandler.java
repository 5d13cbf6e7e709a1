// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.wellhead.sandbox.bigquery.sql.QueryRunner;
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
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The REST API on Undertow. */
public final class RestHandler implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(RestHandler.class);
  private static final HttpString METHOD_OVERRIDE = new HttpString("X-HTTP-Method-Override");
  private static final String CERTIFICATE_PATH = "/sandbox/certificate";
  private static final Set<String> DISCOVERY_PATHS =
      Set.of("/$discovery/rest", "/discovery/v1/apis/bigquery/v2/rest");
  private static final String BASE_PATH = "/bigquery/v2/";

  private final List<Route> routes;
  private final Router router;
  private final String certificate;

  /**
   * @param certificate PEM text of the TLS side's certificate
   */
  public RestHandler(Warehouse warehouse, Clock clock, String certificate) {
    this.certificate = certificate;
    routes = new ArrayList<>();
    routes.addAll(new DatasetRoutes(warehouse).routes());
    routes.addAll(new TableRoutes(warehouse).routes());
    QueryRunner runner = new QueryRunner(warehouse);
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
    if (exchange.getRequestPath().equals(CERTIFICATE_PATH)) {
      exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/x-pem-file");
      exchange.getResponseSender().send(certificate);
      return;
    }
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
    return match.get().route().handler().handle(request);
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
