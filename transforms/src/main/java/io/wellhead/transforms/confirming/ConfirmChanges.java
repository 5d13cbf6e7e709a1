// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.confirming;

import io.wellhead.transforms.changes.ChangeEvent;
import io.wellhead.transforms.corrections.PieceRows;
import io.wellhead.transforms.corrections.RangeProgress;
import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.restream.RestreamConnection;
import io.wellhead.transforms.warehouse.WriteReport;
import java.io.Serial;
import java.time.Clock;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.sdk.values.TypeDescriptor;

/**
 * (what became of data changes) to their confirmation, and to {@code restream_silver.data_changes}.
 *
 * <p>A change is confirmed once everything it caused is durable, and never before: each of its
 * ranges was read to the end, the tail included; BigQuery acknowledged each row of current state;
 * bronze, asked by a query, holds each record. A change of which the service gives no range, or of
 * which a record or row became a dead letter, stays unconfirmed, and its row says why.
 *
 * <p>A change that is announced anew meanwhile waits for what the newer announcement asks for.
 *
 * <p>One key confirms for the whole job. An attempt that fails is made again after a pause that
 * doubles from 5 s to 5 min, and so is one after which the service lists the change still.
 * Repeating is harmless, so an answer that is lost is nothing special. When the input ends, what is
 * durable is confirmed within half a minute; what is not is left to the next run, which finds the
 * changes listed, and applies them again.
 *
 * <p>Gives the rows that cannot be written to {@code restream_silver.data_changes}.
 */
public final class ConfirmChanges extends PTransform<PCollectionTuple, PCollection<DeadLetter>> {
  @Serial private static final long serialVersionUID = 1L;

  private static final TupleTag<ChangeEvent> EVENTS = new TupleTag<>() {};
  private static final TupleTag<RangeProgress> PROGRESS = new TupleTag<>() {};
  private static final TupleTag<PieceRows> PIECES = new TupleTag<>() {};
  private static final TupleTag<WriteReport> CHANGES = new TupleTag<>() {};
  private static final TupleTag<WriteReport> APPENDS = new TupleTag<>() {};

  private final ConfirmService.Factory services;
  private final boolean confirming;
  private final Clock clock;

  private ConfirmChanges(ConfirmService.Factory services, boolean confirming, Clock clock) {
    this.services = services;
    this.confirming = confirming;
    this.clock = clock;
  }

  /** Confirms to that account. */
  public static ConfirmChanges to(RestreamConnection connection) {
    return to(new ClientConfirmService.Factory(connection));
  }

  static ConfirmChanges to(ConfirmService.Factory services) {
    return new ConfirmChanges(services, true, Clock.systemUTC());
  }

  /** With false, shows what becomes of changes, and confirms none. */
  public ConfirmChanges confirming(boolean whether) {
    return new ConfirmChanges(services, whether, clock);
  }

  /** Uses that clock for pauses and for the time of steps. */
  ConfirmChanges withClock(Clock newClock) {
    return new ConfirmChanges(services, confirming, newClock);
  }

  /**
   * What is known of changes.
   *
   * @param events every announcement that names a change
   * @param progress of reading their ranges
   * @param pieces what was read
   * @param changes reports of all writes to tables of current state, whose rows {@code pieces} tell
   * @param appends reports of the write to bronze
   */
  public static PCollectionTuple of(
      PCollection<ChangeEvent> events,
      PCollection<RangeProgress> progress,
      PCollection<PieceRows> pieces,
      PCollectionList<WriteReport> changes,
      PCollection<WriteReport> appends) {
    return PCollectionTuple.of(EVENTS, events)
        .and(PROGRESS, progress)
        .and(PIECES, pieces)
        .and(CHANGES, changes.apply("Reports of changes", Flatten.pCollections()))
        .and(APPENDS, appends);
  }

