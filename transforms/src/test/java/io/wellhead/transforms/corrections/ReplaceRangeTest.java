// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.restream.DataRecord;
import io.wellhead.restream.model.Room;
import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.sandbox.bigquery.control.Call;
import io.wellhead.sandbox.bigquery.control.Fault;
import io.wellhead.sandbox.bigquery.control.FaultRule;
import io.wellhead.sandbox.bigquery.control.Faults;
import io.wellhead.transforms.measurements.ConvertMeasurements;
import io.wellhead.transforms.measurements.MeasurementTables;
import io.wellhead.transforms.minutes.AggregateMinutes;
import io.wellhead.transforms.restream.Measurement;
import io.wellhead.transforms.restream.Origin;
import io.wellhead.transforms.warehouse.SandboxWarehouse;
import io.wellhead.transforms.warehouse.Tables;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pieces of corrections and live rows, written into the sandbox by separate jobs. */
class ReplaceRangeTest {
  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private static final Instant READ = Instant.parse("2030-06-01T11:00:00Z");
  private static final long FIRST = Instant.parse("2030-06-01T10:00:00Z").getEpochSecond();

  private static final List<String> FIELDS = List.of("proppant", "slurry_rate");

  private SandboxWarehouse warehouse;

  @BeforeEach
  void makeTables() throws IOException {
    warehouse =
        new SandboxWarehouse(BIGQUERY.sandbox())
            .withTables(Tables.SILVER_MEASUREMENTS, Tables.SILVER_MINUTES);
  }

  @Test
  void rowsOfAnEarlierJob_becomeWhatTheServiceHas() {
    writeLive(live(0, 1), live(1, 1), live(2, 1), live(3, 1));

    replace(piece(7, 1, 2, 2, READ, corrected(1, 5, 7)));

    assertThat(silver()).isEqualTo(Map.of(0L, "1.0@0", 1L, "5.0@7", 3L, "1.0@0"));
  }

  @Test
  void lateLiveRows_neverOverrideNorBringBack() {
    replace(piece(7, 0, 1, 1, READ, corrected(0, 5, 7)));

    writeLive(live(0, 1), live(1, 1), live(2, 1));

    assertThat(silver()).isEqualTo(Map.of(0L, "5.0@7", 2L, "1.0@0"));
  }

  @Test
  void unsettledSeconds_areNotDeleted() {
    writeLive(live(0, 1), live(1, 1));

    replace(piece(7, 0, 1, 0, READ));

    assertThat(silver()).isEqualTo(Map.of(1L, "1.0@0"));
  }

  /** The later reading of the tail has more, or less. */
  @Test
  void laterReadingOfOneRevision_wins() {
    CorrectedPiece early = piece(7, 0, 2, 0, READ, corrected(1, 5, 7), corrected(2, 5, 7));
    CorrectedPiece late =
        piece(7, 1, 2, 2, READ.plusSeconds(120), corrected(1, 6, 7, READ.plusSeconds(120)));

    replace(late);
    replace(early);

    assertThat(silver()).isEqualTo(Map.of(1L, "6.0@7"));
  }

  @Test
  void correctionsInAnyOrder_andTwice_leaveTheHigherOne() {
    List<CorrectedPiece> pieces =
        List.of(
            piece(7, 0, 3, 3, READ, corrected(0, 5, 7), corrected(1, 5, 7), corrected(2, 5, 7)),
            piece(8, 1, 4, 4, READ, corrected(3, 6, 8), corrected(4, 6, 8)),
            piece(9, 4, 5, 5, READ, corrected(5, 7, 9)));
    for (int seed = 1; seed <= 3; seed++) {
      writeLive(live(0, 1), live(1, 1), live(2, 1), live(3, 1), live(4, 1), live(5, 1));
      List<CorrectedPiece> twice = new ArrayList<>(pieces);
      twice.addAll(pieces);
      Collections.shuffle(twice, new Random(seed));

      replace(twice.subList(0, 3).toArray(CorrectedPiece[]::new));
      replace(twice.subList(3, 6).toArray(CorrectedPiece[]::new));

      assertThat(silver())
          .as("seed %d", seed)
          .isEqualTo(Map.of(0L, "5.0@7", 3L, "6.0@8", 5L, "7.0@9"));
    }
  }

