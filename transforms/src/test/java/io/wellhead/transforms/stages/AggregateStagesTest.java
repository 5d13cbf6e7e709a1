// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.restream.model.Room;
import io.wellhead.transforms.TestPipelineExtension;
import io.wellhead.transforms.corrections.PieceRows;
import io.wellhead.transforms.corrections.PieceRowsCoder;
import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.deadletters.ErrorKind;
import io.wellhead.transforms.instances.InstanceRow;
import io.wellhead.transforms.measurements.SiteSeconds;
import io.wellhead.transforms.restream.Drain;
import io.wellhead.transforms.restream.InstanceUpdate;
import io.wellhead.transforms.restream.InstanceUpdate.Kind;
import io.wellhead.transforms.restream.InstanceUpdateCoder;
import io.wellhead.transforms.restream.Origin;
import io.wellhead.transforms.restream.RestreamConnection;
import io.wellhead.transforms.restream.SecretReference;
import java.io.Serial;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.WithFailures;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.joda.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The whole step in a pipeline, from a service in memory. */
class AggregateStagesTest {
  @RegisterExtension final TestPipelineExtension pipeline = new TestPipelineExtension();

  private static final Instant START = Instant.parse("2030-06-01T10:00:00Z");
  private static final long FIRST = START.getEpochSecond();
  private static final Clock CLOCK = Clock.fixed(START.minusSeconds(3600), ZoneOffset.UTC);
  private static final long SITE = 9102;
  private static final Duration STEP = Duration.standardSeconds(5);

  /** Serialized factories must find it. */
  private static FakeStageService service = new FakeStageService();

  private final Drain drain = Drain.create();

  private static final class Factory implements StageService.Factory {
    @Serial private static final long serialVersionUID = 1L;

    @Override
    public StageService open() {
      return service;
    }
  }

  @BeforeEach
  void makeService() {
    service = new FakeStageService();
    service.put(FIRST, "\"slurry_rate\":10");
    service.put(FIRST + 40, "\"slurry_rate\":20");
    service.put(FIRST + 80, "\"slurry_rate\":60");
    service.figures.put(700L, Map.of("avg_slurry_rate", 31));
  }

  @Test
  void runningStage_followsItsDataAndIsFinalAtTheEnd() throws Exception {
    WithFailures.Result<PCollection<StageAggregation>, DeadLetter> computed =
        aggregate(
            doAllThatIsDue(
                    doAllThatIsDue(seconds().addElements(new SiteSeconds(SITE, FIRST, FIRST + 30)))
                        .addElements(new SiteSeconds(SITE, FIRST + 31, FIRST + 60)))
                .advanceWatermarkToInfinity(),
            Create.empty(PieceRowsCoder.of()),
            stage("700", "\"2030-06-01T10:01:40Z\""));

    PAssert.that(computed.output())
        .satisfies(
            rows -> {
              assertThat(texts(rows, "avg_slurry_rate"))
                  .containsExactlyInAnyOrder(
                      "700 10.0 running",
                      "700 15.0 running",
                      "700 30.0 final, 31.0 of the vendor",
                      "9102-1906538400 deleted");
              return null;
            });
    PAssert.that(computed.failures()).empty();
    pipeline.run();
    assertThat(service.asked)
        .containsExactly(
            FIRST + "-" + (FIRST + 30),
            (FIRST + 31) + "-" + (FIRST + 60),
            FIRST + "-" + (FIRST + 100),
            "#700");
  }

  @Test
  void correctedStage_isComputedAgainWithItsRevision() throws Exception {
    WithFailures.Result<PCollection<StageAggregation>, DeadLetter> computed =
        aggregate(
            seconds().advanceWatermarkToInfinity(),
            Create.of(
                    new PieceRows(
                        SITE, 41, List.of(41L), FIRST, FIRST + 9, START, 10, 0, 20, 0, null))
                .withCoder(PieceRowsCoder.of()),
            stage("700", "\"2030-06-01T10:01:40Z\""));

    PAssert.that(computed.output())
        .satisfies(
            rows -> {
              assertThat(rows)
                  .filteredOn(row -> row.figure() != null)
                  .isNotEmpty()
                  .extracting(StageAggregation::revision)
                  .containsOnly(41L);
              return null;
            });
    pipeline.run();
  }

  @Test
  void stageThatTheServiceRefuses_isADeadLetter() throws Exception {
    service.refusing = true;
    WithFailures.Result<PCollection<StageAggregation>, DeadLetter> computed =
        aggregate(
            seconds().advanceWatermarkToInfinity(),
            Create.empty(PieceRowsCoder.of()),
            stage("700", "\"2030-06-01T10:01:40Z\""));

    PAssert.thatSingleton(computed.failures())
        .satisfies(
            letter -> {
              assertThat(letter.step()).isEqualTo("Aggregate stages");
              assertThat(letter.errorKind()).isEqualTo(ErrorKind.INVALID);
              assertThat(letter.message()).isEqualTo("no such site");
              assertThat(letter.source()).isEqualTo("site/9102");
              assertThat(new String(letter.payload(), UTF_8))
                  .contains("\"stage_id\":\"700\"", "\"end\":\"2030-06-01T10:01:40Z\"");
              return null;
            });
    pipeline.run();
  }

