// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import io.wellhead.transforms.restream.Measurement;
import io.wellhead.transforms.warehouse.Warehouse;
import io.wellhead.transforms.warehouse.WarehouseException;
import java.io.Serial;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.TupleTag;
import org.jspecify.annotations.Nullable;

/** Enumerates the seconds of a piece. */
final class ReplaceFn extends DoFn<CorrectedPiece, Measurement> {
  @Serial private static final long serialVersionUID = 1L;

  static final TupleTag<Measurement> CORRECTED = new TupleTag<>() {};
  static final TupleTag<RemovedSecond> REMOVED = new TupleTag<>() {};

  private final Counter corrected =
      Metrics.counter(CorrectionMetrics.REPLACE, CorrectionMetrics.RECORDS_CORRECTED_COUNT);
  private final Counter removed =
      Metrics.counter(CorrectionMetrics.REPLACE, CorrectionMetrics.SECONDS_REMOVED_COUNT);

  private final boolean skipping;
  private final @Nullable Instant historyFrom;
  private transient @Nullable EmptyHours emptyHours;

  ReplaceFn(boolean skipping, @Nullable Instant historyFrom) {
    this.skipping = skipping;
    this.historyFrom = historyFrom;
  }

  @Setup
  public void open(PipelineOptions options) throws WarehouseException {
    emptyHours = skipping ? new EmptyHours(Warehouse.from(options), historyFrom) : null;
  }

  @ProcessElement
  public void replace(@Element CorrectedPiece piece, MultiOutputReceiver out) {
    piece.records().forEach(out.get(CORRECTED)::output);
    corrected.inc(piece.records().size());
    List<RemovedSecond> gone = removedFrom(piece);
    if (gone.isEmpty() || (emptyHours != null && emptyHours.include(piece))) {
      return;
    }
    removed.inc(gone.size());
    gone.forEach(out.get(REMOVED)::output);
  }

  private static List<RemovedSecond> removedFrom(CorrectedPiece piece) {
    Set<Long> present =
        piece.records().stream().map(Measurement::eventTime).collect(Collectors.toSet());
    CorrectedRange range = piece.range();
    return LongStream.rangeClosed(piece.from(), Math.min(piece.through(), piece.settledThrough()))
        .filter(second -> !present.contains(second))
        .mapToObj(
            second -> new RemovedSecond(range.siteId(), second, range.revision(), piece.readAt()))
        .toList();
  }
}
