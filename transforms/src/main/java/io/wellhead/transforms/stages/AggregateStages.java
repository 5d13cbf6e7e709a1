// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import io.wellhead.restream.model.Stage;
import io.wellhead.restream.model.WireJson;
import io.wellhead.transforms.corrections.PieceRows;
import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.instances.InstanceRow;
import io.wellhead.transforms.measurements.SiteSeconds;
import io.wellhead.transforms.restream.Drain;
import io.wellhead.transforms.restream.InstanceUpdate;
import io.wellhead.transforms.restream.RestreamConnection;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.Serial;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.WithFailures;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * (what changes in the stages of sites) to the rows of {@code restream_silver.stage_aggregations}:
 * for each frac and wireline stage the figure of every definition of the vendor, and of a standard
 * set.
 *
 * <p>A running stage is computed a few seconds after new live data, going on where it was; a stage
 * that has ended as a whole, when its grace period is over by the clock or by the data. It is
 * computed again when a live record of it comes late, when a data change touches it, or when its
 * start, end, number or state changes; new definitions make the running stage and those of the last
 * day be computed again. Rows of a stage or definition that is gone are deleted.
 *
 * <p>Records are read over REST, one stage of the whole job at a time, in bounded memory. A reading
 * that fails is tried again, after a pause that doubles from 5 s to 5 min; a stage that the service
 * does not give becomes a dead letter. When the input ends, all that is due is computed at once,
 * the running stages too, unless the drain was requested.
 */