  @Override
  public PCollection<DeadLetter> expand(PCollectionTuple known) {
    PCollectionTuple counted =
        PCollectionList.of(
                tallies(
                    "Of progress",
                    known.get(PROGRESS),
                    progress -> key(progress.range().siteId(), progress.range().revision()),
                    Tally::of))
            .and(
                tallies(
                    "Of pieces",
                    known.get(PIECES),
                    piece -> key(piece.siteId(), piece.revision()),
                    Tally::of))
            .and(tallies("Of changes", known.get(CHANGES), ConfirmChanges::key, Tally::ofChanges))
            .and(tallies("Of appends", known.get(APPENDS), ConfirmChanges::key, Tally::ofAppends))
            .apply("All", Flatten.pCollections())
            .apply(
                "Count rows",
                ParDo.of(new CountRowsFn(clock))
                    .withOutputTags(CountRowsFn.DURABLE, TupleTagList.of(CountRowsFn.LIVES)));
    PCollection<ChangeLife> confirmed =
        PCollectionList.of(notices("Announced", known.get(EVENTS), Announcement::of))
            .and(
                notices(
                    "Durable",
                    counted.get(CountRowsFn.DURABLE).setCoder(ConfirmationCoder.of()),
                    durable -> durable))
            .apply("All notices", Flatten.pCollections())
            .apply("Confirm", ParDo.of(new ConfirmFn(services, confirming, clock)))
            .setCoder(ChangeLifeCoder.of());
    return PCollectionList.of(lives("Of events", known.get(EVENTS), ChangeLife::received))
        .and(
            lives(
                "Of counts",
                counted.get(CountRowsFn.LIVES).setCoder(ChangeLifeCoder.of()),
                life -> life))
        .and(lives("Of confirmations", confirmed, life -> life))
        .apply("All lives", Flatten.pCollections())
        .apply("Follow", ParDo.of(new FollowLivesFn(last())))
        .setCoder(ChangeLifeCoder.of())
        .apply("Write", ChangeLifeTable.write());
  }

  private ChangeLife.Status last() {
    return confirming ? ChangeLife.Status.CONFIRMED : ChangeLife.Status.APPLIED;
  }

  private static <T> PCollection<KV<KV<Long, Long>, Tally>> tallies(
      String name,
      PCollection<T> input,
      SerializableFunction<T, KV<Long, Long>> key,
      SerializableFunction<T, Tally> tally) {
    return input
        .apply(
            name,
            MapElements.into(new TypeDescriptor<KV<KV<Long, Long>, Tally>>() {})
                .via(element -> KV.of(key.apply(element), tally.apply(element))))
        .setCoder(KvCoder.of(KvCoder.of(VarLongCoder.of(), VarLongCoder.of()), TallyCoder.of()));
  }

  private static <T> PCollection<KV<Integer, Notice>> notices(
      String name, PCollection<T> input, SerializableFunction<T, Notice> notice) {
    return input
        .apply(
            name,
            MapElements.into(new TypeDescriptor<KV<Integer, Notice>>() {})
                .via(element -> KV.of(0, notice.apply(element))))
        .setCoder(KvCoder.of(VarIntCoder.of(), NoticeCoder.of()));
  }

  private static <T> PCollection<KV<Long, ChangeLife>> lives(
      String name, PCollection<T> input, SerializableFunction<T, ChangeLife> life) {
    return input
        .apply(
            name,
            MapElements.into(new TypeDescriptor<KV<Long, ChangeLife>>() {})
                .via(
                    element -> {
                      ChangeLife part = life.apply(element);
                      return KV.of(part.changeId(), part);
                    }))
        .setCoder(KvCoder.of(VarLongCoder.of(), ChangeLifeCoder.of()));
  }

  private static KV<Long, Long> key(WriteReport report) {
    return key(report.key(), report.revision());
  }

  private static KV<Long, Long> key(long siteId, long revision) {
    return KV.of(siteId, revision);
  }
}
