// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.server;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import io.wellhead.restream.model.Room;
import io.wellhead.sandbox.restream.records.RowSource;
import io.wellhead.sandbox.restream.sessions.EventSockets;
import io.wellhead.sandbox.restream.sessions.MeasurementSockets;
import io.wellhead.sandbox.restream.sessions.ServerWebSocket;
import io.wellhead.sandbox.restream.world.Interval;
import io.wellhead.sandbox.restream.world.RecordReader;
import io.wellhead.sandbox.restream.world.SimulatedTime;
import io.wellhead.sandbox.restream.world.World;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/** WebSocket handshakes (section 4.1). */
final class SocketEndpoint {

  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final World world;
  private final SimulatedTime time;
  private final LongFunction<RowSource> stored;
  private final boolean unroutedSiteIds;
  private final MeasurementSockets sockets;
  private final EventSockets events;

  SocketEndpoint(
      World world,
      SimulatedTime time,
      LongFunction<RowSource> stored,
      boolean unroutedSiteIds,
      MeasurementSockets sockets,
      EventSockets events) {
    this.events = events;
    this.world = world;
    this.time = time;
    this.stored = stored;
    this.unroutedSiteIds = unroutedSiteIds;
    this.sockets = sockets;
  }

  void measurements(ApiCall call) {
    Room room = call.room();
    DataQuery query = DataQuery.parse(call.query(), room);
    boolean replays = query.asksForHistory() || world.isRecorded();
    LongFunction<List<Interval>> history =
        replays ? site -> query.intervals(world, site, Long.MAX_VALUE) : site -> List.of();
    MeasurementSockets.Request request =
        new MeasurementSockets.Request(
            call.clientId(),
            call.query().text("session_key").orElseGet(() -> UUID.randomUUID().toString()),
            room,
            world.siteIds(room),
            new RecordReader(world, room, query.shape(), world::measured, unroutedSiteIds),
            new RecordReader(world, room, query.shape(), stored, unroutedSiteIds),
            replays,
            history);
    upgrade(
        call.exchange(),
        socket -> {
          time.begin();
          sockets.serve(socket, request);
        });
  }

  void instanceUpdates(ApiCall call) {
    Room room = call.room();
    upgrade(call.exchange(), socket -> events.serveInstanceUpdates(socket, room));
  }

  void dataChanges(ApiCall call) {
    Room room = call.room();
    upgrade(call.exchange(), socket -> events.serveDataChanges(socket, room));
  }

  /** Completes the handshake; the socket is handed over once the answer has been sent. */
  static void upgrade(HttpServerExchange exchange, Consumer<ServerWebSocket> onOpen) {
    Refusal.unlessTaken(exchange, List.of("GET"));
    String key = exchange.getRequestHeaders().getFirst("Sec-WebSocket-Key");
    if (key == null) {
      throw Refusal.of(400, "A WebSocket handshake is required.");
    }
    exchange.getResponseHeaders().put(new HttpString("Sec-WebSocket-Accept"), accept(key));
    exchange.upgradeChannel(
        "websocket",
        (connection, upgraded) ->
            onOpen.accept(new ServerWebSocket(connection, upgraded.getConnection())));
    exchange.endExchange();
  }

  private static String accept(String key) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      return Base64.getEncoder()
          .encodeToString(sha1.digest((key + GUID).getBytes(StandardCharsets.US_ASCII)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
