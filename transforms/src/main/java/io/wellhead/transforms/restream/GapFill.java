// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.DataRecord;
import io.wellhead.restream.model.Room;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fills the gaps of one room over REST, one at a time, when {@link GapPolicy} says so: begins to
 * read, hands what has come to the intake, and tells the policy what it was. One thread.
 */
final class GapFill implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GapFill.class);

  private final Room room;
  private final Duration poll;
  private final GapPolicy policy;
  private final RecordIntake intake;
  private final Clock clock;
  private final ReadMetrics metrics;
  private final Executor workers;

  private @Nullable GapReading reading;

  /**
   * @param poll how long {@link #take} may wait for something to come
   */
  GapFill(
      Room room,
      Duration poll,
      GapPolicy policy,
      RecordIntake intake,
      Clock clock,
      ReadMetrics metrics,
      Executor workers) {
    this.room = room;
    this.poll = poll;
    this.policy = policy;
    this.intake = intake;
    this.clock = clock;
    this.metrics = metrics;
    this.workers = workers;
  }

  /** Whether a gap is being read. */
  boolean isReading() {
    return reading != null;
  }

  /** To be called when another connection begins. */
  void resume() {
    policy.resume();
  }

  /** Begins to read what is due, unless something is being read or a frame waits for it. */
  void beginDue(RoomConnection live) {
    if (reading == null && live.held() == null) {
      begin(live, policy.due(live.feed().isConnected()));
    }
  }

  /**
   * Begins to read what the intake's opened frame shows to be missing since a reconnect.
   *
   * @return false if nothing is, so that the frame can be emitted
   */
  boolean beginBeforeOpenedFrame(RoomConnection live) {
    Gap gap = intake.gapBefore();
    return gap != null && begin(live, policy.dueOnResume(gap));
  }

  private boolean begin(RoomConnection live, @Nullable Gap gap) {
    if (gap == null) {
      return false;
    }
    LOG.info(
        "Reading seconds over REST. room={} from={} through={}", room, gap.from(), gap.through());
    metrics.gap();
    reading = GapReading.start(live.service(), gap, workers);
    return true;
  }

  /** Takes records of the gap in until there is enough for a batch, none waits, or all are read. */
  void take(RoomConnection live) throws IOException {
    GapReading current = reading;
    Duration wait = poll;
    while (current != null && !intake.isFull()) {
      List<DataRecord> records = poll(current, wait);
      if (records == null) {
        return;
      }
      wait = Duration.ZERO;
      if (records.isEmpty()) {
        reading = null;
        policy.answered(current.gap(), current.newRecords());
        return;
      }
      Instant now = clock.instant();
      for (DataRecord record : records) {
        if (intake.take(record, now)) {
          current.countNew();
          live.emittedBesideFrames();
        }
      }
    }
  }

  /** A question in the silence may fail, since nothing is known to be missing; a gap may not. */
  private @Nullable List<DataRecord> poll(GapReading current, Duration wait) throws IOException {
    try {
      return current.poll(wait);
    } catch (IOException e) {
      reading = null;
      if (current.gap().through() != Gap.OPEN) {
        throw e;
      }
      LOG.warn("The room is silent and REST does not answer. room={}", room, e);
      policy.unanswered();
      return null;
    }
  }

  /** Ends the reading; what was not taken is read again from the next checkpoint on. */
  @Override
  public void close() {
    if (reading != null) {
      reading.close();
      reading = null;
    }
  }
}
