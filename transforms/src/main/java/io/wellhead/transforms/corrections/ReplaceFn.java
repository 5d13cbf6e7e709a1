// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.measurements.InvalidRecordException;
import io.wellhead.transforms.measurements.RecordConverter;
import io.wellhead.transforms.measurements.SilverMeasurement;
import io.wellhead.transforms.minutes.MinuteFigures;
import io.wellhead.transforms.minutes.WholeMinutes;
import io.wellhead.transforms.restream.Measurement;
import io.wellhead.transforms.warehouse.Warehouse;
import io.wellhead.transforms.warehouse.WarehouseException;
import java.io.Serial;
import java.time.Clock;
import java.util.ArrayList;
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
  static final TupleTag<MinuteFigures> MINUTES = new TupleTag<>() {};
  static final TupleTag<PieceRows> PIECES = new TupleTag<>() {};
  static final TupleTag<DeadLetter> FAILURES = new TupleTag<>() {};

  private final Counter corrected =
      Metrics.counter(CorrectionMetrics.REPLACE, CorrectionMetrics.RECORDS_CORRECTED_COUNT);
  private final Counter removed =
      Metrics.counter(CorrectionMetrics.REPLACE, CorrectionMetrics.SECONDS_REMOVED_COUNT);
  private final Counter ofMinutes =
      Metrics.counter(CorrectionMetrics.REPLACE, CorrectionMetrics.MINUTE_ROWS_COUNT);

  private final ReplaceRange.Settings settings;
  private final Clock clock;
  private transient @Nullable StoredRows stored;
  private transient @Nullable RecordConverter converter;

  ReplaceFn(ReplaceRange.Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Setup
  public void open(PipelineOptions options) throws WarehouseException {
    Warehouse warehouse = settings.askingWarehouse() ? Warehouse.from(options) : null;
    stored = new StoredRows(warehouse, settings.historyFrom());
    converter = new RecordConverter();
  }

  @ProcessElement
  public void replace(@Element CorrectedPiece piece, MultiOutputReceiver out) {
    RecordConverter convert = requireNonNull(converter, "set up first");
    WholeMinutes minutes = new WholeMinutes();
    Set<Long> present = new HashSet<>();
    String error = null;
    for (Measurement record : piece.records()) {
      out.get(RECEIVED).output(record);
      try {
        SilverMeasurement row = convert.convert(record);
        out.get(CORRECTED).output(row);
        minutes.add(record.eventTime(), convert.second(row));
        present.add(record.eventTime());
      } catch (InvalidRecordException e) {
        out.get(FAILURES).output(e.deadLetter(ReplaceRange.STEP, record, clock.instant()));
        error = error == null ? e.getMessage() : error;
      }
    }
    List<RemovedSecond> gone = goneFrom(piece, present);
    gone.forEach(out.get(REMOVED)::output);
    long minuteRows = settings.minutes() ? giveMinutes(piece, minutes, out.get(MINUTES)) : 0;
    corrected.inc(present.size());
    removed.inc(gone.size());
    ofMinutes.inc(minuteRows);
    out.get(PIECES).output(rows(piece, present.size(), gone.size(), minuteRows, error));
  }

  private long giveMinutes(
      CorrectedPiece piece, WholeMinutes minutes, OutputReceiver<MinuteFigures> out) {
    long through = Math.min(piece.through(), piece.settledThrough());
    if (through < piece.from()) {
      return 0;
    }
    List<MinuteFigures> rows = new ArrayList<>();
    minutes.rows(
        piece.range().siteId(),
        piece.from(),
        through,
        requireNonNull(stored, "set up first").fields(piece),
        piece.range().revision(),
        RemovedSecond.sequence(piece.range().revision(), piece.readAt()),
        rows::add);
    rows.forEach(out::output);
    return rows.size();
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
    return gone.isEmpty() || requireNonNull(stored, "set up first").mayHoldSeconds(piece)
        ? gone
        : List.of();
  }

  private static PieceRows rows(
      CorrectedPiece piece, long corrected, long removed, long minuteRows, @Nullable String error) {
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
        received + corrected + removed + minuteRows,
        received - corrected,
        error);
  }
}
