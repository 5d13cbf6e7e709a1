// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.instances;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.restream.model.Room;
import io.wellhead.transforms.deadletters.ErrorKind;
import io.wellhead.transforms.restream.InstanceUpdate;
import io.wellhead.transforms.restream.InstanceUpdate.Kind;
import io.wellhead.transforms.restream.Origin;
import io.wellhead.transforms.warehouse.RowChange;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.Test;

class SortInstancesTest {
  private static final Instant AT = Instant.parse("2030-06-01T10:00:00.000005Z");

  @Test
  void everyKind_goesToItsTableAndToBronze() {
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple sorted =
        sort(
            pipeline,
            update(Kind.PAD, "{\"id\":412,\"name\":\"P\"}"),
            update(Kind.SITE, "{\"id\":9102,\"name\":\"S\"}"),
            update(Kind.FIELD, "{\"id\":1,\"name\":\"tds\",\"connect_nulls\":false}"));

    PAssert.that(SortInstances.received(sorted)).satisfies(all -> hasSize(all, 3));
    PAssert.that(SortInstances.pads(sorted)).satisfies(all -> hasSize(all, 1));
    PAssert.that(SortInstances.sites(sorted)).satisfies(all -> hasSize(all, 1));
    PAssert.that(SortInstances.fields(sorted)).satisfies(all -> hasSize(all, 1));
    PAssert.that(SortInstances.failures(sorted)).empty();
    pipeline.run().waitUntilFinish();
  }

  @Test
  void stageWithId_isPutAndItsDerivedRowDeleted() {
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple sorted = sort(pipeline, update(Kind.STAGE, stage(",\"id\":700")));

    PAssert.that(SortInstances.stages(sorted))
        .satisfies(
            all -> {
              List<InstanceRow> rows = StreamSupport.stream(all.spliterator(), false).toList();
              assertThat(rows)
                  .extracting(InstanceRow::deleted)
                  .containsExactlyInAnyOrder(null, "9102-1906538400");
              assertThat(rows)
                  .extracting(row -> row.change().kind())
                  .containsExactlyInAnyOrder(RowChange.Kind.UPSERT, RowChange.Kind.DELETE);
              assertThat(rows)
                  .extracting(row -> row.change().sequence().first())
                  .containsOnly(1906538400_000_005L);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void runningStage_isPutAlone() {
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple sorted = sort(pipeline, update(Kind.STAGE, stage("")));

    PAssert.that(SortInstances.stages(sorted)).satisfies(all -> hasSize(all, 1));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void removedStage_isDeletedAndNotInBronze() {
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple sorted =
        sort(pipeline, update(Kind.STAGE_REMOVED, "{\"stage_id\":\"9102-5\"}"));

    PAssert.that(SortInstances.received(sorted)).empty();
    PAssert.thatSingleton(SortInstances.stages(sorted))
        .satisfies(
            row -> {
              assertThat(row.deleted()).isEqualTo("9102-5");
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void definitions_areInBronzeAndGoOn() {
    Pipeline pipeline = Pipeline.create();
    InstanceUpdate definitions = update(Kind.PARAMETERS, "[{\"name\":\"deep\"}]");
    PCollectionTuple sorted = sort(pipeline, definitions, update(Kind.PARAMETERS, "{}"));

    PAssert.that(SortInstances.received(sorted)).containsInAnyOrder(definitions);
    PAssert.that(SortInstances.definitions(sorted)).containsInAnyOrder(definitions);
    PAssert.that(SortInstances.failures(sorted)).satisfies(all -> hasSize(all, 1));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void messageOfAnUnknownObject_staysInBronzeAlone() {
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple sorted =
        sort(
            pipeline,
            new InstanceUpdate(
                "r",
                Kind.SITE,
                9102,
                Room.pad(412),
                AT,
                Origin.LIVE,
                "{\"id\":9102,\"name\":\"S\"}".getBytes(UTF_8),
                null));

    PAssert.that(SortInstances.received(sorted)).satisfies(all -> hasSize(all, 1));
    PAssert.that(SortInstances.sites(sorted)).empty();
    pipeline.run().waitUntilFinish();
  }

  @Test
  void unreadableUpdates_becomeDeadLettersWithTheirBytes() {
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple sorted =
        sort(pipeline, update(Kind.UNREADABLE, "[nonsense"), update(Kind.STAGE, "{}"));

    PAssert.that(SortInstances.received(sorted)).empty();
    PAssert.that(SortInstances.failures(sorted))
        .satisfies(
            all -> {
              assertThat(all)
                  .extracting(letter -> new String(letter.payload(), UTF_8))
                  .containsExactlyInAnyOrder("[nonsense", "{}");
              assertThat(all)
                  .extracting(letter -> letter.errorKind())
                  .containsOnly(ErrorKind.MALFORMED);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  private static Void hasSize(Iterable<?> all, int size) {
    assertThat(all).hasSize(size);
    return null;
  }

  private static PCollectionTuple sort(Pipeline pipeline, InstanceUpdate... updates) {
    return pipeline.apply(Create.of(List.of(updates))).apply(SortInstances.create());
  }

  private static InstanceUpdate update(Kind kind, String json) {
    return new InstanceUpdate(
        "r", kind, 1, Room.pad(412), AT, Origin.REPLAY, json.getBytes(UTF_8), null);
  }

  private static String stage(String id) {
    return "{\"state\":\"frac_frac\",\"start\":\"2030-06-01T10:00:00Z\",\"end\":null,"
        + "\"stage_number\":1,\"site\":9102"
        + id
        + "}";
  }
}
