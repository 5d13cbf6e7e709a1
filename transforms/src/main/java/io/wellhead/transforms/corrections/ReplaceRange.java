// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.measurements.SilverMeasurement;
import io.wellhead.transforms.minutes.AggregateMinutes;
import io.wellhead.transforms.minutes.MinuteFigures;
import io.wellhead.transforms.restream.Measurement;
import java.io.Serial;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;
import org.jspecify.annotations.Nullable;

/**
 * (what the service returned) to the rows that make silver the same: a bronze and a silver row for
 * each record, and a removed second for each settled one without a silver row. Each record is
 * parsed once. One that has no silver row is in bronze and a dead letter. The minutes that are
 * settled wholly are computed from the piece alone.
 *
 * <p>No state tells which seconds silver holds: deleting what is not there does nothing, and the
 * delete stays known, so that a row of a lower revision that comes later does not bring the second
 * back.
 */
public final class ReplaceRange extends PTransform<PCollection<CorrectedPiece>, PCollectionTuple> {
  @Serial private static final long serialVersionUID = 1L;

  /** The step's name in dead letters. */
  static final String STEP = "Replace ranges";

  private final Settings settings;
  private final Clock clock;

  private ReplaceRange(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * How it is done.
   *
   * @param askingWarehouse whether silver is asked what is to be deleted
   * @param historyFrom first instant of the history that the pipeline reads
   * @param minutes whether minutes are computed
   */
  record Settings(boolean askingWarehouse, @Nullable Instant historyFrom, boolean minutes)
      implements Serializable {}

  /** Deletes every settled second without a record, and every minute's field without one. */
  public static ReplaceRange create() {
    return new ReplaceRange(new Settings(false, null, true), Clock.systemUTC());
  }

  /**
   * Asks the warehouse that the pipeline's options name what it holds: leaves out the deletes of
   * hours older than a day of which it holds nothing, and deletes the minutes of fields that the
   * catalogue no longer has. Each day of a range costs one or two queries.
   *
   * @param from first instant of the history that this pipeline reads, of which rows may be on
   *     their way; null if it reads none
   */
  public ReplaceRange askingWarehouse(@Nullable Instant from) {
    return new ReplaceRange(new Settings(true, from, settings.minutes), clock);
  }

  /** Leaves {@link #minutes} empty when {@code wanted} is false. */
  public ReplaceRange withMinutes(boolean wanted) {
    return new ReplaceRange(
        new Settings(settings.askingWarehouse, settings.historyFrom, wanted), clock);
  }

  /** Uses that clock for the time of failures. */
  ReplaceRange withClock(Clock newClock) {
    return new ReplaceRange(settings, newClock);
  }

  @Override
  public PCollectionTuple expand(PCollection<CorrectedPiece> pieces) {
    return pieces.apply(
        "Replace",
        ParDo.of(new ReplaceFn(settings, clock))
            .withOutputTags(
                ReplaceFn.RECEIVED,
                TupleTagList.of(ReplaceFn.CORRECTED)
                    .and(ReplaceFn.REMOVED)
                    .and(ReplaceFn.MINUTES)
                    .and(ReplaceFn.PIECES)
                    .and(ReplaceFn.FAILURES)));
  }

  /** Every record as received, with the range's revision. */
  public static PCollection<Measurement> received(PCollectionTuple replaced) {
    return replaced.get(ReplaceFn.RECEIVED);
  }

  /** The silver rows of the records. */
  public static PCollection<SilverMeasurement> corrected(PCollectionTuple replaced) {
    return replaced.get(ReplaceFn.CORRECTED);
  }

  /** The seconds to delete, for {@link RemovedSecond#write}. */
  public static PCollection<RemovedSecond> removed(PCollectionTuple replaced) {
    return replaced.get(ReplaceFn.REMOVED);
  }

  /** The rows of minutes, deletions included, for {@link AggregateMinutes#write}. */
  public static PCollection<MinuteFigures> minutes(PCollectionTuple replaced) {
    return replaced.get(ReplaceFn.MINUTES);
  }

  /** What became of each piece. */
  public static PCollection<PieceRows> pieces(PCollectionTuple replaced) {
    return replaced.get(ReplaceFn.PIECES);
  }

  /** The records without a silver row. */
  public static PCollection<DeadLetter> failures(PCollectionTuple replaced) {
    return replaced.get(ReplaceFn.FAILURES);
  }
}
