// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.sessions;

import io.wellhead.restream.model.Room;
import io.wellhead.sandbox.restream.faults.Faults;
import io.wellhead.sandbox.restream.world.Interval;
import io.wellhead.sandbox.restream.world.RecordReader;
import io.wellhead.sandbox.restream.world.SimulatedTime;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sessions of all measurement sockets, by client and key. Any thread. */
public final class MeasurementSockets {

  private static final Logger LOG = LoggerFactory.getLogger(MeasurementSockets.class);

  /**
   * What a handshake asks for.
   *
   * @param live reads what was measured, {@code replay} what is stored now
   * @param replays whether history is wanted first; live data then begins after the newest second
   * @param history each site's intervals to replay on the first connection of a session
   */
  public record Request(
      String clientId,
      String key,
      Room room,
      List<Long> sites,
      RecordReader live,
      RecordReader replay,
      boolean replays,
      LongFunction<List<Interval>> history) {

    /** Whether each frame is an array: one record for each site (section 9.9). */
    boolean array() {
      return room.isPad() && !live.merged();
    }

    String id() {
      return clientId + '\n' + room + '\n' + key;
    }
  }

  private final SimulatedTime time;
  private final SessionSettings settings;
  private final Clock clock;
  private final Faults faults;
  private final SocketCounters counters;
  private final Map<String, MeasurementSession> sessions = new HashMap<>();
  private final Map<String, ServerWebSocket> newest = new HashMap<>();
  private final Set<String> started = new HashSet<>();

  public MeasurementSockets(
      SimulatedTime time,
      SessionSettings settings,
      Clock clock,
      Faults faults,
      SocketCounters counters) {
    this.faults = faults;
    this.time = time;
    this.settings = settings;
    this.clock = clock;
    this.counters = counters;
  }

  /** Serves the socket on a thread of its own until it ends. */
  public void serve(ServerWebSocket socket, Request request) {
    MeasurementSession session = session(request);
    if (session.connections() > 0) {
      LOG.warn("two connections share a session key, room={}", request.room());
      closeOlder(request);
    }
    Delivery delivery = session.connect();
    synchronized (this) {
      newest.put(request.id(), socket);
    }
    socket.onClose(() -> session.disconnect(delivery, clock.millis()));
    // Counted after that, so that a socket that is open no more has given its frames back.
    counters.opened(socket);
    socket.start(
        text -> {
          delivery.acknowledged();
          counters.acknowledged();
        });
    Thread feed =
        new Thread(
            new MeasurementFeed(
                socket,
                session,
                delivery,
                time,
                faults,
                counters,
                settings.keepAlive(),
                () -> expire(request)),
            "restream-sandbox-feed-" + request.room());
    feed.setDaemon(true);
    feed.start();
  }

  /** Forgets all sessions, as after 24 hours without a connection. */
  public synchronized void expireAll() {
    sessions.clear();
  }

  private synchronized void expire(Request request) {
    sessions.remove(request.id());
  }

  /** Sessions that are remembered. */
  public synchronized int size() {
    return sessions.size();
  }

  private void closeOlder(Request request) {
    ServerWebSocket older;
    synchronized (this) {
      older = newest.get(request.id());
    }
    if (settings.strictKeys() && older != null) {
      older.close(1008);
    }
  }

  private synchronized MeasurementSession session(Request request) {
    long now = clock.millis();
    sessions.values().removeIf(session -> session.expired(now));
    return sessions.computeIfAbsent(request.id(), id -> open(request));
  }

  private MeasurementSession open(Request request) {
    boolean first = started.add(request.clientId() + '\n' + request.room());
    long live =
        first && settings.fromStart() && !request.replays() ? time.start() : time.newest() + 1;
    Interval past = new Interval(Long.MIN_VALUE, live - 1);
    LongFunction<List<Interval>> history =
        site -> request.history().apply(site).stream().map(past::within).toList();
    List<Interval> union =
        Interval.merged(
            request.sites().stream().flatMap(site -> history.apply(site).stream()).toList());
    FrameWriter writer =
        new FrameWriter(request.key(), request.live(), request.replay(), history, request.array());
    return new MeasurementSession(time, request, writer, union, live, settings);
  }
}