  @Test
  void readingThatFails_isTriedAgain() throws Exception {
    service.failures = 1;
    service.cutAfter = 1;
    WithFailures.Result<PCollection<StageAggregation>, DeadLetter> computed =
        aggregate(
            doAllThatIsDue(seconds().addElements(new SiteSeconds(SITE, FIRST, FIRST + 60)))
                .advanceWatermarkToInfinity(),
            Create.empty(PieceRowsCoder.of()),
            stage("9102-1906538400", "null"));

    PAssert.that(computed.output())
        .satisfies(
            rows -> {
              assertThat(texts(rows, "avg_slurry_rate"))
                  .containsExactly("9102-1906538400 15.0 running");
              return null;
            });
    pipeline.run();
  }

  @Test
  void drainThatWasRequested_leavesWhatIsDue() throws Exception {
    drain.request();

    PAssert.that(
            aggregate(
                    seconds().advanceWatermarkToInfinity(),
                    Create.empty(PieceRowsCoder.of()),
                    stage("700", "\"2030-06-01T10:01:40Z\""))
                .output())
        .empty();
    pipeline.run();

    assertThat(service.asked).isEmpty();
  }

  private WithFailures.Result<PCollection<StageAggregation>, DeadLetter> aggregate(
      TestStream<SiteSeconds> delivered, Create.Values<PieceRows> corrected, InstanceRow stage)
      throws Exception {
    PCollectionTuple changes =
        PCollectionTuple.of(
                AggregateStages.STAGES,
                pipeline.apply("Stages", Create.of(stage).withCoder(coder(InstanceRow.class))))
            .and(
                AggregateStages.DEFINITIONS,
                pipeline.apply(
                    "Definitions",
                    Create.of(
                            update(
                                Kind.PARAMETERS, "[]", "{\"slurry_rate\":{\"imperial\":\"bpm\"}}"))
                        .withCoder(InstanceUpdateCoder.of())))
            .and(AggregateStages.DELIVERED, pipeline.apply("Delivered", delivered))
            .and(AggregateStages.CORRECTED, pipeline.apply("Corrected", corrected));
    RestreamConnection connection =
        new RestreamConnection(
            URI.create("http://localhost:1"),
            "id",
            SecretReference.parse("env:NONE"),
            false,
            true,
            java.time.Duration.ofMinutes(1));
    return changes.apply(
        "Aggregate", AggregateStages.from(connection, drain, START).with(new Factory(), CLOCK));
  }

  private static <T> Coder<T> coder(Class<T> type) throws Exception {
    return CoderRegistry.createDefault().getCoder(type);
  }

  private static TestStream.Builder<SiteSeconds> seconds() throws Exception {
    return TestStream.create(coder(SiteSeconds.class));
  }

  /** More steps than it takes, in case that the other inputs come later than the seconds. */
  private static TestStream.Builder<SiteSeconds> doAllThatIsDue(
      TestStream.Builder<SiteSeconds> events) {
    TestStream.Builder<SiteSeconds> stepped = events;
    for (int i = 0; i < 12; i++) {
      stepped = stepped.advanceProcessingTime(STEP);
    }
    return stepped;
  }

  private static InstanceRow stage(String id, String end) {
    String named = id.contains("-") ? "" : ",\"id\":" + id;
    return new InstanceRow(
        update(
            Kind.STAGE,
            "{\"state\":\"frac_frac\",\"start\":\"%s\",\"end\":%s,\"stage_number\":1,\"site\":%d%s}"
                .formatted(START, end, SITE, named),
            null),
        null);
  }

  private static InstanceUpdate update(Kind kind, String json, @Nullable String known) {
    return new InstanceUpdate(
        "r",
        kind,
        SITE,
        Room.site(SITE),
        START,
        Origin.REPLAY,
        json.getBytes(UTF_8),
        known == null ? null : known.getBytes(UTF_8));
  }

  private static List<String> texts(Iterable<StageAggregation> rows, String parameter) {
    List<String> texts = new ArrayList<>();
    for (StageAggregation row : rows) {
      StageAggregation.Figure figure = row.figure();
      if (row.parameter().equals(parameter)) {
        texts.add(
            row.stage().stageId()
                + (figure == null
                    ? " deleted"
                    : " " + figure.value() + (row.isFinal() ? " final" : " running"))
                + (figure == null || figure.vendorValue() == null
                    ? ""
                    : ", " + figure.vendorValue() + " of the vendor"));
      }
    }
    return texts;
  }
}
