// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.measurements.InvalidRecordException;
import io.wellhead.transforms.measurements.RecordConverter;
import io.wellhead.transforms.measurements.SilverMeasurement;
import io.wellhead.transforms.restream.Measurement;
import io.wellhead.transforms.warehouse.Warehouse;
import io.wellhead.transforms.warehouse.WarehouseException;
import java.io.Serial;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.TupleTag;
import org.jspecify.annotations.Nullable;

/** Converts the records of a piece, and enumerates its seconds. */
final class ReplaceFn extends DoFn<CorrectedPiece, Measurement> {
  @Serial private static final long serialVersionUID = 1L;

  static final TupleTag<Measurement> RECEIVED = new TupleTag<>() {};
  static final TupleTag<SilverMeasurement> CORRECTED = new TupleTag<>() {};
  static final TupleTag<RemovedSecond> REMOVED = new TupleTag<>() {};
  static final TupleTag<PieceRows> PIECES = new TupleTag<>() {};
  static final TupleTag<DeadLetter> FAILURES = new TupleTag<>() {};

  private final Counter corrected =
      Metrics.counter(CorrectionMetrics.REPLACE, CorrectionMetrics.RECORDS_CORRECTED_COUNT);
  private final Counter removed =
      Metrics.counter(CorrectionMetrics.REPLACE, CorrectionMetrics.SECONDS_REMOVED_COUNT);

  private final boolean skipping;
  private final @Nullable Instant historyFrom;
  private final Clock clock;
  private transient @Nullable EmptyHours emptyHours;
  private transient @Nullable RecordConverter converter;

  ReplaceFn(boolean skipping, @Nullable Instant historyFrom, Clock clock) {
    this.skipping = skipping;
    this.historyFrom = historyFrom;
    this.clock = clock;
  }

  @Setup
  public void open(PipelineOptions options) throws WarehouseException {
    emptyHours = skipping ? new EmptyHours(Warehouse.from(options), historyFrom) : null;
    converter = new RecordConverter();
  }

  @ProcessElement
  public void replace(@Element CorrectedPiece piece, MultiOutputReceiver out) {
    Set<Long> present = new HashSet<>();
    String error = null;
    for (Measurement record : piece.records()) {
      out.get(RECEIVED).output(record);
      try {
        out.get(CORRECTED).output(requireNonNull(converter, "set up first").convert(record));
        present.add(record.eventTime());
      } catch (InvalidRecordException e) {
        out.get(FAILURES).output(e.deadLetter(ReplaceRange.STEP, record, clock.instant()));
        error = error == null ? e.getMessage() : error;
      }
    }
    List<RemovedSecond> gone = goneFrom(piece, present);
    gone.forEach(out.get(REMOVED)::output);
    corrected.inc(present.size());
    removed.inc(gone.size());
    out.get(PIECES).output(rows(piece, present.size(), gone.size(), error));
  }

  /** A second whose record has no silver row is gone as well: what silver has of it is not true. */
  private List<RemovedSecond> goneFrom(CorrectedPiece piece, Set<Long> present) {
    CorrectedRange range = piece.range();
    List<RemovedSecond> gone =
        LongStream.rangeClosed(piece.from(), Math.min(piece.through(), piece.settledThrough()))
            .filter(second -> !present.contains(second))
            .mapToObj(
                second ->
                    new RemovedSecond(range.siteId(), second, range.revision(), piece.readAt()))
            .toList();
    boolean nothingToDelete = gone.isEmpty() || (emptyHours != null && emptyHours.include(piece));
    return nothingToDelete ? List.of() : gone;
  }

  private static PieceRows rows(
      CorrectedPiece piece, long corrected, long removed, @Nullable String error) {
    CorrectedRange range = piece.range();
    long received = piece.records().size();
    return new PieceRows(
        range.siteId(),
        range.revision(),
        range.changeIds(),
        piece.from(),
        piece.through(),
        piece.readAt(),
        corrected,
        removed,
        received + corrected + removed,
        received - corrected,
        error);
  }
}
