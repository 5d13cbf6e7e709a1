// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.sessions;

import io.wellhead.sandbox.restream.records.ByteBuilder;
import io.wellhead.sandbox.restream.world.Interval;
import io.wellhead.sandbox.restream.world.SimulatedTime;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The server-side queue of one session key (section 4.4): a position in the requested history and
 * in the live seconds, and the frames that must be sent again. It lives on while nobody is
 * connected. Any thread; several connections are fed from the one queue (section 9.5).
 */
final class MeasurementSession {

  private static final int CATCH_UP_RECORDS = 500;
  private static final int CATCH_UP_AFTER_SECONDS = 10;

  private final SimulatedTime time;
  private final String key;
  private final List<Long> sites;
  private final FrameWriter writer;
  private final List<Interval> history;
  private final int recordsPerStep;
  private final int step;
  private final SessionSettings settings;
  private final ArrayDeque<FrameRef> again = new ArrayDeque<>();

  private int historyIndex;
  private long historyCursor;
  private long cursor;
  private long disconnectedAtMillis;
  private int connections;

  /**
   * @param history intervals to replay first
   * @param firstLive the second with which live data begins
   */
  MeasurementSession(
      SimulatedTime time,
      MeasurementSockets.Request request,
      FrameWriter writer,
      List<Interval> history,
      long firstLive,
      SessionSettings settings) {
    this.time = time;
    this.key = request.key();
    this.sites = request.sites();
    this.writer = writer;
    this.history = history;
    this.step = request.live().shape().resolutionSeconds();
    this.recordsPerStep = request.array() ? sites.size() : 1;
    this.settings = settings;
    this.cursor = Math.floorDiv(firstLive, (long) step) * step;
    this.historyCursor = history.isEmpty() ? 0 : aligned(history.get(0).from());
  }

  synchronized Delivery connect() {
    connections++;
    return new Delivery(settings.queueFrames(), settings.cumulativeAcknowledgements());
  }

  /** Queues again what the ended connection had not acknowledged. */
  synchronized void disconnect(Delivery delivery, long nowMillis) {
    connections--;
    disconnectedAtMillis = nowMillis;
    queueAgain(delivery.drain());
  }

  /** Frames that were taken but not sent come first. */
  synchronized void queueAgain(List<FrameRef> frames) {
    for (int i = frames.size() - 1; i >= 0; i--) {
      again.addFirst(frames.get(i));
    }
  }

  /** Whether everything that will ever be there has been taken. */
  synchronized boolean atEnd() {
    return again.isEmpty() && cursor > time.until();
  }

  String key() {
    return key;
  }

  /** Some site of the room. */
  long anySite() {
    return sites.get(0);
  }

  synchronized boolean expired(long nowMillis) {
    return connections == 0 && nowMillis - disconnectedAtMillis > settings.lifetime().toMillis();
  }

  synchronized int connections() {
    return connections;
  }

  /** The next frame to send, or null when none is due yet. */
  synchronized @Nullable FrameRef next(Delivery delivery) {
    FrameRef frame = again.pollFirst();
    if (frame == null) {
      frame = nextOfHistory();
    }
    if (frame == null) {
      frame = nextLive();
    }
    if (frame != null) {
      delivery.add(frame);
    }
    return frame;
  }

  int write(FrameRef frame, ByteBuilder out) {
    return writer.write(frame, out);
  }

  private @Nullable FrameRef nextOfHistory() {
    while (historyIndex < history.size() && historyCursor > history.get(historyIndex).to()) {
      historyIndex++;
      if (historyIndex < history.size()) {
        historyCursor = Math.max(historyCursor, aligned(history.get(historyIndex).from()));
      }
    }
    if (historyIndex == history.size()) {
      return null;
    }
    long to = aligned(history.get(historyIndex).to());
    long last = Math.min(to, historyCursor + (long) (catchUpSteps() - 1) * step);
    FrameRef frame = new FrameRef(historyCursor, last, true);
    historyCursor = last + step;
    return frame;
  }

  private @Nullable FrameRef nextLive() {
    if (!time.take(cursor + step - 1)) {
      return null;
    }
    long behind = time.unthrottled() ? 0 : (time.newest() - cursor) / step;
    dropBeyond(behind);
    long steps = settings.secondsPerFrame();
    if (behind > Math.max(CATCH_UP_AFTER_SECONDS, settings.tickSeconds() * 2)) {
      steps = Math.min(behind, catchUpSteps());
    }
    long last = cursor;
    while (--steps > 0 && time.take(last + 2L * step - 1)) {
      last += step;
    }
    FrameRef frame = new FrameRef(cursor, last, false);
    cursor = last + step;
    return frame;
  }

  /** A queue that is full loses its oldest frames (section 9.4). */
  private void dropBeyond(long behind) {
    if (behind > settings.queueFrames()) {
      cursor += (behind - settings.queueFrames()) * step;
    }
  }

  private int catchUpSteps() {
    return Math.max(1, CATCH_UP_RECORDS / recordsPerStep);
  }

  private long aligned(long second) {
    return Math.floorDiv(second, (long) step) * step;
  }
}
