// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.restream.model.Room;
import io.wellhead.sandbox.restream.Pace;
import io.wellhead.sandbox.restream.RestreamSandbox;
import io.wellhead.sandbox.restream.Truth;
import io.wellhead.sandbox.restream.scenarios.FaultScenario;
import io.wellhead.transforms.deadletters.DeadLetter;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithFailures;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever goes wrong, the DirectRunner reads the sandbox's truth exactly. */
class RestreamFaultsTest {
  private static final Instant START = Instant.parse("2026-06-01T06:00:00Z");
  private static final int SECONDS = 300;
  private static final ReadTiming IMPATIENT =
      new ReadTiming(
          Duration.ofMillis(10),
          Duration.ofMinutes(1),
          Duration.ofMillis(200),
          Duration.ofSeconds(2),
          Duration.ofSeconds(3),
          Duration.ofSeconds(3),
          Duration.ofSeconds(1));

  /** What the pipelines of this JVM read, by run. */
  private static final Map<String, Run> RUNS = new ConcurrentHashMap<>();

  @TempDir Path folder;

  @AfterEach
  void closeConnections() {
    RoomConnections.shared().closeAll();
  }

  @ParameterizedTest
  @EnumSource(FaultScenario.class)
  void read_whateverGoesWrong_givesTheTruthExactly(FaultScenario scenario) throws Exception {
    try (RestreamSandbox sandbox =
        RestreamSandbox.builder()
            .start(START)
            .until(START.plusSeconds(SECONDS - 1))
            .pace(Pace.unthrottled())
            .start()) {
      scenario.arm(sandbox);
      Run run = new Run(sandbox, scenario);
      RUNS.put(scenario.name(), run);
      assertThat(read(sandbox, scenario).getState()).isEqualTo(PipelineResult.State.DONE);
      assertThat(scenario.happened(sandbox)).as("the fault happened").isTrue();
      assertTruth(run, sandbox.truth(), scenario);
    }
  }

  private PipelineResult read(RestreamSandbox sandbox, FaultScenario scenario) throws Exception {
    DirectOptions options = PipelineOptionsFactory.as(DirectOptions.class);
    options.setTargetParallelism(2);
    options.setBlockOnRun(false);
    Pipeline pipeline = Pipeline.create(options);
    Path secret = Files.writeString(folder.resolve("secret"), sandbox.clientSecret());
    WithFailures.Result<PCollection<Measurement>, DeadLetter> records =
        pipeline.apply(
            RestreamIO.read()
                .from(
                    RestreamConnection.of(
                        sandbox.baseUrl(),
                        sandbox.clientId(),
                        SecretReference.parse("file:" + secret)))
                .withRooms(List.of(Room.pad(sandbox.padId())))
                .until(START.plusSeconds(SECONDS))
                .withTiming(IMPATIENT));
    records.output().apply("Keep", ParDo.of(new KeepFn(scenario.name())));
    records.failures().apply("Keep failures", ParDo.of(new KeepFailuresFn(scenario.name())));
    PipelineResult result = pipeline.run();
    result.waitUntilFinish(org.joda.time.Duration.standardSeconds(60));
    return result;
  }

  private static void assertTruth(Run run, Truth truth, FaultScenario scenario) {
    Set<String> missing = new TreeSet<>();
    for (long site : truth.siteIds()) {
      truth
          .live(site)
          .values()
          .forEach(json -> missing.add(new String(json, StandardCharsets.UTF_8)));
    }
    assertThat(missing).hasSize(3 * SECONDS);
    List<String> unexpected = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Measurement measurement : run.measurements) {
      if (!ids.add(measurement.recordId())) {
        unexpected.add("again " + measurement);
      } else if (!missing.remove(measurement.json())) {
        unexpected.add("wrong " + measurement.json());
      }
    }
    assertThat(missing).as("records missing").isEmpty();
    // Their values are judged where columns have types; as JSON they are sound.
    boolean soundAsJson =
        scenario == FaultScenario.RECORDS_WITH_NAN
            || scenario == FaultScenario.RECORDS_WITH_DUPLICATE_KEYS;
    assertThat(unexpected)
        .as("records twice or wrong")
        .hasSize(soundAsJson ? scenario.deadLetters() : 0);
    assertThat(run.deadLetters)
        .as("dead letters")
        .hasSize(soundAsJson ? 0 : scenario.deadLetters());
  }

  private static final class Run {
    final RestreamSandbox sandbox;
    final FaultScenario scenario;
    final Queue<Measurement> measurements = new ConcurrentLinkedQueue<>();
    final Queue<DeadLetter> deadLetters = new ConcurrentLinkedQueue<>();
    final AtomicInteger count = new AtomicInteger();

    Run(RestreamSandbox sandbox, FaultScenario scenario) {
      this.sandbox = sandbox;
      this.scenario = scenario;
    }
  }

  private static final class KeepFn extends DoFn<Measurement, Void> {
    @Serial private static final long serialVersionUID = 1L;

    private final String run;

    KeepFn(String run) {
      this.run = run;
    }

    @ProcessElement
    public void process(@Element Measurement measurement) {
      Run kept = RUNS.get(run);
      kept.measurements.add(measurement);
      if (kept.count.incrementAndGet() == SECONDS) {
        kept.scenario.midway(kept.sandbox);
      }
    }
  }

  private static final class KeepFailuresFn extends DoFn<DeadLetter, Void> {
    @Serial private static final long serialVersionUID = 1L;

    private final String run;

    KeepFailuresFn(String run) {
      this.run = run;
    }

    @ProcessElement
    public void process(@Element DeadLetter letter) {
      RUNS.get(run).deadLetters.add(letter);
    }
  }
}
