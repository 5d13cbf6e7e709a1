// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.deadletters.ErrorKind;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A row with a column of every type goes through BigQueryIO into the sandbox. */
class ColumnTypesTest {
  private static final Column[] FIELDS = {
    new Column("code", ColumnType.STRING, true, ""),
    new Column("sizes", ColumnType.INT64, Column.Mode.REPEATED, "", List.of())
  };

  private static final TableDefinition TABLE =
      new TableDefinition(
          "types",
          "all",
          "A column of every type.",
          List.of(
              new Column("id", ColumnType.INT64, true, ""),
              new Column("json", ColumnType.JSON, false, ""),
              new Column("numeric", ColumnType.NUMERIC, false, ""),
              new Column("bignumeric", ColumnType.BIGNUMERIC, false, ""),
              new Column("date", ColumnType.DATE, false, ""),
              new Column("time", ColumnType.TIME, false, ""),
              new Column("datetime", ColumnType.DATETIME, false, ""),
              new Column("geography", ColumnType.GEOGRAPHY, false, ""),
              new Column("days", ColumnType.DATE, Column.Mode.REPEATED, "", List.of()),
              Column.record("part", Column.Mode.NULLABLE, "", FIELDS),
              Column.record("parts", Column.Mode.REPEATED, "", FIELDS),
              new Column("at", ColumnType.TIMESTAMP, false, "")),
          null,
          List.of(),
          List.of(),
          null);

  private static final LocalDate DAY = LocalDate.of(2031, 2, 3);
  private static final LocalTime TIME = LocalTime.of(23, 59, 58, 999_999_000);

  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private SandboxWarehouse warehouse;

  @BeforeEach
  void makeTable() throws IOException {
    warehouse = new SandboxWarehouse(BIGQUERY.sandbox()).withTables(TABLE);
  }

  @Test
  void everyType_isStoredAsTheSameValue() {
    Pipeline pipeline = warehouse.pipeline();
    PAssert.that(pipeline.apply(Create.of(1L)).apply(write("{}"))).empty();
    pipeline.run().waitUntilFinish();
    Map<String, Object> row = warehouse.query("select * from " + warehouse.name(TABLE)).get(0);
    assertThat(row)
        .containsEntry("numeric", new BigDecimal("-12.345000000"))
        .containsEntry("bignumeric", "1.00000000000000000000000000000000000001")
        .containsEntry("date", DAY)
        .containsEntry("time", TIME)
        .containsEntry("datetime", LocalDateTime.of(DAY, TIME))
        .containsEntry("geography", "POINT(1 2)")
        .containsEntry("days", List.of(DAY, DAY.plusDays(1)))
        .containsEntry("part", Map.of("code", "a", "sizes", List.of(1L, 2L)))
        .containsEntry(
            "parts",
            List.of(
                Map.of("code", "b", "sizes", List.of(3L)),
                Map.of("code", "c", "sizes", List.of(4L))))
        .containsEntry("at", Instant.parse("2031-02-03T23:59:58.999999Z"));
  }

  @Test
  void rowThatIsRejected_isReadableInItsDeadLetter() {
    Pipeline pipeline = warehouse.pipeline();
    PAssert.that(pipeline.apply(Create.of(1L)).apply(write("{broken")))
        .satisfies(
            letters -> {
              DeadLetter letter = letters.iterator().next();
              assertThat(letter.errorKind()).isEqualTo(ErrorKind.REJECTED);
              assertThat(new String(letter.payload(), StandardCharsets.UTF_8))
                  .contains("\"numeric\":\"-12.345\"", "\"date\":\"2031-02-03\"")
                  .contains("\"time\":\"23:59:58.999999\"", "2031-02-03T23:59:58.999999")
                  .contains("\"part\":{\"code\":\"a\",\"sizes\":[\"1\",\"2\"]}");
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  private static WriteAppend<Long> write(String json) {
    return WriteAppend.to(
        TABLE,
        (id, row) -> {
          long micros = TIME.toNanoOfDay() / 1000;
          row.setLong(0, id);
          row.setJson(1, json);
          row.setDecimal(2, new BigDecimal("-12.345"));
          row.setDecimal(3, new BigDecimal("1.00000000000000000000000000000000000001"));
          row.setDate(4, DAY.toEpochDay());
          row.setTime(5, micros);
          row.setDateTime(6, DAY.toEpochDay(), micros);
          row.setText(7, "POINT(1 2)");
          row.setDate(8, DAY.toEpochDay());
          row.setDate(8, DAY.plusDays(1).toEpochDay());
          row.beginRecord(9);
          fields(row, "a", 1, 2);
          row.endRecord();
          row.beginRecord("parts");
          fields(row, "b", 3);
          row.endRecord().beginRecord("parts");
          fields(row, "c", 4);
          row.endRecord();
          row.setTimestamp(11, DAY.toEpochDay() * 86_400_000_000L + micros);
        },
        id -> new DeadLetter.Subject(new byte[0], null, null));
  }

  private static void fields(RowWriter row, String code, long... sizes) {
    row.set("code", code);
    for (long size : sizes) {
      row.setLong(1, size);
    }
  }
}