  /** Seen by the rows that come afterwards: only a delete keeps them out. */
  @Test
  void emptyHours_areLeftAloneIfOldAndBeforeTheHistoryThatIsRead() {
    Instant nextDay = READ.plusSeconds(86_400);
    ReplaceRange skipping =
        ReplaceRange.create().askingWarehouse(Instant.ofEpochSecond(FIRST + 20));
    writeLive(live(5, 1));

    replace(skipping, piece(7, 0, 1, 1, READ));
    replace(skipping, piece(7, 2, 3, 3, nextDay), piece(7, 4, 5, 5, nextDay));
    replace(skipping, piece(7, 20, 21, 21, nextDay));

    assertThat(silver()).isEmpty();
    writeLive(live(0, 1), live(2, 1), live(3, 1), live(4, 1), live(20, 1));
    assertThat(silver()).isEqualTo(Map.of(2L, "1.0@0", 3L, "1.0@0"));
  }

  /** Its rows may come after these deletes, and must not stay then. */
  @Test
  void emptyHourThatWasGivenLately_isNotLeftAlone() {
    ReplaceRange skipping = ReplaceRange.create().askingWarehouse(null);
    Instant nextDay = READ.plusSeconds(86_400);
    CorrectedPiece gone = piece(8, 0, 59, 59, nextDay);

    replace(skipping, gone.givenBefore());
    replace(skipping, piece(7, 0, 59, 59, nextDay, corrected(3, 5, 7, nextDay)));

    assertThat(silver()).isEmpty();
    assertThat(minutes()).isEmpty();
  }

  @Test
  void minutesOfAnEarlierJob_becomeThoseOfWhatTheServiceHas() {
    writeLive(live(0, 1), live(1, "proppant", 3), live(60, 2), live(120, 4));

    replace(piece(7, 0, 119, 119, READ, corrected(0, 5, 7), corrected(2, 8, 7)));

    assertThat(minutes())
        .isEqualTo(Map.of(0L, Set.of("slurry_rate 6.5/2@7"), 2L, Set.of("slurry_rate 4.0/1@0")));
  }

  @Test
  void lateLiveRows_neverChangeACorrectedMinute() {
    replace(piece(7, 0, 119, 119, READ, corrected(0, 5, 7)));

    writeLive(live(0, 1), live(1, 1), live(2, "proppant", 1), live(60, 1));

    assertThat(minutes()).isEqualTo(Map.of(0L, Set.of("slurry_rate 5.0/1@7")));
  }

  /** The rest of it is written when it is read again, and no part of a minute ever. */
  @Test
  void minuteThatIsNotSettledWholly_isLeftToTheNextReading() {
    writeLive(live(0, 1), live(60, 1));

    replace(piece(7, 0, 119, 118, READ, corrected(0, 5, 7), corrected(60, 6, 7)));
    assertThat(minutes())
        .isEqualTo(Map.of(0L, Set.of("slurry_rate 5.0/1@7"), 1L, Set.of("slurry_rate 1.0/1@0")));
    Instant later = READ.plusSeconds(120);
    replace(piece(7, 60, 119, 119, later, corrected(60, 6, 7, later)));
    assertThat(minutes())
        .isEqualTo(Map.of(0L, Set.of("slurry_rate 5.0/1@7"), 1L, Set.of("slurry_rate 6.0/1@7")));
    replace(piece(8, 30, 89, 89, READ, corrected(60, 7, 8)));
    assertThat(minutes().get(1L)).containsExactly("slurry_rate 6.0/1@7");
  }

