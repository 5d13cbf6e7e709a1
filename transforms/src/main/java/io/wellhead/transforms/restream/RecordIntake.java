// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.model.Room;
import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.deadletters.ErrorKind;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns frames and REST records into the new measurements among them and into dead letters; keeps
 * the room's progress. One thread.
 */
final class RecordIntake {
  /** Step name of the dead letters. */
  static final String STEP = "Read ReStream";

  private static final int FULL_RECORDS = 500;
  private static final int FULL_BYTES = 1 << 20;

  private final Room room;
  private final boolean siteRequired;
  private final EventTimeBounds bounds;
  private final long end;
  private final RoomProgress progress;
  private final Clock clock;
  private final ReadMetrics metrics;
  private final FrameCutter cutter = new FrameCutter();

  private List<Measurement> measurements = new ArrayList<>();
  private List<DeadLetter> defects = new ArrayList<>();
  private long earliest = Long.MAX_VALUE;
  private long bytes;

  RecordIntake(
      Room room, ReadSettings settings, RoomProgress progress, Clock clock, ReadMetrics metrics) {
    this.room = room;
    siteRequired = !room.isPad() || settings.connection().routed();
    bounds = settings.eventTimes();
    end = settings.endSecond();
    this.progress = progress;
    this.clock = clock;
    this.metrics = metrics;
  }

  /**
   * Cuts a frame and judges its records; {@link #take} then emits them. What the frame says of the
   * stream's time is noted at once.
   *
   * @return false if the frame as a whole became a dead letter
   */
  boolean open(ReceivedFrame frame) {
    metrics.frame(frame.payload().length);
    try {
      cutter.cut(frame.payload());
    } catch (MalformedFrameException e) {
      reject(e.kind(), e.getMessage(), frame.payload(), frame.receivedAt());
      return false;
    }
    long now = clock.instant().getEpochSecond();
    long high = progress.high();
    for (int i = 0; i < cutter.count(); i++) {
      if (cutter.defect(i) == null) {
        String defect = defectOf(cutter.siteId(i), cutter.eventTime(i), now, high);
        if (defect == null) {
          progress.reached(cutter.eventTime(i));
        } else {
          cutter.spoil(i, defect);
        }
      }
    }
    return true;
  }

  /**
   * The seconds that are missing between what was emitted before a reconnect and the opened frame,
   * over all sites that have not gone on since.
   *
   * @return null if there are none
   */
  @Nullable Gap gapBefore() {
    Gap gap = null;
    for (SiteProgress site : progress.sites()) {
      if (site.isResuming() && site.isStarted()) {
        long next = firstAfter(site.siteId(), site.high());
        if (next != Long.MAX_VALUE && next > site.high() + 1) {
          gap = Gap.union(gap, new Gap(site.frontier() + 1, next - 1));
        }
      }
    }
    return gap;
  }

  /**
   * Whether the opened frame holds a single second, as live frames do; catch-up frames hold many.
   */
  boolean spansOneSecond() {
    long second = Long.MIN_VALUE;
    for (int i = 0; i < cutter.count(); i++) {
      if (cutter.defect(i) == null) {
        if (second != Long.MIN_VALUE && cutter.eventTime(i) != second) {
          return false;
        }
        second = cutter.eventTime(i);
      }
    }
    return second != Long.MIN_VALUE;
  }

  /** Emits the opened frame's new records. */
  void take(ReceivedFrame frame, Origin origin) {
    for (int i = 0; i < cutter.count(); i++) {
      String defect = cutter.defect(i);
      if (defect != null) {
        byte[] record = Arrays.copyOfRange(frame.payload(), cutter.start(i), cutter.end(i));
        reject(ErrorKind.INVALID, defect, record, frame.receivedAt());
      } else if (cutter.eventTime(i) < end) {
        int start = cutter.start(i);
        int stop = cutter.end(i);
        long fingerprint = RecordFingerprint.of(frame.payload(), start, stop);
        long siteId = cutter.siteId(i);
        long eventTime = cutter.eventTime(i);
        if (progress.admit(siteId, eventTime, fingerprint, true)) {
          byte[] payload = Arrays.copyOfRange(frame.payload(), start, stop);
          add(siteId, eventTime, fingerprint, frame.receivedAt(), origin, payload);
        } else {
          metrics.duplicate();
        }
      }
    }
  }

  /**
   * Emits a record that was read over REST, if it is new.
   *
   * @return whether it was
   */
  boolean take(RoomService.HistoryRecord record, Instant receivedAt) {
    long now = clock.instant().getEpochSecond();
    String defect = defectOf(record.siteId(), record.eventTime(), now, progress.high());
    if (defect != null) {
      reject(ErrorKind.INVALID, defect, record.json(), receivedAt);
      return false;
    }
    if (record.eventTime() >= end) {
      return false;
    }
    long fingerprint = RecordFingerprint.of(record.json(), 0, record.json().length);
    if (!progress.admit(record.siteId(), record.eventTime(), fingerprint, false)) {
      return false;
    }
    add(
        record.siteId(),
        record.eventTime(),
        fingerprint,
        receivedAt,
        Origin.GAP_FILL,
        record.json());
    return true;
  }

  boolean isFull() {
    return measurements.size() >= FULL_RECORDS || bytes >= FULL_BYTES;
  }

  boolean isEmpty() {
    return measurements.isEmpty() && defects.isEmpty();
  }

  /**
   * The smallest event time of what was taken, {@link Long#MAX_VALUE} if there is no measurement.
   */
  long earliest() {
    return earliest;
  }

  /** Bytes of the measurements taken. */
  long bytes() {
    return bytes;
  }

  /** Hands over what was taken and begins anew. */
  RecordBatch batch() {
    RecordBatch batch = new RecordBatch(measurements, defects);
    clear();
    return batch;
  }

  private void clear() {
    measurements = new ArrayList<>();
    defects = new ArrayList<>();
    earliest = Long.MAX_VALUE;
    bytes = 0;
  }

  private @Nullable String defectOf(long siteId, long eventTime, long now, long high) {
    if (siteRequired && siteId == Measurement.NO_SITE) {
      return "the record has no field site_id";
    }
    return bounds.defectOf(eventTime, now, high);
  }

  /** The site's first record in the opened frame behind a second. */
  private long firstAfter(long siteId, long second) {
    long first = Long.MAX_VALUE;
    for (int i = 0; i < cutter.count(); i++) {
      if (cutter.defect(i) == null
          && cutter.siteId(i) == siteId
          && cutter.eventTime(i) > second
          && cutter.eventTime(i) < first) {
        first = cutter.eventTime(i);
      }
    }
    return first;
  }

  private void add(
      long siteId,
      long eventTime,
      long fingerprint,
      Instant receivedAt,
      Origin origin,
      byte[] payload) {
    String id = RecordFingerprint.recordId(room, siteId, eventTime, fingerprint);
    measurements.add(
        new Measurement(id, room, siteId, eventTime, receivedAt, origin, null, payload));
    earliest = Math.min(earliest, eventTime);
    bytes += payload.length;
    metrics.record(origin, payload.length);
  }

  private void reject(ErrorKind kind, String message, byte[] payload, Instant receivedAt) {
    DeadLetter.Subject subject = new DeadLetter.Subject(payload, room.toString(), null);
    defects.add(DeadLetter.of(STEP, kind, message, subject, receivedAt));
    bytes += payload.length;
    metrics.defect();
  }
}
