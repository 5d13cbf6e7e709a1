// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.sessions;

import io.wellhead.sandbox.restream.faults.BrokenFrames;
import io.wellhead.sandbox.restream.faults.Fault;
import io.wellhead.sandbox.restream.faults.Faults;
import io.wellhead.sandbox.restream.faults.Faults.Firing;
import io.wellhead.sandbox.restream.faults.Route;
import io.wellhead.sandbox.restream.records.ByteBuilder;
import io.wellhead.sandbox.restream.world.SimulatedTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Feeds one measurement socket from its session until the connection ends. Runs on its thread. */
final class MeasurementFeed implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(MeasurementFeed.class);
  private static final long STALL_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** A frame that a fault holds back until the stream has passed a second. */
  private record Held(FrameRef frame, long until) {}

  private final ServerWebSocket socket;
  private final MeasurementSession session;
  private final Delivery delivery;
  private final SimulatedTime time;
  private final Faults faults;
  private final SocketCounters counters;
  private final Runnable expire;
  private final long pingNanos;
  private final ByteBuilder buffer = new ByteBuilder(4096);
  private final List<Held> held = new ArrayList<>();
  private long lastWrite = System.nanoTime();

  /**
   * @param expire makes the sandbox forget the session
   */
  MeasurementFeed(
      ServerWebSocket socket,
      MeasurementSession session,
      Delivery delivery,
      SimulatedTime time,
      Faults faults,
      SocketCounters counters,
      Duration keepAlive,
      Runnable expire) {
    this.socket = socket;
    this.session = session;
    this.delivery = delivery;
    this.time = time;
    this.faults = faults;
    this.counters = counters;
    this.pingNanos = keepAlive.toNanos();
    this.expire = expire;
  }

  @Override
  public void run() {
    try {
      while (socket.isOpen()) {
        FrameRef next = session.next(delivery);
        if (next == null) {
          idle();
        } else {
          offer(next);
        }
      }
    } catch (IOException e) {
      LOG.debug("measurement socket ended: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      session.queueAgain(held.stream().map(Held::frame).toList());
      socket.abort();
    }
  }

  private void idle() throws IOException, InterruptedException {
    release(session.atEnd() ? Long.MAX_VALUE : time.newest());
    flush(0);
    if (System.nanoTime() - lastWrite > pingNanos) {
      socket.ping();
      lastWrite = System.nanoTime();
    }
    time.pause();
  }

  private void offer(FrameRef frame) throws IOException {
    boolean wanted = true;
    for (Firing firing : faults.at(Fault.Point.FRAME, Route.SOCKET)) {
      wanted &= happen(firing, frame);
    }
    if (wanted && socket.isOpen()) {
      write(frame);
      release(frame.last());
    }
  }

  /** Lets a fault happen; returns whether the frame itself is still to be sent now. */
  private boolean happen(Firing firing, FrameRef frame) throws IOException {
    switch (firing.fault()) {
      case SOCKET_DROPPED -> {
        buffer.clear();
        session.write(frame, buffer);
        socket.sendPart(buffer.array(), buffer.size(), buffer.size() / 2);
        socket.abort();
      }
      case SOCKET_CLOSED -> {
        flush(1);
        socket.close((int) firing.amount());
      }
      case SESSION_EXPIRED -> {
        flush(1);
        expire.run();
        if (time.unthrottled()) {
          time.skip(firing.amount());
        }
        socket.abort();
      }
      case SOCKET_STALLED -> stall(firing);
      case SOCKET_SLOW -> {
        flush(1);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(firing.amount()));
      }
      case FRAME_DUPLICATED -> {
        delivery.add(FrameRef.EXTRA);
        write(frame);
      }
      case FRAME_REORDERED -> hold(frame, frame.last() + 1);
      case FRAME_LATE -> hold(frame, frame.last() + firing.amount());
      default -> {
        byte[] broken = BrokenFrames.frame(firing, session.key(), frame.first(), session.anySite());
        delivery.add(FrameRef.EXTRA);
        if (socket.add(broken, broken.length)) {
          flush(1);
        }
      }
    }
    return firing.fault() != Fault.FRAME_REORDERED && firing.fault() != Fault.FRAME_LATE;
  }

  /** Writes all frames that have gathered, but so many that were taken last and not yet added. */
  private void flush(int butLast) throws IOException {
    delivery.sent(butLast);
    socket.flush();
  }

  private void stall(Firing firing) throws IOException {
    flush(1);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(firing.amount());
    while (socket.isOpen() && faults.inForce(firing) && System.nanoTime() < end) {
      LockSupport.parkNanos(STALL_POLL_NANOS);
    }
  }

  private void hold(FrameRef frame, long until) {
    delivery.takeBack(frame);
    held.add(new Held(frame, until));
  }

  private void release(long reached) throws IOException {
    @Nullable List<Held> due = null;
    for (Held each : held) {
      if (each.until <= reached) {
        due = due == null ? new ArrayList<>() : due;
        due.add(each);
      }
    }
    if (due != null) {
      for (Held each : due) {
        held.remove(each);
        delivery.add(each.frame);
        write(each.frame);
      }
    }
  }

  private void write(FrameRef frame) throws IOException {
    buffer.clear();
    int records = session.write(frame, buffer);
    if (records > 0) {
      if (socket.add(buffer.array(), buffer.size())) {
        flush(0);
      }
      counters.sent(records);
      lastWrite = System.nanoTime();
    }
  }
}
