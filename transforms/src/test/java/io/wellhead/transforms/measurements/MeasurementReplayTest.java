// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.measurements;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wellhead.restream.model.Room;
import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.sandbox.bigquery.control.Fault;
import io.wellhead.transforms.restream.Measurement;
import io.wellhead.transforms.restream.Replay;
import io.wellhead.transforms.warehouse.KeptLetter;
import io.wellhead.transforms.warehouse.RowReplay;
import io.wellhead.transforms.warehouse.SandboxWarehouse;
import io.wellhead.transforms.warehouse.TableDefinition;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.WriteAppend;
import io.wellhead.transforms.warehouse.WriteUpserts;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Dead letters of converting and writing measurements, taken from their table and processed again
 * once their cause is mended.
 */
class MeasurementReplayTest {
  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private static final JsonMapper JSON = new JsonMapper();
  private static final Room PAD = Room.pad(412);
  private static final Instant RECEIVED = Instant.parse("2030-06-01T10:00:02.500Z");
  private static final String RECORD =
      "{\"timestamp\":1906538400, \"slurry_rate\":88.5,\"frac_stage_step\":\"3a\",\"new\":1.10,"
          + "\"swab_valve\":\"C\",\"site_id\":9102}";
  private static final Measurement RIGHT = Replay.record(PAD, RECORD.getBytes(UTF_8), RECEIVED);
  private static final Measurement PLAIN =
      Replay.record(PAD, RECORD.replace("\"3a\"", "3").getBytes(UTF_8), RECEIVED);

  private SandboxWarehouse warehouse;

  @BeforeEach
  void makeTables() throws IOException {
    warehouse =
        new SandboxWarehouse(BIGQUERY.sandbox())
            .withTables(
                Tables.DEAD_LETTERS, Tables.BRONZE_MEASUREMENTS, Tables.SILVER_MEASUREMENTS);
  }

  /** Mended by a column of the type that the service sends. */
  @Test
  void valueOfTheWrongType_isARowOnceItsColumnHasTheRightOne() {
    Pipeline pipeline = warehouse.pipeline();
    KeptLetter.write(
        ConvertMeasurements.failures(
            pipeline.apply(Create.of(RIGHT)).apply(ConvertMeasurements.create())));
    pipeline.run().waitUntilFinish();
    KeptLetter letter = onlyLetter("Convert measurements", "invalid");

    Measurement again = Replay.record(letter);

    assertThat(again.recordId()).isEqualTo(RIGHT.recordId());
    assertThat(Instant.ofEpochSecond(again.eventTime())).isEqualTo(letter.eventTime());
    Pipeline mended = Pipeline.create();
    PAssert.that(rows(mended, "Again", again))
        .satisfies(
            replayed -> {
              SilverMeasurement row = replayed.iterator().next();
              assertThat(row.texts()).contains("3a", "C");
              assertThat(row.numbers()).contains(88.5);
              assertThat(row.otherFields()).isEqualTo("{\"new\":1.10}");
              assertThat(row.content()).isEqualTo(SilverMeasurement.checksum(RIGHT.payload()));
              return null;
            });
    mended.run().waitUntilFinish();
  }

  /** The rows of a table in which the step is a text. */
  private static PCollection<SilverMeasurement> rows(
      Pipeline pipeline, String name, Measurement measurement) {
    PromotedFields promoted = SilverFormat.promotedFields(Tables.SILVER_MEASUREMENTS);
    List<String> numbers = new ArrayList<>(promoted.numbers());
    List<String> texts = new ArrayList<>(promoted.texts());
    assertThat(numbers.remove("frac_stage_step")).isTrue();
    texts.add("frac_stage_step");
    PCollectionTuple converted =
        pipeline
            .apply(name, Create.of(measurement))
            .apply(
                ParDo.of(
                        new ConvertFn(new PromotedFields(numbers, texts), false, Clock.systemUTC()))
                    .withOutputTags(
                        ConvertFn.ROWS,
                        TupleTagList.of(ConvertFn.MINUTES).and(ConvertFn.FAILURES)));
    return converted.get(ConvertFn.ROWS);
  }

  /** Mended by a table that no longer asks for the column. */
  @Test
  void recordThatDidNotFitTheTable_isTheSameRowOnceItDoes() {
    Pipeline pipeline = warehouse.pipeline();
    KeptLetter.write(
        pipeline
            .apply(Create.of(PLAIN))
            .apply(
                WriteAppend.to(
                    RowReplay.askingForMore(Tables.BRONZE_MEASUREMENTS),
                    (measurement, row) ->
                        MeasurementTables.writeBronze(measurement, row, "imperial"),
                    SilverMeasurement::subject)));
    pipeline.run().waitUntilFinish();
    KeptLetter letter = onlyLetter("Write restream_bronze.measurements", "invalid");
    assertThat(warehouse.count(Tables.BRONZE_MEASUREMENTS)).isZero();

    appendToBronze(Replay.record(letter));

    assertBronzeHoldsThePlainRecord();
  }

