// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.confirming;

import java.io.Serial;
import java.time.Clock;
import java.time.Instant;
import java.util.function.LongFunction;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/** Adds up what is known of a site's revision, until all of its rows are accounted for. */
final class CountRowsFn extends DoFn<KV<KV<Long, Long>, Tally>, Confirmation> {
  @Serial private static final long serialVersionUID = 1L;

  static final TupleTag<Confirmation> DURABLE = new TupleTag<>() {};
  static final TupleTag<ChangeLife> LIVES = new TupleTag<>() {};

  private final Counter written =
      Metrics.counter(ConfirmMetrics.NAMESPACE, ConfirmMetrics.ROWS_WRITTEN_COUNT);

  @StateId("tally")
  private final StateSpec<ValueState<Tally>> tallySpec = StateSpecs.value(TallyCoder.of());

  private final Clock clock;

  CountRowsFn(Clock clock) {
    this.clock = clock;
  }

  @ProcessElement
  public void count(
      @Element KV<KV<Long, Long>, Tally> element,
      @StateId("tally") ValueState<Tally> state,
      MultiOutputReceiver out) {
    Tally more = element.getValue().arrivedAt(clock.instant());
    written.inc(more.rows().written());
    Tally before = state.read();
    Tally sum = (before == null ? Tally.NONE : before).plus(more);
    boolean begins = sum.isBegun() && (before == null || !before.isBegun());
    Tally tally = tell(begins ? sum.withoutEarlierError() : sum, out);
    long siteId = element.getKey().getKey();
    long revision = element.getKey().getValue();
    if (!tally.isBegun() && more.error() != null) {
      // Of a row of bronze, reported after all others were accounted for.
      out.get(DURABLE).output(Confirmation.of(siteId, revision, tally, clock.instant()));
    }
    if (!tally.isAccounted()) {
      state.write(tally);
      return;
    }
    state.clear();
    if (tally.error() == null) {
      out.get(DURABLE).output(Confirmation.of(siteId, revision, tally, clock.instant()));
    }
  }

  private Tally tell(Tally tally, MultiOutputReceiver out) {
    Instant now = clock.instant();
    String error = tally.error();
    if (error != null) {
      if (tally.told() == Tally.Told.FAILED || !tally.isBegun()) {
        return tally;
      }
      tell(tally, id -> ChangeLife.failed(id, now, error), out);
      return tally.telling(Tally.Told.FAILED);
    }
    if (tally.told() != Tally.Told.NOTHING || !tally.isRead()) {
      return tally;
    }
    Instant last = tally.reading().lastReadAt();
    long revision = tally.reading().changeIds().stream().mapToLong(Long::longValue).max().orElse(0);
    ChangeLife.Read read =
        new ChangeLife.Read(
            last == null ? now : last, revision, tally.rows().corrected(), tally.rows().removed());
    tell(tally, id -> ChangeLife.read(id, read), out);
    return tally.telling(Tally.Told.READ);
  }

  private static void tell(Tally tally, LongFunction<ChangeLife> life, MultiOutputReceiver out) {
    tally.reading().changeIds().forEach(id -> out.get(LIVES).output(life.apply(id)));
  }
}
