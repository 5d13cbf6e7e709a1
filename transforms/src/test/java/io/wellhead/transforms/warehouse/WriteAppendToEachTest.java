// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.deadletters.ErrorKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
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

/**
 * Appends to three tables of one shape, in two datasets; an element is a number, and its remainder
 * by three chooses the table.
 */
class WriteAppendToEachTest {
  private static final long INVALID = 901;
  private static final long REJECTED = 902;

  private static final Instant NOW = Instant.parse("2031-02-03T04:05:06.000007Z");

  private static final TableDefinition SHAPE =
      new TableDefinition(
          "bronze",
          "shape",
          "Events.",
          List.of(
              new Column("n", ColumnType.INT64, true, ""),
              new Column("payload", ColumnType.JSON, false, ""),
              Column.record(
                  "meta",
                  Column.Mode.NULLABLE,
                  "",
                  new Column("uuid", ColumnType.STRING, false, ""))),
          null,
          List.of(),
          List.of(),
          null);

  private static final List<TableName> NAMES =
      List.of(
          new TableName("bronze", "wells"),
          new TableName("bronze", "my-pumps é"),
          new TableName("other", "wells"));

  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private SandboxWarehouse warehouse;

  @BeforeEach
  void makeTables() throws IOException {
    warehouse =
        new SandboxWarehouse(BIGQUERY.sandbox())
            .withTables(NAMES.stream().map(SHAPE::at).toArray(TableDefinition[]::new));
  }

  @Test
  void boundedElements_goWhereTheySay() {
    Pipeline pipeline = warehouse.pipeline();
    PAssert.that(pipeline.apply(Create.of(1L, 2L, 3L, 4L)).apply(write())).empty();
    pipeline.run().waitUntilFinish();
    assertThat(numbers(0)).containsExactly(3L);
    assertThat(numbers(1)).containsExactly(1L, 4L);
    assertThat(numbers(2)).containsExactly(2L);
    assertThat(warehouse.query("select meta.uuid as u from " + warehouse.name(table(2))).get(0))
        .containsEntry("u", "u2");
  }

  @Test
  void unboundedElements_areAppendedExactlyOnce() {
    appendUnbounded();
    assertThat(warehouse.count(table(0))).isEqualTo(200);
  }

  @Test
  void unboundedElements_atLeastOnce_areAppended() {
    appendUnbounded("--appendAtLeastOnce");
  }

  private void appendUnbounded(String... options) {
    Pipeline pipeline = warehouse.pipeline(options);
    TestStream.Builder<Long> stream = TestStream.create(VarLongCoder.of());
    for (int bundle = 0; bundle < 6; bundle++) {
      Long[] elements =
          LongStream.range(bundle * 100L, bundle * 100L + 100).boxed().toArray(Long[]::new);
      stream =
          stream
              .addElements(elements[0], Arrays.copyOfRange(elements, 1, elements.length))
              .advanceProcessingTime(Duration.standardSeconds(2));
    }
    stream = stream.advanceProcessingTime(Duration.standardSeconds(2));
    PAssert.that(pipeline.apply(stream.advanceWatermarkToInfinity()).apply(write())).empty();
    pipeline.run().waitUntilFinish();
    for (int table = 0; table < NAMES.size(); table++) {
      long remainder = table;
      assertThat(numbers(table).stream().distinct())
          .containsExactlyElementsOf(
              LongStream.range(0, 600).filter(n -> n % 3 == remainder).boxed().toList());
    }
  }

  @Test
  void failures_nameTheTableThatTheyAreOf() {
    Pipeline pipeline = warehouse.pipeline();
    PCollection<DeadLetter> failures =
        pipeline.apply(Create.of(6L, INVALID, REJECTED, 9L, 10L, 11L)).apply(write());
    PAssert.that(failures)
        .satisfies(
            letters -> {
              List<DeadLetter> all =
                  StreamSupport.stream(letters.spliterator(), false)
                      .sorted((a, b) -> a.step().compareTo(b.step()))
                      .toList();
              assertThat(all)
                  .extracting(DeadLetter::step)
                  .containsExactly("Write bronze.my-pumps é", "Write other.wells");
              assertThat(all.get(0).errorKind()).isEqualTo(ErrorKind.INVALID);
              assertThat(all.get(0).message())
                  .isEqualTo("bronze.my-pumps é.payload: expected JSON, found an integer");
              assertThat(all.get(1).errorKind()).isEqualTo(ErrorKind.REJECTED);
              assertThat(new String(all.get(1).payload(), StandardCharsets.UTF_8))
                  .contains("\"n\":\"902\"", "{broken", "\"meta\":{\"uuid\":\"u902\"}");
              return null;
            });
    pipeline.run().waitUntilFinish();
    assertThat(numbers(0)).containsExactly(6L, 9L);
    assertThat(numbers(1)).containsExactly(10L);
    assertThat(numbers(2)).containsExactly(11L);
  }

  @Test
  void toEach_keyedShape_isRefusedWhenBuilt() {
    assertThatThrownBy(
            () ->
                WriteAppend.toEach(
                    Tables.SILVER_STAGES,
                    (Long n) -> NAMES.get(0),
                    (n, row) -> {},
                    n -> new DeadLetter.Subject(new byte[0], null, null)))
        .hasMessageContaining("restream_silver.stages has a primary key");
  }

  private static TableDefinition table(int index) {
    return SHAPE.at(NAMES.get(index));
  }

  private List<Object> numbers(int table) {
    return warehouse
        .query("select n from `" + warehouse.name(table(table)) + "` order by n")
        .stream()
        .map(row -> row.get("n"))
        .toList();
  }

  private static WriteAppend<Long> write() {
    return WriteAppend.<Long>toEach(
            SHAPE,
            n -> NAMES.get((int) (n % NAMES.size())),
            (n, row) -> {
              row.setLong(0, n);
              if (n == INVALID) {
                row.setLong(1, n);
              }
              row.setJson(1, n == REJECTED ? "{broken" : "{}");
              row.beginRecord(2);
              row.setText(0, "u" + n);
              row.endRecord();
            },
            n -> new DeadLetter.Subject(n.toString().getBytes(StandardCharsets.UTF_8), null, null))
        .withClock(Clock.fixed(NOW, ZoneOffset.UTC));
  }
}
