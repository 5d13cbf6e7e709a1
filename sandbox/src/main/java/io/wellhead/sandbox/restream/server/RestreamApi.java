// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Methods;
import io.wellhead.restream.model.Room;
import io.wellhead.sandbox.restream.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Routes requests to their endpoints after the bearer check (section 2.0). */
public final class RestreamApi implements HttpHandler {

  private static final Logger LOG = LoggerFactory.getLogger(RestreamApi.class);

  private final Tokens tokens;
  private final World world;
  private final DocumentEndpoints documents;
  private final HistoryEndpoint history;
  private final DataEndpoint data;
  private final SocketEndpoint sockets;
  private final boolean lenient;

  RestreamApi(
      Tokens tokens,
      World world,
      DocumentEndpoints documents,
      HistoryEndpoint history,
      DataEndpoint data,
      SocketEndpoint sockets,
      boolean lenient) {
    this.tokens = tokens;
    this.world = world;
    this.documents = documents;
    this.history = history;
    this.data = data;
    this.sockets = sockets;
    this.lenient = lenient;
  }

  @Override
  public void handleRequest(HttpServerExchange exchange) {
    if (exchange.isInIoThread()) {
      exchange.dispatch(this);
      return;
    }
    try {
      route(exchange);
    } catch (Refusal refusal) {
      Responses.send(exchange, refusal.status(), refusal.body());
    } catch (IOException | RuntimeException e) {
      // The status may be sent already; only a cut connection tells the client (section 3).
      LOG.debug("request failed: {}", e.toString());
      org.xnio.IoUtils.safeClose(exchange.getConnection());
    }
  }

  private void route(HttpServerExchange exchange) throws IOException {
    List<String> segments = ApiCall.segments(exchange);
    if (segments.equals(List.of("o", "token"))) {
      Responses.send(exchange, 200, tokens.grant(form(exchange)));
      return;
    }
    String clientId = tokens.clientOf(ApiCall.token(exchange));
    if (clientId == null) {
      throw Refusal.of(401, "Authentication credentials were not provided or are not valid.");
    }
    Query query = new Query(exchange.getQueryString(), lenient);
    if (startsWith(segments, "external", "thirdparty", "v1")) {
      rest(new ApiCall(exchange, segments.subList(3, segments.size()), query, clientId));
    } else if (startsWith(segments, "ws", "data") && segments.size() == 4) {
      ApiCall call = new ApiCall(exchange, segments.subList(2, 4), query, clientId);
      documents.requireRoom(call.room());
      sockets.measurements(call);
    } else {
      throw Refusal.notFound();
    }
  }

  private void rest(ApiCall call) throws IOException {
    List<String> path = call.path();
    if (path.size() == 1) {
      Responses.send(call.exchange(), 200, list(call));
    } else if (path.size() == 2) {
      Responses.send(call.exchange(), 200, one(call));
    } else if (path.size() == 3 && path.get(2).equals("data")) {
      documents.requireRoom(call.room());
      data.send(call);
    } else {
      documents.requireRoom(call.room());
      Responses.send(call.exchange(), 200, ofRoom(call));
    }
  }

  private JsonNode list(ApiCall call) {
    return switch (call.path().get(0)) {
      case "pads" -> documents.pads(call.query());
      case "sites" -> documents.sites(call.query());
      case "states" -> documents.states(call.query());
      default -> throw Refusal.notFound();
    };
  }

  private JsonNode one(ApiCall call) {
    return switch (call.path().get(0)) {
      case "pads" -> documents.pad(call.id());
      case "sites" -> documents.site(call.id());
      case "states" -> documents.state(call.id());
      default -> throw Refusal.notFound();
    };
  }

  private JsonNode ofRoom(ApiCall call) {
    Room room = call.room();
    return switch (call.path().get(2)) {
      case "fields" -> world.fields(room);
      case "history" -> history.list(room, call.query());
      default -> throw Refusal.notFound();
    };
  }

  private Query form(HttpServerExchange exchange) throws IOException {
    if (!exchange.getRequestMethod().equals(Methods.POST)) {
      throw Refusal.of(405, "Method not allowed.");
    }
    exchange.startBlocking();
    byte[] body = exchange.getInputStream().readAllBytes();
    return new Query(new String(body, StandardCharsets.UTF_8), false);
  }

  private static boolean startsWith(List<String> segments, String... prefix) {
    return segments.size() >= prefix.length
        && segments.subList(0, prefix.length).equals(List.of(prefix));
  }
}
