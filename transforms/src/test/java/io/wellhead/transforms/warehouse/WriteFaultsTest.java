// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.sandbox.bigquery.control.Call;
import io.wellhead.sandbox.bigquery.control.Fault;
import io.wellhead.sandbox.bigquery.control.FaultRule;
import io.wellhead.sandbox.bigquery.control.Faults;
import io.wellhead.transforms.deadletters.DeadLetter;
import java.io.IOException;
import java.io.Serial;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing is lost, and in exactly-once mode nothing doubled, when the service fails in between. */
class WriteFaultsTest {
  private static final int ROWS = 600;
  private static final int ROWS_PER_BUNDLE = 60;
  private static final DeadLetter.Subject NOTHING = new DeadLetter.Subject(new byte[0], null, null);

  /** What happens before the elements 200, 300 and 400 are written; once, however often retried. */
  private static final Queue<Runnable> HARMS = new ConcurrentLinkedQueue<>();

  @RegisterExtension final BigQuerySandboxExtension bigquery = new BigQuerySandboxExtension();

  private SandboxWarehouse warehouse;

  @BeforeEach
  void makeTables() throws IOException {
    HARMS.clear();
    warehouse =
        new SandboxWarehouse(bigquery.sandbox())
            .withTables(Tables.BRONZE_MEASUREMENTS, Tables.SILVER_PADS);
  }

  @Test
  void serviceRestarts_duringAppends_everyRowIsThereOnce() {
    HARMS.add(bigquery.sandbox()::restart);
    HARMS.add(bigquery.sandbox()::restart);
    append();
  }

  @Test
  void serviceRestarts_duringUpserts_everyKeyIsThere() {
    HARMS.add(bigquery.sandbox()::restart);
    HARMS.add(bigquery.sandbox()::restart);
    upsert();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {
        "NOT_FOUND",
        "RESOURCE_EXHAUSTED",
        "CONNECTION_EXHAUSTED",
        "INTERNAL",
        "UNAVAILABLE",
        "LOST_ANSWER",
        "SLOW"
      })
  void appendsFail_inExactlyOnceMode_everyRowIsThereOnce(Fault fault) {
    HARMS.add(() -> faults().inject(fault, 2));
    append();
    assertThat(faults().pending()).as("faults that did not strike").isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = Call.class,
      names = {"CREATE_WRITE_STREAM", "FLUSH_ROWS"})
  void streamCallsFail_inExactlyOnceMode_everyRowIsThereOnce(Call call) {
    faults().inject(FaultRule.of(Fault.UNAVAILABLE, call, 2));
    append();
    assertThat(faults().pending()).as("faults that did not strike").isZero();
  }

  // Not CONNECTION_EXHAUSTED: Beam's default-stream writer keeps the closed connection and fails
  // its
  // bundle, which Dataflow repeats and the DirectRunner does not.
  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"NOT_FOUND", "RESOURCE_EXHAUSTED", "INTERNAL", "UNAVAILABLE", "LOST_ANSWER", "SLOW"})
  void upsertsFail_everyKeyIsThere(Fault fault) {
    HARMS.add(() -> faults().inject(fault, 2));
    upsert();
    assertThat(faults().pending()).as("faults that did not strike").isZero();
  }

  private Faults faults() {
    return bigquery.sandbox().faults();
  }

  private void append() {
    run(
        WriteAppend.to(
            Tables.BRONZE_MEASUREMENTS,
            (Long n, RowWriter row) ->
                row.set("record_id", "r" + n)
                    .set("room", "pad/412")
                    .set("site_id", 9102)
                    .setEpochSecond("event_time", n)
                    .setEpochSecond("received_at", n)
                    .set("origin", "live")
                    .set("unit_system", "imperial")
                    .set("payload", "{}"),
            n -> NOTHING));
    assertThat(
            warehouse
                .query(
                    "select count(*) as n, count(distinct record_id) as d from "
                        + warehouse.name(Tables.BRONZE_MEASUREMENTS))
                .get(0))
        .isEqualTo(Map.of("n", (long) ROWS, "d", (long) ROWS));
  }

  private void upsert() {
    run(
        WriteUpserts.to(
            Tables.SILVER_PADS,
            (Long n, RowWriter row) -> row.set("id", n).set("name", "pad " + n),
            n -> RowChange.upsert(ChangeSequence.of(n)),
            n -> NOTHING));
    assertThat(warehouse.count(Tables.SILVER_PADS)).isEqualTo(ROWS);
  }

  private void run(PTransform<PCollection<Long>, PCollection<DeadLetter>> write) {
    Pipeline pipeline = warehouse.pipeline();
    TestStream.Builder<Long> stream = TestStream.create(VarLongCoder.of());
    for (long from = 0; from < ROWS; from += ROWS_PER_BUNDLE) {
      Long[] rest = LongStream.range(from, from + ROWS_PER_BUNDLE).boxed().toArray(Long[]::new);
      stream =
          stream
              .addElements(rest[0], Arrays.copyOfRange(rest, 1, rest.length))
              .advanceProcessingTime(Duration.standardSeconds(2));
    }
    PAssert.that(
            pipeline
                .apply(stream.advanceWatermarkToInfinity())
                .apply("Harm", ParDo.of(new HarmFn()))
                .apply(write))
        .empty();
    pipeline.run().waitUntilFinish();
    assertThat(HARMS).as("harms that were not done").isEmpty();
  }

  private static final class HarmFn extends DoFn<Long, Long> {
    @Serial private static final long serialVersionUID = 1L;

    @ProcessElement
    public void process(@Element Long element, OutputReceiver<Long> out) {
      if (element == 200 || element == 300 || element == 400) {
        Runnable harm = HARMS.poll();
        if (harm != null) {
          harm.run();
        }
      }
      out.output(element);
    }
  }
}