public final class AggregateStages
    extends PTransform<
        PCollectionTuple, WithFailures.Result<PCollection<StageAggregation>, DeadLetter>> {
  @Serial private static final long serialVersionUID = 1L;

  /** Stages told of and removed, as {@code SortInstances} gives them; needed. */
  public static final TupleTag<InstanceRow> STAGES = new TupleTag<>() {};

  /** Definitions of sites, as {@code SortInstances} gives them; needed. */
  public static final TupleTag<InstanceUpdate> DEFINITIONS = new TupleTag<>() {};

  /** Seconds delivered live, as {@code ConvertMeasurements} gives them; needed. */
  public static final TupleTag<SiteSeconds> DELIVERED = new TupleTag<>() {};

  /** Seconds that were read again because of data changes; may be missing. */
  public static final TupleTag<PieceRows> CORRECTED = new TupleTag<>() {};

  /** The step's name in dead letters. */
  static final String STEP = "Aggregate stages";

  private static final Duration GRACE = Duration.ofMinutes(2);
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final StageService.Factory services;
  private final StoredFigures.Factory stored;
  private final boolean siUnits;
  private final Drain drain;
  private final StageScope scope;
  private final Clock clock;

  private AggregateStages(
      StageService.Factory services,
      StoredFigures.Factory stored,
      boolean siUnits,
      Drain drain,
      StageScope scope,
      Clock clock) {
    this.services = services;
    this.stored = stored;
    this.siUnits = siUnits;
    this.drain = drain;
    this.scope = scope;
    this.clock = clock;
  }

  /**
   * Reads from that account, until the drain is requested.
   *
   * @param from first instant that the job reads; stages that ended before it are left alone until
   *     a data change touches them
   */
  public static AggregateStages from(RestreamConnection connection, Drain drain, Instant from) {
    return new AggregateStages(
        new ClientStageService.Factory(connection, drain),
        StoredFigures.none(),
        connection.siUnits(),
        drain,
        new StageScope(from, null, GRACE),
        Clock.systemUTC());
  }

  /**
   * Leaves alone what begins at that instant or later, unless a data change touches it; null for no
   * end.
   */
  public AggregateStages until(@Nullable Instant end) {
    return withScope(new StageScope(scope.from(), end, scope.grace()));
  }

  /** Computes a stage as a whole that long after its end; 2 min by default. */
  public AggregateStages withGrace(Duration grace) {
    if (grace.isNegative()) {
      throw new IllegalArgumentException("grace " + grace + ": accepted is zero or more");
    }
    return withScope(new StageScope(scope.from(), scope.until(), grace));
  }

  private AggregateStages withScope(StageScope newScope) {
    return new AggregateStages(services, stored, siUnits, drain, newScope, clock);
  }

  /**
   * Asks the warehouse that the pipeline's options name, once for each site, what earlier jobs
   * wrote: what no longer applies is deleted, and stages that the service moved, numbered anew or
   * ended since then are computed again, however old they are. Nothing is asked by default.
   */
  public AggregateStages askingWarehouse() {
    return asking(options -> new WarehouseFigures(Warehouse.from(options)));
  }

  /** Takes over what these have. */
  AggregateStages asking(StoredFigures.Factory newStored) {
    return new AggregateStages(services, newStored, siUnits, drain, scope, clock);
  }

  /** Uses that service and that clock. */
  AggregateStages with(StageService.Factory newServices, Clock newClock) {
    return new AggregateStages(newServices, stored, siUnits, drain, scope, newClock);
  }

  @Override
  public WithFailures.Result<PCollection<StageAggregation>, DeadLetter> expand(
      PCollectionTuple input) {
    boolean si = siUnits;
    PCollectionList<KV<Long, StageSignal>> signals =
        PCollectionList.of(signals("Stages", input.get(STAGES), AggregateStages::ofStage))
            .and(
                signals("Definitions", input.get(DEFINITIONS), update -> ofDefinitions(update, si)))
            .and(signals("Delivered", input.get(DELIVERED), AggregateStages::ofSeconds));
    if (input.has(CORRECTED)) {
      signals = signals.and(signals("Corrected", input.get(CORRECTED), AggregateStages::ofPiece));
    }
    PCollectionTuple computed =
        signals
            .apply("Signals", Flatten.pCollections())
            .apply("Follow", ParDo.of(new FollowFn(stored, scope, INTERVAL, drain, clock)))
            .setCoder(StageTaskCoder.of())
            .apply(
                "ToOneQueue",
                MapElements.into(new TypeDescriptor<KV<Integer, StageTask>>() {})
                    .via(task -> KV.of(0, task)))
            .setCoder(KvCoder.of(VarIntCoder.of(), StageTaskCoder.of()))
            .apply(
                "Compute",
                ParDo.of(new ComputeFn(services, drain, clock))
                    .withOutputTags(ComputeFn.ROWS, TupleTagList.of(ComputeFn.FAILURES)));
    return WithFailures.Result.of(
        computed.get(ComputeFn.ROWS).setCoder(StageAggregationCoder.of()),
        computed.get(ComputeFn.FAILURES));
  }

  private static <T> PCollection<KV<Long, StageSignal>> signals(
      String name, PCollection<T> input, SerializableFunction<T, List<StageSignal>> signals) {
    return input
        .apply(
            name,
            FlatMapElements.into(new TypeDescriptor<KV<Long, StageSignal>>() {})
                .via(
                    element ->
                        signals.apply(element).stream()
                            .map(signal -> KV.of(signal.siteId(), signal))
                            .toList()))
        .setCoder(KvCoder.of(VarLongCoder.of(), StageSignalCoder.of()));
  }

  private static List<StageSignal> ofStage(InstanceRow row) {
    InstanceUpdate update = row.update();
    String deleted = row.deleted();
    if (deleted == null) {
      StageEntry stage = StageEntry.of(WireJson.decode(update.payload(), Stage.class));
      return List.of(new StageSignal.Told(stage, update.receivedAt()));
    }
    // That a stage with its own id has no derived one is known without being told.
    return update.kind() == InstanceUpdate.Kind.STAGE_REMOVED
        ? List.of(new StageSignal.Removed(update.instanceId(), deleted, update.receivedAt()))
        : List.of();
  }

  private static List<StageSignal> ofDefinitions(InstanceUpdate update, boolean si) {
    return List.of(
        new StageSignal.Defined(
            update.instanceId(),
            DefinitionReader.read(update.payload(), update.known(), si),
            update.receivedAt()));
  }

  private static List<StageSignal> ofSeconds(SiteSeconds seconds) {
    return List.of(new StageSignal.Delivered(seconds.siteId(), seconds.first(), seconds.last()));
  }

  private static List<StageSignal> ofPiece(PieceRows piece) {
    return List.of(
        new StageSignal.Corrected(piece.siteId(), piece.from(), piece.through(), piece.revision()));
  }
}
