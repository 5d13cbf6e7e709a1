// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.server;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Methods;
import io.wellhead.sandbox.restream.faults.Route;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;

/** Routes requests to their endpoints after the bearer check (section 2.0). */
public final class RestreamApi implements HttpHandler {

  private static final Logger LOG = LoggerFactory.getLogger(RestreamApi.class);

  private final Tokens tokens;
  private final InjectedAnswers injected;
  private final RateLimit rateLimit;
  private final DocumentEndpoints documents;
  private final RoomEndpoints rooms;
  private final DataEndpoint data;
  private final SocketEndpoint sockets;
  private final HttpHandler admin;
  private final boolean lenient;

  RestreamApi(
      Tokens tokens,
      InjectedAnswers injected,
      RateLimit rateLimit,
      DocumentEndpoints documents,
      RoomEndpoints rooms,
      DataEndpoint data,
      SocketEndpoint sockets,
      HttpHandler admin,
      boolean lenient) {
    this.tokens = tokens;
    this.injected = injected;
    this.rateLimit = rateLimit;
    this.documents = documents;
    this.rooms = rooms;
    this.data = data;
    this.sockets = sockets;
    this.admin = admin;
    this.lenient = lenient;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) throws Exception {
    if (exchange.isInIoThread()) {
      exchange.dispatch(this);
      return;
    }
    try {
      route(exchange);
    } catch (Refusal refusal) {
      Responses.refuse(exchange, refusal);
    } catch (IOException | RuntimeException e) {
      // The status may be sent already; only a cut connection tells the client (section 3).
      LOG.debug("request failed: {}", e.toString());
      IoUtils.safeClose(exchange.getConnection());
    }
  }

  private void route(HttpServerExchange exchange) throws Exception {
    List<String> segments = ApiCall.segments(exchange);
    if (segments.equals(List.of("o", "token"))) {
      injected.before(Route.TOKEN, "");
      Responses.send(exchange, 200, tokens.grant(form(exchange)));
    } else if (startsWith(segments, "sandbox")) {
      admin.handleRequest(exchange);
    } else if (startsWith(segments, "external", "thirdparty", "v1") && segments.size() > 3) {
      rest(exchange, segments.subList(3, segments.size()));
    } else if (startsWith(segments, "ws", "data") && segments.size() == 4) {
      sockets.measurements(socketCall(exchange, segments.subList(2, 4)));
    } else if (startsWith(segments, "external", "thirdparty", "v2", "ws")) {
      events(exchange, segments.subList(4, segments.size()));
    } else {
      throw Refusal.notFound();
    }
  }

  private void rest(HttpServerExchange exchange, List<String> path) throws IOException {
    boolean isData = path.size() == 3 && path.get(2).equals(Paths.DATA);
    boolean isConfirmation =
        path.size() == 3
            && path.get(2).equals(Paths.DATA_CHANGES)
            && exchange.getRequestMethod().equals(Methods.POST);
    Route other = isConfirmation ? Route.CONFIRM : Route.REST;
    ApiCall call = call(exchange, path, isData ? Route.DATA : other);
    Paths.check(call);
    Runnable leave = rateLimit.enter(ApiCall.token(exchange), exchange.getRequestPath());
    try {
      if (path.size() <= 2) {
        Responses.send(exchange, 200, documents.get(call));
        return;
      }
      documents.requireRoom(call);
      if (isData) {
        data.send(call);
      } else {
        rooms.answer(call);
      }
    } finally {
      leave.run();
    }
  }

  private void events(HttpServerExchange exchange, List<String> path) {
    ApiCall call = socketCall(exchange, path);
    if (path.size() == 2) {
      sockets.instanceUpdates(call);
    } else if (path.size() == 3 && path.get(2).equals(Paths.DATA_CHANGES)) {
      sockets.dataChanges(call);
    } else {
      throw Refusal.notFound();
    }
  }

  private ApiCall socketCall(HttpServerExchange exchange, List<String> path) {
    ApiCall call = call(exchange, path, Route.SOCKET);
    documents.requireRoom(call);
    return call;
  }

  /** Checks the bearer token, so that everything behind it knows the client. */
  private ApiCall call(HttpServerExchange exchange, List<String> path, Route route) {
    String token = ApiCall.token(exchange);
    injected.before(route, token);
    String clientId = tokens.clientOf(token);
    if (clientId == null) {
      throw Refusal.unauthorized();
    }
    return new ApiCall(exchange, path, new Query(exchange.getQueryString(), lenient), clientId);
  }

  private static Query form(HttpServerExchange exchange) throws IOException {
    Refusal.unlessTaken(exchange, List.of("POST"));
    exchange.startBlocking();
    byte[] body = exchange.getInputStream().readAllBytes();
    return new Query(new String(body, StandardCharsets.UTF_8), false);
  }

  private static boolean startsWith(List<String> segments, String... prefix) {
    return segments.size() >= prefix.length
        && segments.subList(0, prefix.length).equals(List.of(prefix));
  }
}
