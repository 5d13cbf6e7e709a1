// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.DataRecord;
import io.wellhead.restream.Frame;
import io.wellhead.restream.MalformedDataException;
import io.wellhead.restream.model.Room;
import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.deadletters.ErrorKind;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns frames and REST records into the new measurements among them and into dead letters; keeps
 * the room's progress. One thread.
 */
final class RecordIntake {
  /** Step name of the dead letters. */
  static final String STEP = "Read ReStream";

  /**
   * A batch is what waits, up to this. A live second is far below it; when history comes, a runner
   * that takes few elements at a time needs large ones, because each time costs it milliseconds.
   */
  private static final int FULL_RECORDS = 2000;

  private static final int FULL_BYTES = 4 << 20;

  private final Room room;
  private final boolean siteRequired;
  private final int margin;
  private final EventTimeBounds bounds;
  private final long end;
  private final RoomProgress progress;
  private final Clock clock;
  private final ReadMetrics metrics;

  /** The records of the opened frame, and what is wrong with each; null where nothing is. */
  private List<DataRecord> opened = List.of();

  private final List<@Nullable String> openedDefects = new ArrayList<>();

  private List<Measurement> measurements = new ArrayList<>();

  /** How many of the measurements were there before the opened frame. */
  private int beforeFrame;

  private List<DeadLetter> defects = new ArrayList<>();
  private long earliest = Long.MAX_VALUE;
  private long bytes;

  /** Records of frames that were known; they count as work, so that checkpoints come in between. */
  private int repetitions;

  RecordIntake(
      Room room, ReadSettings settings, RoomProgress progress, Clock clock, ReadMetrics metrics) {
    this.room = room;
    siteRequired = !settings.isUnrouted(room);
    margin = settings.gapMargin(room);
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
  boolean open(ReceivedFrame received) {
    Frame frame = received.frame();
    metrics.frame(frame.payload().length);
    opened = List.of();
    openedDefects.clear();
    try {
      opened = frame.records();
    } catch (MalformedDataException e) {
      reject(ErrorKind.MALFORMED, e.getMessage(), frame.payload(), frame.receivedAt());
      return false;
    }
    long high = progress.high();
    for (DataRecord record : opened) {
      String defect = defectOf(record, high);
      openedDefects.add(defect);
      if (defect == null) {
        progress.reached(record.timestamp());
      }
    }
    return true;
  }

  /**
   * The seconds that may lack records between what was emitted before a reconnect and the opened
   * frame, over all sites that have not gone on since.
   *
   * @return null if there are none
   */
  @Nullable Gap gapBefore() {
    Gap gap = null;
    for (SiteProgress site : progress.sites()) {
      if (site.isResuming() && site.isStarted()) {
        long next = firstAfter(site.siteId(), site.high());
        if (next != Long.MAX_VALUE && next > site.high() + 1 - margin) {
          gap = Gap.union(gap, new Gap(site.frontier() + 1 - margin, next - 1 + margin));
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
    for (int i = 0; i < opened.size(); i++) {
      if (openedDefects.get(i) == null) {
        long eventTime = opened.get(i).timestamp();
        if (second != Long.MIN_VALUE && eventTime != second) {
          return false;
        }
        second = eventTime;
      }
    }
    return second != Long.MIN_VALUE;
  }

  /**
   * Emits the opened frame's new records.
   *
   * @return whether the frame held anything new
   */
  boolean take(Instant receivedAt, Origin origin) {
    int before = repetitions;
    beforeFrame = measurements.size();
    for (int i = 0; i < opened.size(); i++) {
      String defect = openedDefects.get(i);
      if (defect != null) {
        reject(ErrorKind.INVALID, defect, opened.get(i).json(), receivedAt);
      } else if (!takeSound(opened.get(i), receivedAt, origin)) {
        repetitions++;
      }
    }
    return repetitions - before < opened.size();
  }

  /**
   * Emits a record that was read over REST, if it is new.
   *
   * @return whether it was
   */
  boolean take(DataRecord record, Instant receivedAt) {
    String defect = defectOf(record, progress.high());
    if (defect != null) {
      reject(ErrorKind.INVALID, defect, record.json(), receivedAt);
      return false;
    }
    beforeFrame = measurements.size();
    return takeSound(record, receivedAt, Origin.GAP_FILL) && record.timestamp() < end;
  }

  private boolean takeSound(DataRecord record, Instant receivedAt, Origin origin) {
    long eventTime = record.timestamp();
    long siteId = siteOf(record);
    if (!siteRequired && siteId != Measurement.NO_SITE) {
      progress.expectNoMore(Measurement.NO_SITE);
    }
    if (eventTime >= end) {
      progress.passed(siteId, eventTime, end);
      return true;
    }
    byte[] payload = record.json();
    long fingerprint = RecordFingerprint.of(payload, 0, payload.length);
    boolean live = origin != Origin.GAP_FILL;
    boolean again = progress.site(siteId).hasEmitted(eventTime);
    Admission admission = progress.admit(siteId, eventTime, fingerprint, live);
    if (admission != Admission.NEW) {
      metrics.known(admission, live);
      return false;
    }
    String id = RecordFingerprint.recordId(room, siteId, eventTime, fingerprint);
    Instant receipt = again ? afterFormer(siteId, eventTime, receivedAt) : receivedAt;
    measurements.add(new Measurement(id, room, siteId, eventTime, receipt, origin, null, payload));
    earliest = Math.min(earliest, eventTime);
    bytes += payload.length;
    metrics.record(origin, payload.length);
    return true;
  }

  /** Of two versions of a second in one frame, the later one counts as received later. */
  private Instant afterFormer(long siteId, long eventTime, Instant receivedAt) {
    for (int i = measurements.size() - 1; i >= beforeFrame; i--) {
      Measurement former = measurements.get(i);
      if (former.siteId() == siteId && former.eventTime() == eventTime) {
        return former.receivedAt().plus(1, ChronoUnit.MICROS);
      }
    }
    return receivedAt;
  }

  boolean isFull() {
    return measurements.size() + repetitions >= FULL_RECORDS || bytes >= FULL_BYTES;
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
    repetitions = 0;
  }

  private @Nullable String defectOf(DataRecord record, long high) {
    if (record.problem().isPresent()) {
      return record.problem().get();
    }
    if (siteRequired && siteOf(record) == Measurement.NO_SITE) {
      return "the record has no field site_id";
    }
    return bounds.defectOf(record.timestamp(), clock.instant().getEpochSecond(), high);
  }

  private static long siteOf(DataRecord record) {
    return record.siteId().orElse(Measurement.NO_SITE);
  }

  /** The site's first record in the opened frame behind a second. */
  private long firstAfter(long siteId, long second) {
    long first = Long.MAX_VALUE;
    for (int i = 0; i < opened.size(); i++) {
      DataRecord record = opened.get(i);
      if (openedDefects.get(i) == null && siteOf(record) == siteId && record.timestamp() > second) {
        first = Math.min(first, record.timestamp());
      }
    }
    return first;
  }

  private void reject(
      ErrorKind kind, @Nullable String message, byte[] payload, Instant receivedAt) {
    DeadLetter.Subject subject = new DeadLetter.Subject(payload, room.toString(), null);
    defects.add(DeadLetter.of(STEP, kind, String.valueOf(message), subject, receivedAt));
    bytes += payload.length;
    metrics.defect();
  }
}
