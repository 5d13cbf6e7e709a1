// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Distribution;
import org.apache.beam.sdk.metrics.Gauge;
import org.apache.beam.sdk.metrics.Metrics;

/**
 * The metrics of {@link RestreamIO#read}, in the namespace {@value #NAMESPACE}. One thread counts;
 * what it counted reaches Beam with {@link #flush}, once per batch.
 */
final class ReadMetrics {
  static final String NAMESPACE = "RestreamIO.Read";

  /** Records emitted, cumulative. */
  static final String RECORDS_READ_COUNT = "records_read_count";

  /** Records emitted that came over REST, cumulative; part of {@link #RECORDS_READ_COUNT}. */
  static final String GAP_RECORDS_READ_COUNT = "gap_records_read_count";

  /** Records of the socket dropped because they repeat emitted ones, cumulative. */
  static final String DUPLICATE_RECORDS_COUNT = "duplicate_records_count";

  /**
   * Records dropped because their second was emitted too long ago to compare them, cumulative; see
   * {@link SiteProgress#admit}.
   */
  static final String OLD_RECORDS_DROPPED_COUNT = "old_records_dropped_count";

  /** Frames and records that became dead letters, cumulative. */
  static final String DEFECTIVE_RECORDS_COUNT = "defective_records_count";

  /** Frames received from the measurement socket, cumulative. */
  static final String FRAMES_READ_COUNT = "frames_read_count";

  /** Bytes of these frames, cumulative. */
  static final String FRAME_BYTES = "frame_bytes";

  /** Bytes of the emitted records, cumulative. */
  static final String PAYLOAD_BYTES = "payload_bytes";

  /** Readings of a gap over REST that were begun, cumulative. */
  static final String GAPS_READ_COUNT = "gaps_read_count";

  /** Connections made after the first one, cumulative. */
  static final String RECONNECTS_COUNT = "reconnects_count";

  /**
   * Time from a record's event time to its arrival, in milliseconds; the last record of each batch.
   */
  static final String EVENT_LAG_MS = "event_lag_ms";

  /** Bytes that were received and wait to be emitted, now. */
  static final String BUFFERED_BYTES = "buffered_bytes";

  private final Tally records = new Tally(RECORDS_READ_COUNT);
  private final Tally gapRecords = new Tally(GAP_RECORDS_READ_COUNT);
  private final Tally duplicates = new Tally(DUPLICATE_RECORDS_COUNT);
  private final Tally oldRecords = new Tally(OLD_RECORDS_DROPPED_COUNT);
  private final Tally defects = new Tally(DEFECTIVE_RECORDS_COUNT);
  private final Tally frames = new Tally(FRAMES_READ_COUNT);
  private final Tally frameBytes = new Tally(FRAME_BYTES);
  private final Tally payloadBytes = new Tally(PAYLOAD_BYTES);
  private final Tally gaps = new Tally(GAPS_READ_COUNT);
  private final Tally reconnects = new Tally(RECONNECTS_COUNT);
  private final Distribution eventLag = Metrics.distribution(NAMESPACE, EVENT_LAG_MS);
  private final Gauge buffered = Metrics.gauge(NAMESPACE, BUFFERED_BYTES);

  void frame(long bytes) {
    frames.pending++;
    frameBytes.pending += bytes;
  }

  void record(Origin origin, long bytes) {
    records.pending++;
    payloadBytes.pending += bytes;
    if (origin == Origin.GAP_FILL) {
      gapRecords.pending++;
    }
  }

  /**
   * Counts a record that was not emitted; what a gap's answer holds beside the gap is not told of.
   */
  void known(Admission admission, boolean live) {
    if (admission == Admission.OLD) {
      oldRecords.pending++;
    } else if (live) {
      duplicates.pending++;
    }
  }

  void defect() {
    defects.pending++;
  }

  void gap() {
    gaps.pending++;
  }

  void reconnects(long times) {
    reconnects.pending += times;
  }

  void eventLag(long millis) {
    eventLag.update(millis);
  }

  /** Reports to Beam what was counted since the last time. */
  void flush(long bufferedBytes) {
    for (Tally tally :
        new Tally[] {
          records,
          gapRecords,
          duplicates,
          oldRecords,
          defects,
          frames,
          frameBytes,
          payloadBytes,
          gaps,
          reconnects
        }) {
      tally.flush();
    }
    buffered.set(bufferedBytes);
  }

  /** A counter that is told of many things at once. */
  private static final class Tally {
    private final Counter counter;
    private long pending;

    Tally(String name) {
      counter = Metrics.counter(NAMESPACE, name);
    }

    void flush() {
      if (pending != 0) {
        counter.inc(pending);
        pending = 0;
      }
    }
  }
}