  /** Its mapping is gone, and with it the catalogue's entry. */
  @Test
  void fieldThatOnlySilverKnows_losesItsMinutes() {
    writeLive(live(0, "former", 1), live(0, "proppant", 2), live(60, "former", 1));

    replace(
        ReplaceRange.create().askingWarehouse(null), piece(7, 0, 59, 59, READ, corrected(0, 5, 7)));

    assertThat(minutes())
        .isEqualTo(Map.of(0L, Set.of("slurry_rate 5.0/1@7"), 1L, Set.of("former 1.0/1@0")));
  }

  /** Seen by the rows that come afterwards: only a delete keeps them out. */
  @Test
  void minutesOfOldHours_areDeletedWhereSilverHasThem() {
    Instant nextDay = READ.plusSeconds(86_400);
    writeLive(live(0, "former", 1));

    replace(ReplaceRange.create().askingWarehouse(null), piece(7, 0, 59, 59, nextDay));
    assertThat(minutes()).isEmpty();
    writeLive(live(1, "former", 1), live(1, "proppant", 1));
    assertThat(minutes()).isEqualTo(Map.of(0L, Set.of("proppant 1.0/1@0")));
  }

  @Test
  void silverThatCannotBeAsked_isTakenToHoldAllThatItMay() {
    Instant nextDay = READ.plusSeconds(86_400);
    Faults faults = BIGQUERY.sandbox().faults();
    faults.inject(FaultRule.of(Fault.NOT_FOUND, Call.JOBS, 2));

    replace(ReplaceRange.create().askingWarehouse(null), piece(7, 0, 59, 59, nextDay));
    assertThat(faults.pending()).as("both look-ups failed").isZero();

    writeLive(live(0, 1), live(1, "proppant", 1), live(60, 1));
    assertThat(silver()).isEqualTo(Map.of(60L, "1.0@0"));
    assertThat(minutes()).isEqualTo(Map.of(1L, Set.of("slurry_rate 1.0/1@0")));
  }

  /** The second's old row is not what the service has now. */
  @Test
  void recordWithoutASilverRow_isADeadLetterAndItsSecondGoes() {
    writeLive(live(0, 1), live(1, 1));
    Measurement invalid =
        Measurement.correction(
            9102,
            DataRecord.parse(
                "{\"timestamp\":%d,\"slurry_rate\":\"high\"}".formatted(FIRST).getBytes(UTF_8)),
            7,
            READ);
    byte[] payload = invalid.payload();
    Pipeline pipeline = warehouse.pipeline();
    PCollectionTuple replaced =
        replace(
            pipeline, ReplaceRange.create(), piece(7, 0, 2, 2, READ, invalid, corrected(1, 5, 7)));
    String error = "field slurry_rate holds the string \"high\", accepted is a number";

    PAssert.that(ReplaceRange.received(replaced)).containsInAnyOrder(invalid, corrected(1, 5, 7));
    PAssert.thatSingleton(ReplaceRange.failures(replaced))
        .satisfies(
            letter -> {
              assertThat(letter.step()).isEqualTo("Replace ranges");
              assertThat(letter.message()).startsWith(error);
              assertThat(letter.payload()).isEqualTo(payload);
              return null;
            });
    PAssert.thatSingleton(ReplaceRange.pieces(replaced))
        .satisfies(
            rows -> {
              assertThat(rows.error()).startsWith(error);
              assertThat(rows)
                  .isEqualTo(
                      new PieceRows(
                          9102, 7, List.of(7L), FIRST, FIRST + 2, READ, 1, 2, 5, 1, rows.error()));
              return null;
            });
    pipeline.run().waitUntilFinish();

    assertThat(silver()).isEqualTo(Map.of(1L, "5.0@7"));
  }

  private void replace(CorrectedPiece... pieces) {
    replace(ReplaceRange.create(), pieces);
  }

