// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.sessions;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what the sockets do. Any thread. */
public final class SocketCounters {

  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong opened = new AtomicLong();
  private final AtomicLong frames = new AtomicLong();
  private final AtomicLong records = new AtomicLong();
  private final AtomicLong acknowledgements = new AtomicLong();

  void opened(ServerWebSocket socket) {
    open.incrementAndGet();
    opened.incrementAndGet();
    socket.onClose(open::decrementAndGet);
  }

  void sent(int recordCount) {
    frames.incrementAndGet();
    records.addAndGet(recordCount);
  }

  void acknowledged() {
    acknowledgements.incrementAndGet();
  }

  public int open() {
    return open.get();
  }

  /** Sockets that were ever opened. */
  public long opened() {
    return opened.get();
  }

  /** Measurement frames sent. */
  public long frames() {
    return frames.get();
  }

  /** Measurement records sent. */
  public long records() {
    return records.get();
  }

  public long acknowledgements() {
    return acknowledgements.get();
  }
}
