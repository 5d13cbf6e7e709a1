// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import io.wellhead.transforms.changes.ChangeTables;
import io.wellhead.transforms.changes.CheckChanges;
import io.wellhead.transforms.changes.ReadChanges;
import io.wellhead.transforms.corrections.CorrectedRange;
import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.instances.InstanceTables;
import io.wellhead.transforms.instances.SortInstances;
import io.wellhead.transforms.measurements.ConvertMeasurements;
import io.wellhead.transforms.measurements.MeasurementTables;
import io.wellhead.transforms.measurements.SiteSeconds;
import io.wellhead.transforms.minutes.AggregateMinutes;
import io.wellhead.transforms.minutes.MinuteRecords;
import io.wellhead.transforms.restream.Drain;
import io.wellhead.transforms.restream.Measurement;
import io.wellhead.transforms.restream.ReadInstanceUpdates;
import io.wellhead.transforms.restream.RestreamIO;
import io.wellhead.transforms.stages.AggregateStages;
import io.wellhead.transforms.stages.StageAggregation;
import io.wellhead.transforms.warehouse.TableDefinition;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.WriteDeadLetters;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.WithFailures;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TypeDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * The live path: from the rooms of a ReStream account to the tables of {@code restream_bronze} and
 * {@code restream_silver}.
 *
 * <pre>
 * Read measurements      (Measurement)    -> Write bronze measurements
 *   Convert measurements (silver row)     -> Write silver measurements
 *                        (site: minute)   -> Aggregate minutes -> Write silver minutes
 * Read instance updates  (InstanceUpdate)
 *   Sort instance updates (update)        -> Write bronze instance updates
 *                        (row)            -> Write silver pads, sites, fields, stages
 *   Aggregate stages     (stage figure)   -> Write silver stage aggregations
 * Read data changes      (ChangeEvent)
 *   Check data changes   (received)       -> Write bronze data changes
 *                        (usable)         -> Merge data changes -> Read corrected ranges
 *   Replace ranges       (Measurement)    -> Write bronze corrections
 *                        (silver row)     -> Write silver corrections
 *                        (removed second) -> Delete silver measurements
 *                        (minute)         -> Write corrected minutes
 *   Confirm data changes (what was written) -> POST; silver data changes
 * every step's failures                   -> Write dead letters
 * </pre>
 */
public final class RestreamToBigQuery {
  /** The pipeline's name in dead letters. */
  public static final String NAME = "restream-to-bigquery";

  private final RestreamToBigQueryConfig config;
  private final Drain drain;

  /** What is to be read again, in place of all else; null for the live path. */
  private final @Nullable Repairs repairs;

  private final List<PCollection<DeadLetter>> failures = new ArrayList<>();

  /** What the figures of stages follow. */
  private PCollectionTuple stageChanges;

  /** What a repair is asked for. */
  private record Repairs(List<CorrectedRange> ranges, List<SiteSeconds> running) {}

  private RestreamToBigQuery(
      RestreamToBigQueryConfig config, Drain drain, @Nullable Repairs repairs) {
    this.config = config;
    this.drain = drain;
    this.repairs = repairs;
  }

  /** The tables that the pipeline writes. */
  public static List<TableDefinition> tables() {
    return List.of(
        Tables.BRONZE_MEASUREMENTS,
        Tables.BRONZE_INSTANCE_UPDATES,
        Tables.BRONZE_DATA_CHANGES,
        Tables.SILVER_MEASUREMENTS,
        Tables.SILVER_MINUTES,
        Tables.SILVER_STAGES,
        Tables.SILVER_STAGE_AGGREGATIONS,
        Tables.SILVER_PADS,
        Tables.SILVER_SITES,
        Tables.SILVER_FIELDS,
        Tables.SILVER_DATA_CHANGES,
        Tables.DEAD_LETTERS);
  }

  /** Adds the whole job to the pipeline. */
  private void addTo(Pipeline pipeline) {
    stageChanges = PCollectionTuple.empty(pipeline);
    if (repairs == null) {
      addMeasurements(pipeline);
      addChanges(pipeline);
    } else {
      addRepairs(pipeline, repairs);
    }
    addInstances(pipeline);
    addStages();
    PCollectionList.of(failures).apply("Write dead letters", WriteDeadLetters.of(NAME));
  }