  private void replace(ReplaceRange replaceRange, CorrectedPiece... pieces) {
    Pipeline pipeline = warehouse.pipeline();
    replace(pipeline, replaceRange, pieces);
    pipeline.run().waitUntilFinish();
  }

  private static PCollectionTuple replace(
      Pipeline pipeline, ReplaceRange replaceRange, CorrectedPiece... pieces) {
    PCollectionTuple replaced =
        pipeline
            .apply(Create.of(List.of(pieces)).withCoder(CorrectedPieceCoder.of()))
            .apply(replaceRange);
    ReplaceRange.removed(replaced).apply("Delete", RemovedSecond.write());
    ReplaceRange.corrected(replaced).apply("Write", MeasurementTables.silver("imperial"));
    ReplaceRange.minutes(replaced).apply("Minutes", AggregateMinutes.write("imperial"));
    return replaced;
  }

  private void writeLive(Measurement... measurements) {
    Pipeline pipeline = warehouse.pipeline();
    PCollectionTuple converted =
        pipeline
            .apply(Create.of(Arrays.asList(measurements)))
            .apply("Convert", ConvertMeasurements.create());
    ConvertMeasurements.rows(converted).apply("Write", MeasurementTables.silver("imperial"));
    ConvertMeasurements.minutes(converted)
        .apply("Aggregate", AggregateMinutes.withAllowedLateness(Duration.ZERO))
        .apply("Minutes", AggregateMinutes.write("imperial"));
    pipeline.run().waitUntilFinish();
  }

  /** Value and revision by second. */
  private Map<Long, String> silver() {
    Map<Long, String> rows = new TreeMap<>();
    for (Map<String, ?> row :
        warehouse.query("select * from " + warehouse.name(Tables.SILVER_MEASUREMENTS))) {
      rows.put(
          ((Instant) row.get("event_time")).getEpochSecond() - FIRST,
          row.get("slurry_rate") + "@" + row.get("revision"));
    }
    return rows;
  }

  /** Field, mean, count and revision by minute. */
  private Map<Long, Set<String>> minutes() {
    Map<Long, Set<String>> rows = new TreeMap<>();
    for (Map<String, ?> row :
        warehouse.query("select * from " + warehouse.name(Tables.SILVER_MINUTES))) {
      long minute = (((Instant) row.get("minute")).getEpochSecond() - FIRST) / 60;
      rows.computeIfAbsent(minute, key -> new TreeSet<>())
          .add(
              "%s %s/%s@%s"
                  .formatted(
                      row.get("field"), row.get("mean"), row.get("count"), row.get("revision")));
    }
    return rows;
  }

  private static CorrectedPiece piece(
      long id, long from, long through, long settled, Instant readAt, Measurement... records) {
    CorrectedRange range = new CorrectedRange(9102, FIRST + from, FIRST + through, List.of(id));
    return new CorrectedPiece(
        range,
        FIRST + from,
        FIRST + through,
        FIRST + settled,
        readAt,
        false,
        FIELDS,
        List.of(records));
  }

  private static Measurement corrected(long second, double value, long id) {
    return corrected(second, value, id, READ);
  }

  private static Measurement corrected(long second, double value, long id, Instant readAt) {
    return Measurement.correction(9102, DataRecord.parse(json(second, value)), id, readAt);
  }

  private static Measurement live(long second, String field, double value) {
    return live(
        second,
        "{\"timestamp\":%d,\"%s\":%s}".formatted(FIRST + second, field, value).getBytes(UTF_8));
  }

  private static Measurement live(long second, double value) {
    return live(second, json(second, value));
  }

  private static Measurement live(long second, byte[] json) {
    return new Measurement(
        "live" + second,
        Room.pad(412),
        9102,
        FIRST + second,
        READ.plusSeconds(600),
        Origin.LIVE,
        null,
        json);
  }

  private static byte[] json(long second, double value) {
    return "{\"timestamp\":%d,\"slurry_rate\":%s}".formatted(FIRST + second, value).getBytes(UTF_8);
  }
}