  /** Mended by the service: what was rejected is a row, and holds the record as received. */
  @Test
  void appendThatWasRejected_isTheSameRowOnceItIsTaken() throws Exception {
    BIGQUERY.sandbox().faults().inject(Fault.REJECT_ROW, 1);
    Pipeline pipeline = warehouse.pipeline();
    KeptLetter.write(pipeline.apply(Create.of(PLAIN)).apply(MeasurementTables.bronze("imperial")));
    pipeline.run().waitUntilFinish();
    KeptLetter letter = onlyLetter("Write restream_bronze.measurements", "rejected");
    assertThat(letter.source()).as("the step names the table").isNull();
    JsonNode row = JSON.readTree(letter.payload());

    Measurement again =
        Replay.record(
            Room.parse(row.get("room").asText()),
            row.get("payload").asText().getBytes(UTF_8),
            RECEIVED);

    assertThat(again.recordId()).isEqualTo(row.get("record_id").asText());
    appendToBronze(again);
    assertBronzeHoldsThePlainRecord();
  }

  /** A change has the sequence that it had, so that it takes its place among the others. */
  @Test
  void changeThatWasRejected_isTheSameRowOnceItIsTaken() throws Exception {
    upsert(PLAIN);
    Map<String, @Nullable Object> right = onlyRow(Tables.SILVER_MEASUREMENTS);
    makeTables();
    BIGQUERY.sandbox().faults().inject(Fault.REJECT_ROW, 1);
    upsert(PLAIN);
    KeptLetter letter = onlyLetter("Write restream_silver.measurements", "rejected");
    assertThat(warehouse.count(Tables.SILVER_MEASUREMENTS)).isZero();

    Pipeline pipeline = warehouse.pipeline();
    KeptLetter.write(
        pipeline
            .apply(Create.of(new String(letter.payload(), UTF_8)))
            .apply(RowReplay.into(Tables.SILVER_MEASUREMENTS)));
    pipeline.run().waitUntilFinish();

    assertThat(onlyRow(Tables.SILVER_MEASUREMENTS))
        .isEqualTo(right)
        .containsEntry("slurry_rate", 88.5);
  }

  /** A record received since then is newer, whenever the letter is replayed. */
  @Test
  void changeThatDidNotFitTheTable_isARowUnlessANewerOneCame() throws Exception {
    WriteUpserts<SilverMeasurement> unfit =
        WriteUpserts.to(
                RowReplay.askingForMore(Tables.SILVER_MEASUREMENTS),
                new SilverFormat("imperial"),
                SilverMeasurement::change,
                row -> SilverMeasurement.subject(row.measurement()))
            .withClock(Clock.fixed(RECEIVED, ZoneOffset.UTC));
    upsert(PLAIN, unfit);
    KeptLetter letter = onlyLetter("Write restream_silver.measurements", "invalid");

    upsert(Replay.record(letter));

    Map<String, @Nullable Object> again = onlyRow(Tables.SILVER_MEASUREMENTS);
    makeTables();
    upsert(PLAIN);
    assertThat(again).isEqualTo(onlyRow(Tables.SILVER_MEASUREMENTS));

    byte[] newer = PLAIN.json().replace("88.5", "89.0").getBytes(UTF_8);
    upsert(Replay.record(PAD, newer, RECEIVED.plusSeconds(1)));
    upsert(Replay.record(letter));
    assertThat(onlyRow(Tables.SILVER_MEASUREMENTS)).containsEntry("slurry_rate", 89.0);
  }

  private void upsert(Measurement measurement) {
    upsert(measurement, MeasurementTables.silver("imperial"));
  }

  private void upsert(Measurement measurement, WriteUpserts<SilverMeasurement> write) {
    Pipeline pipeline = warehouse.pipeline();
    PCollectionTuple converted =
        pipeline
            .apply(Create.of(measurement))
            .apply(ConvertMeasurements.create().withMinutes(false));
    KeptLetter.write(ConvertMeasurements.rows(converted).apply(write));
    pipeline.run().waitUntilFinish();
  }

  private void appendToBronze(Measurement measurement) {
    Pipeline pipeline = warehouse.pipeline();
    PAssert.that(pipeline.apply(Create.of(measurement)).apply(MeasurementTables.bronze("imperial")))
        .empty();
    pipeline.run().waitUntilFinish();
  }

  private void assertBronzeHoldsThePlainRecord() {
    assertThat(onlyRow(Tables.BRONZE_MEASUREMENTS))
        .containsEntry("record_id", PLAIN.recordId())
        .containsEntry("room", "pad/412")
        .containsEntry("site_id", 9102L)
        .containsEntry("event_time", Instant.ofEpochSecond(PLAIN.eventTime()))
        .satisfies(row -> assertThat(row.get("payload")).hasToString(PLAIN.json()));
  }

  private Map<String, @Nullable Object> onlyRow(TableDefinition table) {
    List<Map<String, @Nullable Object>> rows = RowReplay.rows(warehouse, table);
    assertThat(rows).hasSize(1);
    return rows.get(0);
  }

  private KeptLetter onlyLetter(String step, String errorKind) {
    return KeptLetter.only(warehouse, step, errorKind);
  }
}
