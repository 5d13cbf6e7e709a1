// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The live connections of this process by session key. Checkpoint marks are values, so this is
 * where an acknowledgement finds its socket, and where a connection whose reader was closed waits
 * for the next reader. Any thread.
 */
final class RoomConnections {
  private static final Duration PARK_FOR = Duration.ofSeconds(30);
  private static final RoomConnections SHARED = new RoomConnections(daemonTimer(), PARK_FOR);

  /** Runs something later, unless it is canceled. */
  interface Timer {
    Future<?> in(Duration wait, Runnable task);
  }

  private final Map<String, RoomConnection> bySession = new HashMap<>();
  private final Timer timer;
  private final Duration parkFor;

  /**
   * @param parkFor how long a connection waits for its next reader before it is closed
   */
  RoomConnections(Timer timer, Duration parkFor) {
    this.timer = timer;
    this.parkFor = parkFor;
  }

  /** The one registry of this process. */
  static RoomConnections shared() {
    return SHARED;
  }

  /**
   * The session's parked connection, if its frames were emitted exactly as far as the mark says.
   * Any other connection of the session is closed: its records and the mark's would not fit
   * together, and the service forbids two connections with one key (ReStream API spec, section
   * 4.4).
   */
  @Nullable RoomConnection reattach(RestreamCheckpointMark mark) {
    RoomConnection connection;
    synchronized (this) {
      connection = bySession.get(mark.sessionKey());
      if (connection == null) {
        return null;
      }
      if (!connection.attached
          && connection.id() == mark.connectionId()
          && connection.emittedFrame() == mark.frame()) {
        unpark(connection);
        return connection;
      }
      unpark(connection);
      bySession.remove(mark.sessionKey());
    }
    connection.close();
    return null;
  }

  /**
   * Closes the connections to that address that no reader uses, such as those of a pipeline that
   * has ended: the service allows one socket per address and account (section 4.8).
   */
  void makeWay(Object place) {
    List<RoomConnection> parked;
    synchronized (this) {
      parked =
          bySession.values().stream()
              .filter(connection -> !connection.attached && connection.place().equals(place))
              .toList();
    }
    parked.forEach(this::close);
  }

  synchronized void add(RoomConnection connection) {
    bySession.put(connection.sessionKey(), connection);
  }

  /** Leaves the connection to the next reader, for a while. */
  synchronized void park(RoomConnection connection) {
    if (bySession.get(connection.sessionKey()) == connection) {
      connection.attached = false;
      connection.expiry = timer.in(parkFor, () -> closeParked(connection));
    }
  }

  /** Closes the connection for good. */
  void close(RoomConnection connection) {
    synchronized (this) {
      unpark(connection);
      bySession.remove(connection.sessionKey(), connection);
    }
    connection.close();
  }

  /** Acknowledges frames of that connection, if it is still alive. */
  void acknowledge(String sessionKey, long connectionId, long frame) {
    RoomConnection connection;
    synchronized (this) {
      connection = bySession.get(sessionKey);
    }
    if (connection != null && connection.id() == connectionId && frame > 0) {
      connection.acknowledge(frame);
    }
  }

  /** Closes everything, parked or in use. */
  void closeAll() {
    List<RoomConnection> all;
    synchronized (this) {
      all = List.copyOf(bySession.values());
    }
    all.forEach(this::close);
  }

  private void closeParked(RoomConnection connection) {
    synchronized (this) {
      if (connection.attached || bySession.get(connection.sessionKey()) != connection) {
        return;
      }
      bySession.remove(connection.sessionKey());
    }
    connection.close();
  }

  private static Timer daemonTimer() {
    ScheduledExecutorService scheduler =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "restream-parked-connections");
              thread.setDaemon(true);
              return thread;
            });
    return (wait, task) -> scheduler.schedule(task, wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static void unpark(RoomConnection connection) {
    connection.attached = true;
    if (connection.expiry != null) {
      connection.expiry.cancel(false);
      connection.expiry = null;
    }
  }
}
