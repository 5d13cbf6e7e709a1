// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.sessions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wellhead.restream.model.Room;
import io.wellhead.sandbox.restream.changes.ChangeLog;
import io.wellhead.sandbox.restream.world.Json;
import io.wellhead.sandbox.restream.world.SimulatedTime;
import io.wellhead.sandbox.restream.world.World;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * The sockets without a session: instance updates and data-change events (sections 4.6 and 4.7).
 * What happens while nobody is connected is not sent later.
 */
public final class EventSockets {

  private final World world;
  private final SimulatedTime time;
  private final ChangeLog changes;
  private final SocketCounters counters;
  private final boolean snapshots;
  private final long pingNanos;

  /**
   * @param snapshots whether the present instance is sent on connecting (section 9.10)
   */
  public EventSockets(
      World world,
      SimulatedTime time,
      ChangeLog changes,
      SocketCounters counters,
      boolean snapshots,
      Duration keepAlive) {
    this.world = world;
    this.time = time;
    this.changes = changes;
    this.counters = counters;
    this.snapshots = snapshots;
    this.pingNanos = keepAlive.toNanos();
  }

  /** Sends the room's object when it changes. */
  public void serveInstanceUpdates(ServerWebSocket socket, Room room) {
    counters.opened(socket);
    InstanceUpdates updates = new InstanceUpdates(world, room, time.newest());
    List<ObjectNode> first = snapshots ? List.of(updates.snapshot(time.newest())) : List.of();
    socket.start(text -> {});
    run(socket, room, new ConcurrentLinkedQueue<>(first), () -> updates.upTo(time.newest()));
  }

  /** Sends each new change event of the room's sites. */
  public void serveDataChanges(ServerWebSocket socket, Room room) {
    List<Long> sites = world.siteIds(room);
    Queue<ObjectNode> queue = new ConcurrentLinkedQueue<>();
    Runnable stop = changes.listen(sites, queue::add);
    socket.onClose(stop);
    counters.opened(socket);
    socket.start(text -> {});
    run(socket, room, queue, List::of);
  }

  private void run(
      ServerWebSocket socket, Room room, Queue<ObjectNode> queue, Supplier<List<ObjectNode>> poll) {
    Thread thread = new Thread(() -> feed(socket, queue, poll), "restream-sandbox-events-" + room);
    thread.setDaemon(true);
    thread.start();
  }

  private void feed(
      ServerWebSocket socket, Queue<ObjectNode> queue, Supplier<List<ObjectNode>> poll) {
    long lastWrite = System.nanoTime();
    try {
      while (socket.isOpen()) {
        queue.addAll(poll.get());
        for (ObjectNode event = queue.poll(); event != null; event = queue.poll()) {
          byte[] text = Json.bytes(event);
          socket.add(text, text.length);
          lastWrite = System.nanoTime();
        }
        socket.flush();
        if (System.nanoTime() - lastWrite > pingNanos) {
          socket.ping();
          lastWrite = System.nanoTime();
        }
        time.pause();
      }
    } catch (IOException e) {
      // The client has gone; events are not kept for it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      socket.abort();
    }
  }
}
