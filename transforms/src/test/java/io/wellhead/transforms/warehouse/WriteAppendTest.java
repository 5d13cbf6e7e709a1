// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.sandbox.bigquery.control.Counters;
import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.deadletters.ErrorKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Appends through BigQueryIO's Storage Write API into the sandbox. */
class WriteAppendTest {
  private static final Instant NOW = Instant.parse("2031-02-03T04:05:06.000007Z");

  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private SandboxWarehouse warehouse;

  @BeforeEach
  void makeTable() throws IOException {
    warehouse = new SandboxWarehouse(BIGQUERY.sandbox()).withTables(Tables.BRONZE_MEASUREMENTS);
  }

  @Test
  void boundedElements_becomeRows_valueForValue() {
    Pipeline pipeline = warehouse.pipeline();
    PAssert.that(pipeline.apply(Create.of(7L)).apply(write())).empty();
    pipeline.run().waitUntilFinish();
    Map<String, Object> row =
        warehouse.query("select * from " + warehouse.name(Tables.BRONZE_MEASUREMENTS)).get(0);
    assertThat(row)
        .containsEntry("record_id", "r7")
        .containsEntry("room", "pad/412")
        .containsEntry("site_id", 9102L)
        .containsEntry("event_time", Instant.ofEpochSecond(1_906_538_407))
        .containsEntry("received_at", NOW)
        .containsEntry("origin", "live")
        .containsEntry("change_id", null)
        .containsEntry("unit_system", "imperial");
    assertThat(row.get("payload")).hasToString("{\"n\":7,\"text\":\"ü\"}");
  }

  @Test
  void unboundedElements_areAppendedExactlyOnce() {
    assertThat(appendUnbounded()).isEqualTo(1000);
  }

  @Test
  void unboundedElements_fixedStreams_areAppendedExactlyOnce() {
    long streams = BIGQUERY.sandbox().counters().get(Counters.Name.STREAMS);
    assertThat(appendUnbounded("--numStorageWriteApiStreams=2")).isEqualTo(1000);
    assertThat(BIGQUERY.sandbox().counters().get(Counters.Name.STREAMS) - streams)
        .as("streams; one more would mean that an append was refused")
        .isEqualTo(2);
  }

  @Test
  void unboundedElements_atLeastOnce_areAppended() {
    assertThat(appendUnbounded("--appendAtLeastOnce")).isGreaterThanOrEqualTo(1000);
  }

  private long appendUnbounded(String... options) {
    Pipeline pipeline = warehouse.pipeline(options);
    TestStream.Builder<Long> stream = TestStream.create(VarLongCoder.of());
    for (int bundle = 0; bundle < 10; bundle++) {
      Long[] elements =
          LongStream.range(bundle * 100L, bundle * 100L + 100).boxed().toArray(Long[]::new);
      stream =
          stream
              .addElements(elements[0], Arrays.copyOfRange(elements, 1, elements.length))
              .advanceProcessingTime(Duration.standardSeconds(2));
    }
    // The last rows are flushed before the end finalizes the streams, which flushes them once more.
    stream = stream.advanceProcessingTime(Duration.standardSeconds(2));
    PAssert.that(pipeline.apply(stream.advanceWatermarkToInfinity()).apply(write())).empty();
    pipeline.run().waitUntilFinish();
    assertThat(
            warehouse
                .query(
                    "select count(distinct record_id) as n from "
                        + warehouse.name(Tables.BRONZE_MEASUREMENTS))
                .get(0))
        .containsEntry("n", 1000L);
    return warehouse.count(Tables.BRONZE_MEASUREMENTS);
  }

  @Test
  void elementThatDoesNotFit_becomesADeadLetter_andTheOthersAreWritten() {
    Pipeline pipeline = warehouse.pipeline();
    PCollection<DeadLetter> failures = pipeline.apply(Create.of(1L, -1L, 2L)).apply(write());
    PAssert.that(failures)
        .containsInAnyOrder(
            DeadLetter.of(
                "Write restream_bronze.measurements",
                ErrorKind.INVALID,
                "restream_bronze.measurements.payload: a required value is missing",
                subject(-1L),
                NOW));
    pipeline.run().waitUntilFinish();
    assertThat(warehouse.count(Tables.BRONZE_MEASUREMENTS)).isEqualTo(2);
  }

  @Test
  void rowThatTheServiceRefuses_becomesADeadLetterWithAllItsColumns() {
    Pipeline pipeline = warehouse.pipeline();
    PCollection<DeadLetter> failures =
        pipeline
            .apply(Create.of(1L, 2L, 3L))
            .apply(
                WriteAppend.to(
                        Tables.BRONZE_MEASUREMENTS,
                        (Long n, RowWriter row) -> format(n, row, n == 2 ? "{broken" : "{}"),
                        WriteAppendTest::subject)
                    .withClock(Clock.fixed(NOW, ZoneOffset.UTC)));
    PAssert.that(failures)
        .satisfies(
            letters -> {
              DeadLetter letter = letters.iterator().next();
              assertThat(letters).hasSize(1);
              assertThat(letter.errorKind()).isEqualTo(ErrorKind.REJECTED);
              assertThat(letter.message()).isNotBlank();
              assertThat(new String(letter.payload(), StandardCharsets.UTF_8))
                  .contains("\"record_id\":\"r2\"", "{broken", "\"site_id\":\"9102\"");
              return null;
            });
    pipeline.run().waitUntilFinish();
    assertThat(warehouse.count(Tables.BRONZE_MEASUREMENTS)).isEqualTo(2);
  }

  @Test
  void to_currentStateTable_isRefusedWhenBuilt() {
    assertThatThrownBy(
            () ->
                WriteAppend.to(
                    Tables.SILVER_STAGES, (Long n, RowWriter row) -> {}, WriteAppendTest::subject))
        .hasMessageContaining("restream_silver.stages has a primary key");
  }

  private static WriteAppend<Long> write() {
    return WriteAppend.to(
            Tables.BRONZE_MEASUREMENTS,
            (Long n, RowWriter row) ->
                format(n, row, n < 0 ? null : "{\"n\":" + n + ",\"text\":\"ü\"}"),
            WriteAppendTest::subject)
        .withClock(Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static void format(long n, RowWriter row, String payload) {
    row.set("record_id", "r" + n)
        .set("room", "pad/412")
        .set("site_id", 9102)
        .setEpochSecond("event_time", 1_906_538_400 + n)
        .set("received_at", NOW)
        .set("origin", "live")
        .set("unit_system", "imperial")
        .set("payload", payload);
  }

  private static DeadLetter.Subject subject(Long n) {
    return new DeadLetter.Subject(
        List.of(n).toString().getBytes(StandardCharsets.UTF_8), "pad/412", null);
  }
}
