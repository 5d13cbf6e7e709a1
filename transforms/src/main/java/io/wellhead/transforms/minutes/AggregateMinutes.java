// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.minutes;

import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.warehouse.ChangeSequence;
import io.wellhead.transforms.warehouse.TableDefinition;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.WriteReport;
import io.wellhead.transforms.warehouse.WriteUpserts;
import java.io.Serial;
import java.time.Duration;
import java.util.Objects;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithFailures;
import org.apache.beam.sdk.transforms.windowing.AfterProcessingTime;
import org.apache.beam.sdk.transforms.windowing.AfterWatermark;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.jspecify.annotations.Nullable;

/**
 * (site id: minute records of a bundle) to one row per site, minute and numeric field.
 *
 * <p>Event-time windows of one minute fire when the watermark passes their end, again whenever late
 * records change them, and before it when early firings are asked for. Every firing holds all that
 * is known and carries a higher change sequence, so the row follows; the figures equal a
 * recomputation over the current rows of {@code restream_silver.measurements}. Records later than
 * the allowed lateness change silver but no longer their minute: the runner drops them here and
 * counts them as {@code droppedDueToLateness}.
 */
public final class AggregateMinutes
    extends PTransform<PCollection<KV<Long, MinuteRecords>>, PCollection<MinuteFigures>> {
  @Serial private static final long serialVersionUID = 1L;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /**
   * Late records of one outage come together; waiting this long makes of them one update per row.
   */
  private static final Duration LATE_FIRING_DELAY = Duration.ofSeconds(5);

  private final Duration allowedLateness;
  private final @Nullable Duration earlyFirings;

  private AggregateMinutes(Duration allowedLateness, @Nullable Duration earlyFirings) {
    this.allowedLateness = allowedLateness;
    this.earlyFirings = earlyFirings;
  }

  /** Minutes that late records can change for that long after the watermark has passed them. */
  public static AggregateMinutes withAllowedLateness(Duration allowedLateness) {
    if (allowedLateness.isNegative()) {
      throw new IllegalArgumentException(
          "allowedLateness " + allowedLateness + ": accepted is zero or more");
    }
    return new AggregateMinutes(allowedLateness, null);
  }

  /** Also writes the running minute, that often after a change of it. */
  public AggregateMinutes withEarlyFirings(Duration every) {
    if (every.isNegative() || every.isZero()) {
      throw new IllegalArgumentException("earlyFirings " + every + ": accepted is more than zero");
    }
    return new AggregateMinutes(allowedLateness, every);
  }

  /**
   * Upserts to {@code restream_silver.measurements_1m}.
   *
   * @param unitSystem {@code imperial} or {@code si}, as the service was asked
   */
  public static WriteUpserts<MinuteFigures> write(String unitSystem) {
    return write(Tables.SILVER_MINUTES, unitSystem);
  }

  /** As {@link #write}, of minutes of corrections, and reports what was written and rejected. */
  public static PTransform<
          PCollection<MinuteFigures>, WithFailures.Result<PCollection<WriteReport>, DeadLetter>>
      writeCorrections(String unitSystem) {
    return write(unitSystem).reportedBy("site_id", MinuteFigures::siteId);
  }

  static WriteUpserts<MinuteFigures> write(TableDefinition table, String unitSystem) {
    return WriteUpserts.to(
        table,
        (figures, row) -> figures.write(row, unitSystem),
        MinuteFigures::change,
        figures -> figures.subject(unitSystem));
  }

  @Override
  public PCollection<MinuteFigures> expand(PCollection<KV<Long, MinuteRecords>> minutes) {
    return minutes
        .apply("IntoMinutes", window())
        .apply("MergeMinutes", Combine.perKey(new MergeFn()))
        .apply("ComputeFigures", ParDo.of(new FiguresFn()))
        .setCoder(MinuteFiguresCoder.of());
  }

  private Window<KV<Long, MinuteRecords>> window() {
    AfterWatermark.AfterWatermarkEarlyAndLate trigger =
        AfterWatermark.pastEndOfWindow().withLateFirings(after(LATE_FIRING_DELAY));
    return Window.<KV<Long, MinuteRecords>>into(FixedWindows.of(joda(MINUTE)))
        .triggering(earlyFirings == null ? trigger : trigger.withEarlyFirings(after(earlyFirings)))
        .withAllowedLateness(joda(allowedLateness))
        .accumulatingFiredPanes();
  }

  private static AfterProcessingTime after(Duration delay) {
    return AfterProcessingTime.pastFirstElementInPane().plusDelayOf(joda(delay));
  }

  private static org.joda.time.Duration joda(Duration duration) {
    return org.joda.time.Duration.millis(duration.toMillis());
  }

  private static final class MergeFn
      extends Combine.CombineFn<MinuteRecords, MinuteRecords, MinuteRecords> {
    @Serial private static final long serialVersionUID = 1L;

    @Override
    public MinuteRecords createAccumulator() {
      return new MinuteRecords();
    }

    @Override
    public MinuteRecords addInput(@Nullable MinuteRecords accumulator, MinuteRecords input) {
      MinuteRecords into = Objects.requireNonNull(accumulator, "accumulator");
      into.merge(input);
      return into;
    }

    @Override
    public MinuteRecords mergeAccumulators(Iterable<MinuteRecords> accumulators) {
      MinuteRecords merged = new MinuteRecords();
      accumulators.forEach(merged::merge);
      return merged;
    }

    @Override
    public MinuteRecords extractOutput(@Nullable MinuteRecords accumulator) {
      // A copy, because the state goes on changing while later steps hold what is given out.
      MinuteRecords copy = new MinuteRecords();
      copy.merge(Objects.requireNonNull(accumulator, "accumulator"));
      return copy;
    }

    @Override
    public Coder<MinuteRecords> getAccumulatorCoder(
        CoderRegistry registry, Coder<MinuteRecords> inputCoder) {
      return MinuteRecordsCoder.of();
    }

    @Override
    public Coder<MinuteRecords> getDefaultOutputCoder(
        CoderRegistry registry, Coder<MinuteRecords> inputCoder) {
      return MinuteRecordsCoder.of();
    }
  }

  private static final class FiguresFn extends DoFn<KV<Long, MinuteRecords>, MinuteFigures> {
    @Serial private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(
        @Element KV<Long, MinuteRecords> minute,
        IntervalWindow window,
        PaneInfo pane,
        OutputReceiver<MinuteFigures> output) {
      MinuteRecords records = minute.getValue();
      long start = window.start().getMillis() / 1000;
      MinuteFigures.of(
          minute.getKey(),
          start,
          records,
          records.formerNames(),
          records.revision(),
          sequence(records, pane),
          output::output);
    }

    /**
     * No section falls from firing to firing, and the last one rises. The first three depend on the
     * records alone: a job that starts again with an empty state and sees a part of the minute does
     * not overwrite what is better.
     */
    private static ChangeSequence sequence(MinuteRecords records, PaneInfo pane) {
      return ChangeSequence.of(
          records.revision(),
          records.recordCount(),
          records.newestReceivedAtMicros(),
          pane.getIndex());
    }
  }
}
