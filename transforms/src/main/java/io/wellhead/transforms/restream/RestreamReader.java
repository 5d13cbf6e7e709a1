// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.model.Room;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.io.UnboundedSource.UnboundedReader;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one room: frames from its socket, missing seconds over REST, each new record once.
 *
 * <p>Everything that decides what is emitted is in the checkpoint: session key, what was emitted of
 * each site, recent records. So a reader restored from a checkpoint asks the service to send again
 * what was not acknowledged, drops what it knows, and reads the seconds that are missing between
 * its cursor and the first frames over REST before it emits these. That check, not the
 * acknowledgement, is the guarantee: an acknowledgement covers every frame the service has sent
 * (ReStream API spec, section 9.1), so also frames that were received and not emitted.
 *
 * <p>Frames are acknowledged by {@link RestreamCheckpointMark#finalizeCheckpoint} alone, and a
 * runner may take a checkpoint only when something was emitted. So frames without anything new give
 * an empty batch: otherwise a service that sends a long backlog again, over a socket that never
 * lasts until its end, would send it for ever.
 *
 * <p>Live things (socket, service) belong to a {@link RoomConnection} that outlives the reader for
 * a while. One thread, as Beam promises.
 */
final class RestreamReader extends UnboundedReader<RecordBatch> {
  private static final Logger LOG = LoggerFactory.getLogger(RestreamReader.class);

  private final RestreamSource source;
  private final Room room;
  private final @Nullable RestreamCheckpointMark mark;
  private final RoomConnections connections;
  private final ReadSettings settings;
  private final Clock clock;
  private final ReadMetrics metrics = new ReadMetrics();
  private final RoomProgress progress;
  private final EndOfRoom end;
  private final RecordIntake intake;
  private final GapFill gaps;
  private final RoomWatermark watermark;
  private final Backlog backlog;
  private final String sessionKey;

  private @Nullable RoomConnection connection;

  /** The frame that the intake has open. */
  private @Nullable ReceivedFrame opened;

  /** The last frame that a batch told of. */
  private long batchedFrame;

  private @Nullable RecordBatch current;
  private org.joda.time.Instant currentTimestamp = BoundedWindow.TIMESTAMP_MIN_VALUE;
  private boolean replaying;
  private boolean done;

  RestreamReader(
      RestreamSource source,
      Room room,
      @Nullable RestreamCheckpointMark mark,
      RoomConnections connections,
      Executor workers) {
    this.source = source;
    this.room = room;
    this.mark = mark;
    this.connections = connections;
    settings = source.settings();
    clock = source.clock();
    boolean fresh = mark == null;
    progress =
        new RoomProgress(clock, fresh ? settings.initialFrontier() : SiteProgress.NOT_STARTED);
    end = new EndOfRoom(settings, clock, progress);
    intake = new RecordIntake(room, settings, progress, clock, metrics);
    GapPolicy policy = new GapPolicy(settings, room, clock, progress, end);
    Duration poll = settings.timing().poll();
    gaps = new GapFill(room, poll, policy, intake, clock, metrics, workers);
    backlog = new Backlog(settings, clock, progress);
    Instant start =
        mark == null
            ? Instant.ofEpochMilli(BoundedWindow.TIMESTAMP_MIN_VALUE.getMillis())
            : mark.watermark();
    watermark = new RoomWatermark(clock, settings.timing().idleAfter(), start);
    sessionKey = mark == null ? SessionKeys.create() : mark.sessionKey();
    replaying = mark == null ? settings.from() != null : mark.replaying();
    if (mark != null) {
      progress.restore(mark.sites());
    }
  }

  @Override
  public boolean start() throws IOException {
    RoomConnection parked = mark == null ? null : connections.reattach(mark);
    connection = parked == null && !isOver() ? connectUnlessOver() : parked;
    if (connection == null) {
      done = true;
      return false;
    }
    batchedFrame = connection.emittedFrame();
    progress.beganAt(connection.openedAt());
    progress.resume();
    gaps.resume();
    return advance();
  }

  @Override
  public boolean advance() throws IOException {
    current = null;
    if (done) {
      return false;
    }
    RoomConnection live = connection();
    if (isOver()) {
      done = true;
      // A runner need not come back to close this reader, and the last acknowledgement is still
      // due.
      connections.park(live);
      return false;
    }
    gaps.beginDue(live);
    if (!gaps.isReading()) {
      readFrames(live);
    }
    gaps.take(live);
    return emit(live);
  }

  /** Whether everything was read, or nothing more shall be. */
  private boolean isOver() {
    return source.drain().isRequested() || end.isReached();
  }

  private @Nullable RoomConnection connectUnlessOver() throws IOException {
    try {
      return connect();
    } catch (ReadingEndedException e) {
      return null;
    }
  }

  private RoomConnection connect() throws IOException {
    RoomService service = source.services().open(room);
    try {
      service.sites().forEach(progress::expect);
      Instant replayFrom = mark == null ? settings.from() : null;
      Object place = List.of(settings.connection().baseUrl(), room);
      connections.makeWay(place);
      RoomService.Feed feed = service.connect(sessionKey, replayFrom);
      long id = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
      RoomConnection opened =
          new RoomConnection(place, sessionKey, id, clock.instant(), service, feed);
      connections.add(opened);
      LOG.info("Opened the measurement socket. room={} resumed={}", room, mark != null);
      return opened;
    } catch (IOException | RuntimeException e) {
      service.close();
      throw e;
    }
  }

  /** Takes frames until there is enough for a batch, none waits, or a gap has to be read first. */
  @SuppressWarnings("ReferenceEquality") // the very frame that is open, not an equal one
  private void readFrames(RoomConnection live) throws IOException {
    Duration wait = settings.timing().poll();
    while (!intake.isFull()) {
      ReceivedFrame frame = live.held() == null ? live.feed().poll(wait) : live.held();
      if (frame == null) {
        return;
      }
      wait = Duration.ZERO;
      noteReconnects(live, frame);
      live.hold(frame);
      if (frame != opened && !intake.open(frame)) {
        live.emitted(frame, true);
        continue;
      }
      opened = frame;
      if (gaps.beginBeforeOpenedFrame(live)) {
        return;
      }
      replaying = replaying && !intake.spansOneSecond();
      Origin origin = replaying ? Origin.REPLAY : Origin.LIVE;
      live.emitted(frame, intake.take(frame.frame().receivedAt(), origin));
    }
  }

  private void noteReconnects(RoomConnection live, ReceivedFrame frame) {
    int times = live.reconnectsBefore(frame);
    if (times > 0) {
      metrics.reconnects(times);
      progress.resume();
      gaps.resume();
    }
  }

  private boolean emit(RoomConnection live) {
    watermark.advance(progress, isUnsettled(live));
    long buffered = live.feed().bufferedBytes();
    if (intake.isEmpty() && live.emittedFrame() == batchedFrame) {
      metrics.flush(buffered);
      return false;
    }
    long earliest = intake.earliest();
    if (earliest == Long.MAX_VALUE) {
      currentTimestamp = BeamTime.joda(watermark.current());
    } else {
      currentTimestamp = BeamTime.jodaOfSeconds(earliest);
      metrics.eventLag(Math.max(0, clock.millis() - earliest * 1000));
    }
    backlog.emitted(intake.bytes());
    current = intake.batch();
    batchedFrame = live.emittedFrame();
    metrics.flush(buffered);
    return true;
  }

  private boolean isUnsettled(RoomConnection live) {
    return gaps.isReading() || live.held() != null || !live.feed().isConnected();
  }

  private RoomConnection connection() {
    if (connection == null) {
      throw new IllegalStateException("the reader of " + room + " was not started");
    }
    return connection;
  }

  @Override
  public RecordBatch getCurrent() {
    if (current == null) {
      throw new NoSuchElementException("no record was read last");
    }
    return current;
  }

  @Override
  public org.joda.time.Instant getCurrentTimestamp() {
    if (current == null) {
      throw new NoSuchElementException("no record was read last");
    }
    return currentTimestamp;
  }

  @Override
  public org.joda.time.Instant getWatermark() {
    return done ? BoundedWindow.TIMESTAMP_MAX_VALUE : BeamTime.joda(watermark.current());
  }

  @Override
  public RestreamCheckpointMark getCheckpointMark() {
    RoomConnection live = done ? connection : connection();
    return new RestreamCheckpointMark(
        sessionKey,
        live == null ? 0 : live.id(),
        live == null ? 0 : live.emittedFrame(),
        replaying,
        watermark.current(),
        progress.snapshot());
  }

  @Override
  public long getSplitBacklogBytes() {
    return done || connection == null ? 0 : backlog.bytes(connection.feed().bufferedBytes());
  }

  @Override
  public UnboundedSource<RecordBatch, ?> getCurrentSource() {
    return source;
  }

  /**
   * Leaves the socket open for the next reader of this checkpoint, unless the room is at its end.
   */
  @Override
  public void close() {
    gaps.close();
    if (connection != null && done) {
      connections.close(connection);
    } else if (connection != null) {
      connections.park(connection);
    }
    connection = null;
  }
}