  private void addMeasurements(Pipeline pipeline) {
    WithFailures.Result<PCollection<Measurement>, DeadLetter> read =
        pipeline.apply("Read measurements", readMeasurements());
    failures.add(read.failures());
    PCollection<Measurement> measurements = read.output();
    failures.add(
        measurements.apply(
            "Write bronze measurements", MeasurementTables.bronze(config.unitSystem())));
    PCollectionTuple converted =
        measurements.apply(
            "Convert measurements",
            ConvertMeasurements.create().withMinutes(config.minutes() != null));
    failures.add(ConvertMeasurements.failures(converted));
    stageChanges =
        stageChanges.and(AggregateStages.DELIVERED, ConvertMeasurements.delivered(converted));
    failures.add(
        ConvertMeasurements.rows(converted)
            .apply("Write silver measurements", MeasurementTables.silver(config.unitSystem())));
    RestreamToBigQueryConfig.Minutes minutes = config.minutes();
    if (minutes != null) {
      addMinutes(ConvertMeasurements.minutes(converted), minutes);
    }
  }

  private void addStages() {
    RestreamToBigQueryConfig.Stages stages = config.stages();
    if (stages == null) {
      return;
    }
    WithFailures.Result<PCollection<StageAggregation>, DeadLetter> computed =
        stageChanges.apply(
            "Aggregate stages",
            AggregateStages.from(config.connection(), drain, stages.from())
                .askingWarehouse()
                .until(until())
                .withGrace(stages.grace()));
    failures.add(computed.failures());
    failures.add(
        computed.output().apply("Write silver stage aggregations", StageAggregation.write()));
  }

  /** A repair reads instances once, and leaves the stages alone that it does not touch. */
  private @Nullable Instant until() {
    return repairs == null ? config.until() : Instant.EPOCH;
  }

  private void addMinutes(
      PCollection<KV<Long, MinuteRecords>> records, RestreamToBigQueryConfig.Minutes minutes) {
    AggregateMinutes aggregate = AggregateMinutes.withAllowedLateness(minutes.allowedLateness());
    if (minutes.earlyFirings() != null) {
      aggregate = aggregate.withEarlyFirings(minutes.earlyFirings());
    }
    failures.add(
        records
            .apply("Aggregate minutes", aggregate)
            .apply("Write silver minutes", AggregateMinutes.write(config.unitSystem())));
  }

  private void addInstances(Pipeline pipeline) {
    PCollectionTuple sorted =
        pipeline
            .apply("Read instance updates", readInstances())
            .apply("Sort instance updates", SortInstances.create());
    failures.add(SortInstances.failures(sorted));
    failures.add(
        SortInstances.received(sorted)
            .apply("Write bronze instance updates", InstanceTables.bronze()));
    failures.add(SortInstances.pads(sorted).apply("Write silver pads", InstanceTables.pads()));
    failures.add(SortInstances.sites(sorted).apply("Write silver sites", InstanceTables.sites()));
    failures.add(
        SortInstances.fields(sorted).apply("Write silver fields", InstanceTables.fields()));
    failures.add(
        SortInstances.stages(sorted).apply("Write silver stages", InstanceTables.stages()));
    stageChanges =
        stageChanges
            .and(AggregateStages.STAGES, SortInstances.stages(sorted))
            .and(AggregateStages.DEFINITIONS, SortInstances.definitions(sorted));
  }

  private void addChanges(Pipeline pipeline) {
    PCollectionTuple checked =
        pipeline
            .apply("Read data changes", readChanges())
            .apply("Check data changes", CheckChanges.create());
    failures.add(CheckChanges.failures(checked));
    failures.add(
        CheckChanges.received(checked).apply("Write bronze data changes", ChangeTables.bronze()));
    if (config.correctionsTail() != null) {
      stageChanges = stageChanges.and(AggregateStages.CORRECTED, corrections().follow(checked));
    }
  }

  private void addRepairs(Pipeline pipeline, Repairs asked) {
    PCollection<SiteSeconds> running =
        pipeline.apply(
            "Running stages",
            Create.of(asked.running).withType(TypeDescriptor.of(SiteSeconds.class)));
    stageChanges =
        stageChanges
            .and(AggregateStages.CORRECTED, corrections().repair(pipeline, asked.ranges))
            .and(AggregateStages.DELIVERED, running);
  }

  private CorrectionPath corrections() {
    return new CorrectionPath(config, drain, failures);
  }

