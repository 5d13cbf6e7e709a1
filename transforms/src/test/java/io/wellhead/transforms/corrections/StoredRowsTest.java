// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.restream.DataRecord;
import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.sandbox.bigquery.control.Counters;
import io.wellhead.transforms.measurements.MeasurementTables;
import io.wellhead.transforms.minutes.AggregateMinutes;
import io.wellhead.transforms.restream.Measurement;
import io.wellhead.transforms.warehouse.SandboxWarehouse;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StoredRowsTest {
  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private static final long SITE = 9102;
  private static final int HOUR = 3600;
  private static final long DAY = Instant.parse("2030-06-01T00:00:00Z").getEpochSecond();
  private static final Instant READ = Instant.parse("2030-06-09T00:00:00Z");
  private static final CorrectedRange RANGE = range(7);

  private SandboxWarehouse warehouse;
  private StoredRows stored;

  @BeforeEach
  void open() throws IOException {
    warehouse =
        new SandboxWarehouse(BIGQUERY.sandbox())
            .withTables(Tables.SILVER_MEASUREMENTS, Tables.SILVER_MINUTES);
    stored = new StoredRows(Warehouse.from(warehouse.options()), null);
  }

  @Test
  void hoursOfADay_areAskedAtOnce_andKeptApart() {
    write(3 * HOUR + 60, "slurry_rate");
    write(5 * HOUR, "former");
    long before = requests();

    List<Integer> held = new ArrayList<>();
    List<String> fields = new ArrayList<>();
    for (int hour = 0; hour < 24; hour++) {
      CorrectedPiece piece = piece(RANGE, hour, READ.plusSeconds(hour));
      if (stored.mayHoldSeconds(piece)) {
        held.add(hour);
      }
      for (String field : stored.fields(piece)) {
        fields.add(hour + " " + field);
      }
    }

    assertThat(held).containsExactly(3, 5);
    assertThat(fields).containsExactly("3 slurry_rate", "5 former");
    assertThat(requests() - before).as("one of seconds, one of minutes").isEqualTo(2);
  }

  @Test
  void eachDay_isAskedForItself() {
    write(24 * HOUR + 60, "slurry_rate");

    assertThat(stored.mayHoldSeconds(piece(RANGE, 23, READ))).isFalse();
    assertThat(stored.mayHoldSeconds(piece(RANGE, 24, READ))).isTrue();
    assertThat(stored.mayHoldSeconds(piece(RANGE, 25, READ))).isFalse();
  }

  /** What an earlier range brought there is not in answers that were given before. */
  @Test
  void anotherRange_asksAnew() {
    assertThat(stored.mayHoldSeconds(piece(RANGE, 3, READ))).isFalse();
    write(3 * HOUR, "slurry_rate");

    assertThat(stored.mayHoldSeconds(piece(range(8), 3, READ))).isTrue();
    assertThat(stored.fields(piece(range(8), 3, READ))).containsExactly("slurry_rate");
  }

  @Test
  void pieceThatWasGivenBefore_asksAnew() {
    CorrectedPiece piece = piece(RANGE, 3, READ);
    assertThat(stored.fields(piece)).isEmpty();
    write(3 * HOUR, "former");

    assertThat(stored.fields(piece)).isEmpty();
    assertThat(stored.fields(piece.givenBefore())).containsExactly("former", "proppant");
  }

  @Test
  void answer_servesForAMinute() {
    assertThat(stored.mayHoldSeconds(piece(RANGE, 3, READ))).isFalse();
    write(3 * HOUR, "slurry_rate");

    assertThat(stored.mayHoldSeconds(piece(RANGE, 3, READ.plusSeconds(60)))).isFalse();
    assertThat(stored.mayHoldSeconds(piece(RANGE, 3, READ.plusSeconds(61)))).isTrue();
  }

  private static long requests() {
    return BIGQUERY.sandbox().counters().get(Counters.Name.REST_REQUESTS);
  }

  /** Writes a second that has that field, and its minute. */
  private void write(int second, String field) {
    byte[] json = "{\"timestamp\":%d,\"%s\":1.5}".formatted(DAY + second, field).getBytes(UTF_8);
    Measurement record = Measurement.correction(SITE, DataRecord.parse(json), 1, READ);
    long minute = CorrectedRange.minuteOf(DAY + second);
    CorrectedPiece piece =
        new CorrectedPiece(
            RANGE, minute, minute + 59, minute + 59, READ, false, List.of(field), List.of(record));
    Pipeline pipeline = warehouse.pipeline();
    PCollectionTuple replaced =
        pipeline
            .apply(Create.of(List.of(piece)).withCoder(CorrectedPieceCoder.of()))
            .apply(ReplaceRange.create());
    ReplaceRange.corrected(replaced).apply("Write", MeasurementTables.silver("imperial"));
    ReplaceRange.minutes(replaced).apply("Minutes", AggregateMinutes.write("imperial"));
    pipeline.run().waitUntilFinish();
  }

  private static CorrectedRange range(long id) {
    return new CorrectedRange(SITE, DAY, DAY + 3 * 24 * HOUR - 1, List.of(id));
  }

  private static CorrectedPiece piece(CorrectedRange range, int hour, Instant readAt) {
    long from = DAY + (long) hour * HOUR;
    long through = from + HOUR - 1;
    return new CorrectedPiece(
        range, from, through, through, readAt, false, List.of("proppant"), List.of());
  }
}
