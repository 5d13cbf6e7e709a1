// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.restream.model.Room;
import io.wellhead.sandbox.restream.RestreamSandbox;
import io.wellhead.transforms.deadletters.DeadLetter;
import java.io.Serial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithFailures;
import org.apache.beam.sdk.values.PCollection;

/** What a pipeline on the DirectRunner reads of a sandbox. */
final class SandboxReading {
  /** Waits that suit a service whose time flies. */
  static final ReadTiming IMPATIENT =
      new ReadTiming(
          Duration.ofMillis(10),
          Duration.ofMinutes(1),
          Duration.ofMillis(200),
          Duration.ofSeconds(2),
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(1));

  private static final Map<Integer, SandboxReading> RUNNING = new ConcurrentHashMap<>();
  private static final AtomicInteger IDS = new AtomicInteger();

  final Queue<Measurement> measurements = new ConcurrentLinkedQueue<>();
  final Queue<DeadLetter> deadLetters = new ConcurrentLinkedQueue<>();

  private final int id = IDS.incrementAndGet();
  private final AtomicInteger count = new AtomicInteger();
  private final RestreamSandbox sandbox;
  private final RestreamConnection connection;
  private int midwayAt = Integer.MAX_VALUE;
  private Runnable midway = () -> {};

  /**
   * Prepares a reading.
   *
   * @param folder for the file with the secret
   */
  SandboxReading(RestreamSandbox sandbox, Path folder) throws Exception {
    this.sandbox = sandbox;
    Path secret = Files.writeString(folder.resolve("secret"), sandbox.clientSecret());
    connection =
        RestreamConnection.of(
                sandbox.baseUrl(), sandbox.clientId(), SecretReference.parse("file:" + secret))
            .withReadTimeout(Duration.ofSeconds(3));
  }

  RestreamConnection connection() {
    return connection;
  }

  /** Does something when so many records have been read. */
  void at(int records, Runnable action) {
    midwayAt = records;
    midway = action;
  }

  /** Reads the first pad until the reading ends by itself. */
  void run(UnaryOperator<RestreamIO.Read> details) {
    RUNNING.put(id, this);
    DirectOptions options = PipelineOptionsFactory.as(DirectOptions.class);
    options.setTargetParallelism(2);
    options.setBlockOnRun(false);
    Pipeline pipeline = Pipeline.create(options);
    RestreamIO.Read read =
        RestreamIO.read()
            .from(connection)
            .withRooms(List.of(Room.pad(sandbox.padId())))
            .withTiming(IMPATIENT);
    WithFailures.Result<PCollection<Measurement>, DeadLetter> records =
        pipeline.apply(details.apply(read));
    records.output().apply("Keep", ParDo.of(new KeepFn(id)));
    records.failures().apply("Keep failures", ParDo.of(new KeepFailuresFn(id)));
    PipelineResult result = pipeline.run();
    result.waitUntilFinish(org.joda.time.Duration.standardMinutes(2));
    assertThat(result.getState()).isEqualTo(PipelineResult.State.DONE);
    RUNNING.remove(id);
  }

  private void keep(Measurement measurement) {
    measurements.add(measurement);
    if (count.incrementAndGet() == midwayAt) {
      midway.run();
    }
  }

  private static final class KeepFn extends DoFn<Measurement, Void> {
    @Serial private static final long serialVersionUID = 1L;

    private final int reading;

    KeepFn(int reading) {
      this.reading = reading;
    }

    @ProcessElement
    public void process(@Element Measurement measurement) {
      RUNNING.get(reading).keep(measurement);
    }
  }

  private static final class KeepFailuresFn extends DoFn<DeadLetter, Void> {
    @Serial private static final long serialVersionUID = 1L;

    private final int reading;

    KeepFailuresFn(int reading) {
      this.reading = reading;
    }

    @ProcessElement
    public void process(@Element DeadLetter letter) {
      RUNNING.get(reading).deadLetters.add(letter);
    }
  }
}
