// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.sessions;

import io.wellhead.sandbox.restream.records.ByteBuilder;
import io.wellhead.sandbox.restream.world.SimulatedTime;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Feeds one measurement socket from its session until the connection ends. Runs on its thread. */
final class MeasurementFeed implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(MeasurementFeed.class);
  private static final long PING_MILLIS = 20_000;

  private final ServerWebSocket socket;
  private final MeasurementSession session;
  private final Delivery delivery;
  private final SimulatedTime time;
  private final SocketCounters counters;
  private final ByteBuilder frame = new ByteBuilder(4096);
  private long lastWrite = System.nanoTime();

  MeasurementFeed(
      ServerWebSocket socket,
      MeasurementSession session,
      Delivery delivery,
      SimulatedTime time,
      SocketCounters counters) {
    this.socket = socket;
    this.session = session;
    this.delivery = delivery;
    this.time = time;
    this.counters = counters;
  }

  @Override
  public void run() {
    try {
      while (socket.isOpen()) {
        step();
      }
    } catch (IOException e) {
      LOG.debug("measurement socket ended: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      socket.abort();
    }
  }

  private void step() throws IOException, InterruptedException {
    FrameRef next = session.next(delivery);
    if (next == null) {
      socket.flush();
      delivery.sent();
      if ((System.nanoTime() - lastWrite) / 1_000_000 > PING_MILLIS) {
        socket.ping();
        lastWrite = System.nanoTime();
      }
      time.pause();
      return;
    }
    frame.clear();
    int records = session.write(next, frame);
    if (records > 0) {
      if (socket.send(frame.array(), frame.size())) {
        delivery.sent();
      }
      counters.sent(records);
      lastWrite = System.nanoTime();
    }
  }
}