  private RestreamIO.Read readMeasurements() {
    RestreamIO.Read read =
        RestreamIO.read()
            .from(config.connection())
            .withIdleAfter(config.idleAfter())
            .withReconnectAfter(config.reconnectAfter())
            .withDrain(drain);
    read = config.rooms().isEmpty() ? read.withAllRooms() : read.withRooms(config.rooms());
    read = config.from() == null ? read : read.startingAt(config.from());
    return config.until() == null ? read : read.until(config.until());
  }

  private ReadInstanceUpdates readInstances() {
    ReadInstanceUpdates read =
        RestreamIO.readInstanceUpdates(config.connection())
            .withRefresh(config.refresh())
            .withStored(InstanceTables.storedStages())
            .withDrain(drain);
    read = config.rooms().isEmpty() ? read : read.withRooms(config.rooms());
    Instant until = until();
    return until == null ? read : read.until(until);
  }

  private ReadChanges readChanges() {
    ReadChanges read =
        RestreamIO.readChanges(config.connection())
            .withRefresh(config.changesRefresh())
            .withDrain(drain);
    read = config.rooms().isEmpty() ? read : read.withRooms(config.rooms());
    return config.until() == null ? read : read.until(config.until());
  }

  /**
   * Checks the options, asks the service and the warehouse whether the run can work, makes the
   * tables, and starts the pipeline.
   *
   * @return the running pipeline
   * @throws RejectedRunException if nothing was started, and why
   */
  public static PipelineResult launch(RestreamToBigQueryOptions options)
      throws RejectedRunException {
    return launch(options, Drain.create());
  }

  /**
   * As {@link #launch(RestreamToBigQueryOptions)}, with a way to end the run.
   *
   * @param drain when it is requested and the pipeline runs in this process, nothing more is read,
   *     everything that was read is written, and the pipeline ends by itself
   */
  public static PipelineResult launch(RestreamToBigQueryOptions options, Drain drain)
      throws RejectedRunException {
    return launch(options, drain, null);
  }

  /**
   * Reads ranges again and replaces their rows, as for a correction of the service, computes the
   * stages that they touch again, and ends by itself. Nothing is confirmed. What is read is held
   * until the end, some kB for each second.
   *
   * @param options with rooms that have the sites
   * @param ranges of whole minutes; the ids decide over which rows theirs win
   * @param running up to where the warehouse has the figures of stages that have not ended
   * @param drain ends the run early
   * @throws RejectedRunException if nothing was started, and why
   */
  public static PipelineResult repair(
      RestreamToBigQueryOptions options,
      List<CorrectedRange> ranges,
      List<SiteSeconds> running,
      Drain drain)
      throws RejectedRunException {
    if (ranges.isEmpty()) {
      throw new IllegalArgumentException("no range to repair");
    }
    return launch(options, drain, new Repairs(ranges, running));
  }

  private static PipelineResult launch(
      RestreamToBigQueryOptions options, Drain drain, @Nullable Repairs repairs)
      throws RejectedRunException {
    RestreamToBigQueryConfig config = RestreamToBigQueryConfig.from(options, Clock.systemUTC());
    Preflight.checkOptions(options, config.connection());
    Preflight.checkService(config.connection(), config.rooms());
    Preflight.prepareWarehouse(options, tables());
    return Start.of(assemble(options, config, drain, repairs));
  }

  /** The live path as {@link #launch} runs it; asks nobody anything. */
  static Pipeline assemble(
      RestreamToBigQueryOptions options, RestreamToBigQueryConfig config, Drain drain) {
    return assemble(options, config, drain, null);
  }

  private static Pipeline assemble(
      RestreamToBigQueryOptions options,
      RestreamToBigQueryConfig config,
      Drain drain,
      @Nullable Repairs repairs) {
    Pipeline pipeline = Pipeline.create(options);
    new RestreamToBigQuery(config, drain, repairs).addTo(pipeline);
    return pipeline;
  }

  /** Runs with the options of the command line and waits for the end, which may never come. */
  public static void main(String[] args) throws RejectedRunException {
    PipelineOptionsFactory.register(RestreamToBigQueryOptions.class);
    launch(
            PipelineOptionsFactory.fromArgs(args)
                .withValidation()
                .as(RestreamToBigQueryOptions.class))
        .waitUntilFinish();
  }
}
