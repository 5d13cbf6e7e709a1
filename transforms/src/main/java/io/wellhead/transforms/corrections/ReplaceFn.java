// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import io.wellhead.transforms.restream.Measurement;
import java.io.Serial;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.TupleTag;

/** Enumerates the seconds of a piece. */
final class ReplaceFn extends DoFn<CorrectedPiece, Measurement> {
  @Serial private static final long serialVersionUID = 1L;

  static final TupleTag<Measurement> CORRECTED = new TupleTag<>() {};
  static final TupleTag<RemovedSecond> REMOVED = new TupleTag<>() {};

  private final Counter corrected =
      Metrics.counter(CorrectionMetrics.REPLACE, CorrectionMetrics.RECORDS_CORRECTED_COUNT);
  private final Counter removed =
      Metrics.counter(CorrectionMetrics.REPLACE, CorrectionMetrics.SECONDS_REMOVED_COUNT);

  @ProcessElement
  public void replace(@Element CorrectedPiece piece, MultiOutputReceiver out) {
    piece.records().forEach(out.get(CORRECTED)::output);
    corrected.inc(piece.records().size());
    Set<Long> present =
        piece.records().stream().map(Measurement::eventTime).collect(Collectors.toSet());
    CorrectedRange range = piece.range();
    long last = Math.min(piece.through(), piece.settledThrough());
    for (long second = piece.from(); second <= last; second++) {
      if (!present.contains(second)) {
        removed.inc();
        out.get(REMOVED)
            .output(new RemovedSecond(range.siteId(), second, range.revision(), piece.readAt()));
      }
    }
  }
}
