// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.measurements;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.restream.model.Room;
import io.wellhead.transforms.deadletters.ErrorKind;
import io.wellhead.transforms.minutes.AggregateMinutes;
import io.wellhead.transforms.restream.Measurement;
import io.wellhead.transforms.restream.Origin;
import io.wellhead.transforms.warehouse.ChangeSequence;
import io.wellhead.transforms.warehouse.Tables;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConvertMeasurementsTest {
  private static final Instant RECEIVED = Instant.parse("2030-06-01T10:00:02.500Z");
  private static final long SECOND = 1906538400;

  @Test
  void convert_goodAndBadRecords_givesRowsMinutesAndDeadLetters() {
    String good = "{\"timestamp\":1906538400,\"slurry_rate\":88.5,\"new\":1.10,\"site_id\":9102}";
    String bad = "{\"timestamp\":1906538401,\"slurry_rate\":\"NaN\",\"site_id\":9102}";
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple converted =
        convert(
            pipeline, true, measurement(SECOND, good, null), measurement(SECOND + 1, bad, null));

    PAssert.thatSingleton(ConvertMeasurements.rows(converted))
        .satisfies(
            row -> {
              assertThat(row.otherFields()).isEqualTo("{\"new\":1.10}");
              assertThat(Arrays.stream(row.numbers()).filter(d -> !Double.isNaN(d)))
                  .containsExactly(88.5);
              return null;
            });
    PAssert.thatSingleton(ConvertMeasurements.minutes(converted))
        .satisfies(
            minute -> {
              assertThat(minute.getKey()).isEqualTo(9102);
              assertThat(minute.getValue()).hasToString("MinuteRecords(1 seconds)");
              return null;
            });
    PAssert.thatSingleton(ConvertMeasurements.failures(converted))
        .satisfies(
            letter -> {
              assertThat(letter.errorKind()).isEqualTo(ErrorKind.INVALID);
              assertThat(letter.message()).contains("slurry_rate", "NaN");
              assertThat(letter.payload()).isEqualTo(bad.getBytes(UTF_8));
              assertThat(letter.source()).isEqualTo("pad/412");
              assertThat(letter.eventTime()).isEqualTo(Instant.ofEpochSecond(SECOND + 1));
              assertThat(letter.failedAt()).isEqualTo(RECEIVED);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void convert_recordThatIsCutShort_isMalformed() {
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple converted =
        convert(pipeline, true, measurement(SECOND, "{\"slurry_rate\":88.5,\"new", null));

    PAssert.that(ConvertMeasurements.rows(converted)).empty();
    PAssert.that(ConvertMeasurements.minutes(converted)).empty();
    PAssert.thatSingleton(ConvertMeasurements.failures(converted))
        .satisfies(
            letter -> {
              assertThat(letter.errorKind()).isEqualTo(ErrorKind.MALFORMED);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void convert_tellsTheSecondsOfValidLiveRecordsAlone() {
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple converted =
        convert(
            pipeline,
            true,
            measurement(SECOND, "{\"slurry_rate\":1}", null),
            measurement(SECOND + 1, "{\"slurry_rate\":\"NaN\"}", null),
            measurement(SECOND + 2, "{\"slurry_rate\":1}", 77L));

    PAssert.that(ConvertMeasurements.delivered(converted))
        .containsInAnyOrder(new SiteSeconds(9102, SECOND, SECOND));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void seconds_ofABundleAreOneSpan() {
    assertThat(new SiteSeconds(9102, 10, 12).and(new SiteSeconds(9102, 7, 11)))
        .isEqualTo(new SiteSeconds(9102, 7, 12));
  }

  @Test
  void convert_withoutMinutes_givesNone() {
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple converted =
        convert(pipeline, false, measurement(SECOND, "{\"slurry_rate\":1}", null));

    PAssert.that(ConvertMeasurements.minutes(converted)).empty();
    pipeline.run().waitUntilFinish();
  }

  @Test
  void convert_recordWithoutSite_staysInBronzeAlone() {
    Pipeline pipeline = Pipeline.create();
    Measurement unrouted =
        new Measurement(
            "r",
            Room.pad(412),
            Measurement.NO_SITE,
            SECOND,
            RECEIVED,
            Origin.LIVE,
            null,
            "{\"M1_slurry_rate\":1}".getBytes(UTF_8));
    PCollectionTuple converted = convert(pipeline, true, unrouted);

    PAssert.that(ConvertMeasurements.rows(converted)).empty();
    PAssert.that(ConvertMeasurements.minutes(converted)).empty();
    PAssert.that(ConvertMeasurements.failures(converted)).empty();
    pipeline.run().waitUntilFinish();
  }

  @Test
  void change_correction_goesBeforeALaterLiveRecord() {
    SilverMeasurement correction = silver(measurement(SECOND, "{\"a\":1}", 77L));
    SilverMeasurement live = silver(measurement(SECOND, "{\"a\":2}", null));

    ChangeSequence higher = correction.change().sequence();
    assertThat(higher).isGreaterThan(live.change().sequence());
    assertThat(higher.first()).isEqualTo(77);
  }

  @Test
  void change_ofTheLaterReceipt_isTheHigher_downToTheMicrosecond() {
    String[] versions = {"{\"a\":1}", "{\"a\":2}"};
    for (String earlier : versions) {
      for (String later : versions) {
        SilverMeasurement first = silver(received(earlier, RECEIVED));
        SilverMeasurement second = silver(received(later, RECEIVED.plusNanos(1_000)));

        assertThat(second.change().sequence())
            .as("%s before %s", earlier, later)
            .isGreaterThan(first.change().sequence());
      }
    }
  }

  /** Whichever of the two comes first: so silver and minutes must not leave it to the order. */
  @Test
  void versionsReceivedAtOnce_silverAndItsMinuteKeepTheSameOne() {
    Measurement one = received("{\"slurry_rate\":1.0}", RECEIVED);
    Measurement two = received("{\"slurry_rate\":2.0}", RECEIVED);
    ChangeSequence ofOne = silver(one).change().sequence();
    ChangeSequence ofTwo = silver(two).change().sequence();
    assertThat(ofOne).isNotEqualTo(ofTwo);
    double kept = ofOne.compareTo(ofTwo) > 0 ? 1.0 : 2.0;
    for (Measurement[] order : new Measurement[][] {{one, two}, {two, one}}) {
      Pipeline pipeline = Pipeline.create();
      PCollectionTuple converted = convert(pipeline, true, order);

      PAssert.that(ConvertMeasurements.rows(converted))
          .satisfies(
              rows -> {
                assertThat(rows)
                    .extracting(row -> row.change().sequence())
                    .containsExactlyInAnyOrder(ofOne, ofTwo);
                return null;
              });
      PAssert.thatSingleton(
              ConvertMeasurements.minutes(converted)
                  .apply(AggregateMinutes.withAllowedLateness(Duration.ZERO)))
          .satisfies(
              minute -> {
                assertThat(minute.mean()).isEqualTo(kept);
                return null;
              });
      pipeline.run().waitUntilFinish();
    }
  }

  @Test
  void promotedFields_followTheSchemaFile() {
    PromotedFields promoted = SilverFormat.promotedFields(Tables.SILVER_MEASUREMENTS);

    assertThat(promoted.numbers()).contains("surface_treating_pressure", "proppant_conc");
    assertThat(promoted.texts()).containsExactly("upper_master_valve", "swab_valve");
  }

  private static PCollectionTuple convert(
      Pipeline pipeline, boolean minutes, Measurement... measurements) {
    return pipeline
        .apply(Create.of(List.of(measurements)))
        .apply(
            ConvertMeasurements.create()
                .withMinutes(minutes)
                .withClock(Clock.fixed(RECEIVED, ZoneOffset.UTC)));
  }

  private static SilverMeasurement silver(Measurement measurement) {
    return new SilverMeasurement(
        measurement,
        SilverMeasurement.checksum(measurement.payload()),
        new double[0],
        new String[0],
        null);
  }

  private static Measurement received(String json, Instant receivedAt) {
    return measurement(SECOND, json, null, receivedAt);
  }

  private static Measurement measurement(long second, String json, @Nullable Long changeId) {
    return measurement(second, json, changeId, RECEIVED);
  }

  private static Measurement measurement(
      long second, String json, @Nullable Long changeId, Instant receivedAt) {
    return new Measurement(
        "r" + second,
        Room.pad(412),
        9102,
        second,
        receivedAt,
        changeId == null ? Origin.LIVE : Origin.CORRECTION,
        changeId,
        json.getBytes(UTF_8));
  }
}
