// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.changes.CheckChanges;
import io.wellhead.transforms.confirming.ConfirmChanges;
import io.wellhead.transforms.corrections.CorrectedRange;
import io.wellhead.transforms.corrections.MergeChanges;
import io.wellhead.transforms.corrections.PieceRows;
import io.wellhead.transforms.corrections.ReadCorrectedRanges;
import io.wellhead.transforms.corrections.RemovedSecond;
import io.wellhead.transforms.corrections.ReplaceRange;
import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.measurements.MeasurementTables;
import io.wellhead.transforms.minutes.AggregateMinutes;
import io.wellhead.transforms.restream.Drain;
import io.wellhead.transforms.warehouse.WriteReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.WithFailures;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.jspecify.annotations.Nullable;

/** The part of {@link RestreamToBigQuery} that reads ranges again and replaces their rows. */
final class CorrectionPath {
  private final RestreamToBigQueryConfig config;
  private final Duration tail;
  private final Drain drain;
  private final List<PCollection<DeadLetter>> failures;

  /**
   * @param config of a run with corrections
   * @param failures takes the dead letters of each step
   */
  CorrectionPath(
      RestreamToBigQueryConfig config, Drain drain, List<PCollection<DeadLetter>> failures) {
    this.config = config;
    tail = requireNonNull(config.correctionsTail(), "correctionsTail");
    this.drain = drain;
    this.failures = failures;
  }

  /** Follows what the service announces, and confirms what is durable. */
  PCollection<PieceRows> follow(PCollectionTuple changes) {
    PCollection<CorrectedRange> ranges =
        CheckChanges.usable(changes).apply("Merge data changes", MergeChanges.create());
    PCollectionTuple read = readAgain(ranges);
    PCollectionTuple replaced = replace(read, config.from());
    PCollection<WriteReport> appends = writeReceived(replaced);
    failures.add(
        ConfirmChanges.of(
                CheckChanges.received(changes),
                ReadCorrectedRanges.progress(read),
                ReplaceRange.pieces(replaced),
                writeCorrected(replaced),
                appends)
            .apply(
                "Confirm data changes",
                ConfirmChanges.to(config.connection()).confirming(config.confirmingChanges())));
    return ReplaceRange.pieces(replaced);
  }

  /** The same way without an announcement before it and a confirmation behind it. */
  PCollection<PieceRows> repair(Pipeline pipeline, List<CorrectedRange> ranges) {
    PCollection<CorrectedRange> asked = pipeline.apply("Ranges to repair", Create.of(ranges));
    PCollectionTuple replaced = replace(readAgain(asked), null);
    writeReceived(replaced);
    writeCorrected(replaced);
    return ReplaceRange.pieces(replaced);
  }

  private PCollectionTuple readAgain(PCollection<CorrectedRange> ranges) {
    PCollectionTuple read =
        ranges.apply(
            "Read corrected ranges",
            ReadCorrectedRanges.from(config.connection(), drain).withTail(tail));
    failures.add(ReadCorrectedRanges.failures(read));
    return read;
  }

  private PCollectionTuple replace(PCollectionTuple read, @Nullable Instant historyFrom) {
    PCollectionTuple replaced =
        ReadCorrectedRanges.pieces(read)
            .apply(
                "Replace ranges",
                ReplaceRange.create()
                    .askingWarehouse(historyFrom)
                    .withMinutes(config.minutes() != null));
    failures.add(ReplaceRange.failures(replaced));
    return replaced;
  }

  private PCollection<WriteReport> writeReceived(PCollectionTuple replaced) {
    return reported(
        ReplaceRange.received(replaced)
            .apply(
                "Write bronze corrections",
                MeasurementTables.bronzeCorrections(config.unitSystem())));
  }

  private PCollectionList<WriteReport> writeCorrected(PCollectionTuple replaced) {
    return PCollectionList.of(
            reported(
                ReplaceRange.corrected(replaced)
                    .apply(
                        "Write silver corrections",
                        MeasurementTables.silverCorrections(config.unitSystem()))))
        .and(
            reported(
                ReplaceRange.removed(replaced)
                    .apply("Delete silver measurements", RemovedSecond.write())))
        .and(
            reported(
                ReplaceRange.minutes(replaced)
                    .apply(
                        "Write corrected minutes",
                        AggregateMinutes.writeCorrections(config.unitSystem()))));
  }

  private PCollection<WriteReport> reported(
      WithFailures.Result<PCollection<WriteReport>, DeadLetter> write) {
    failures.add(write.failures());
    return write.output();
  }
}
