// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.minutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.Serializable;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class AggregateMinutesTest {
  private static final long SITE = 9102;
  private static final AggregateMinutes AN_HOUR =
      AggregateMinutes.withAllowedLateness(Duration.ofHours(1));

  @Test
  void partsOfAMinuteFromSeveralBundles_makeOneRowPerField() {
    assertRows(
        AN_HOUR,
        stream()
            .addElements(part(60, record(1, "a", 5.0)), part(30, record(1, "a", 1.0)))
            .addElements(part(61, record(1, "a", 100.0)))
            .advanceWatermarkToInfinity(),
        rows ->
            assertThat(rows)
                .extracting(MinuteFigures::minute, MinuteFigures::count, MinuteFigures::mean)
                .containsExactly(tuple(0L, 1L, 1.0), tuple(60L, 2L, 52.5)));
  }

  /** The row between the two late records shows that the first did not wait for the end. */
  @Test
  void lateRecords_updateTheRowEachUnderAHigherSequence() {
    assertRows(
        AN_HOUR,
        stream()
            .addElements(part(10, record(5, "a", 5.0)))
            .advanceWatermarkTo(Instant.ofEpochSecond(600))
            .addElements(part(3, record(2, "a", 1.0)))
            .advanceProcessingTime(org.joda.time.Duration.standardMinutes(1))
            .addElements(part(20, record(3, "a", 9.0)))
            .advanceProcessingTime(org.joda.time.Duration.standardMinutes(1))
            .advanceWatermarkToInfinity(),
        rows -> {
          assertThat(rows)
              .extracting(row -> row.first() + " to " + row.last() + ", count " + row.count())
              .containsExactly("5.0 to 5.0, count 1", "1.0 to 5.0, count 2", "1.0 to 9.0, count 3");
          assertThat(rows).extracting(MinuteFigures::sequence).doesNotHaveDuplicates();
        });
  }

  /** Of two versions that were received at once the content decides, which no figure tells. */
  @Test
  void lateVersionReceivedAtOnce_updatesTheRowUnderAHigherSequence() {
    assertRows(
        AN_HOUR,
        stream()
            .addElements(part(10, version(5, 1, 7.0)))
            .advanceWatermarkTo(Instant.ofEpochSecond(600))
            .addElements(part(10, version(5, 2, 3.0)))
            .advanceProcessingTime(org.joda.time.Duration.standardMinutes(1))
            .advanceWatermarkToInfinity(),
        rows -> {
          assertThat(rows).extracting(MinuteFigures::count).containsExactly(1L, 1L);
          MinuteFigures former = rows.get(rows.get(0).mean() == 7.0 ? 0 : 1);
          MinuteFigures current = rows.get(rows.get(0).mean() == 7.0 ? 1 : 0);
          assertThat(current.mean()).isEqualTo(3.0);
          assertThat(current.sequence()).isGreaterThan(former.sequence());
        });
  }

  /**
   * Two jobs have nothing in common but the table, as two sites have nothing in common here: one
   * has seen the whole of the minute, the other began later and received its part anew.
   */
  @Test
  void partSeenByALaterJob_staysBehindTheWholeSeenByAnEarlierOne() {
    long laterJob = SITE + 1;
    assertRows(
        AN_HOUR,
        stream()
            .addElements(part(10, record(5, "a", 5.0)), part(11, record(6, "a", 7.0)))
            .addElements(part(laterJob, 11, record(900, "a", 7.0)))
            .advanceWatermarkToInfinity(),
        rows -> {
          assertThat(rows).extracting(MinuteFigures::siteId).containsExactly(laterJob, SITE);
          assertThat(rows.get(0).sequence()).isLessThan(rows.get(1).sequence());
        });
  }

  @Test
  void duplicateAfterTheFiring_changesNoFigure() {
    assertRows(
        AN_HOUR,
        stream()
            .addElements(part(10, record(5, "a", 5.0)))
            .advanceWatermarkTo(Instant.ofEpochSecond(600))
            .addElements(part(10, record(5, "a", 5.0)))
            .advanceProcessingTime(org.joda.time.Duration.standardMinutes(1))
            .advanceWatermarkToInfinity(),
        rows -> assertThat(rows).extracting(MinuteFigures::count).containsOnly(1L));
  }

  @Test
  void newerVersionWithoutTheField_deletesTheRow() {
    assertRows(
        AN_HOUR,
        stream()
            .addElements(part(10, record(5, "a", 5.0)))
            .advanceWatermarkTo(Instant.ofEpochSecond(600))
            .addElements(part(10, record(6, "b", 5.0)))
            .advanceProcessingTime(org.joda.time.Duration.standardMinutes(1))
            .advanceWatermarkToInfinity(),
        rows -> {
          assertThat(rows).hasSize(3);
          assertThat(rows.subList(1, 3))
              .extracting(MinuteFigures::field, MinuteFigures::count)
              .containsExactlyInAnyOrder(tuple("a", 0L), tuple("b", 1L));
        });
  }

  @Test
  void recordBeyondTheAllowedLateness_isDroppedAndCounted() {
    Pipeline pipeline = Pipeline.create();
    PCollection<MinuteFigures> rows =
        pipeline
            .apply(
                stream()
                    .addElements(part(10, record(5, "a", 5.0)))
                    .advanceWatermarkTo(Instant.ofEpochSecond(61 + 3600))
                    .addElements(part(3, record(2, "a", 1.0)))
                    .advanceWatermarkToInfinity())
            .apply(AN_HOUR);
    PAssert.that(rows)
        .satisfies(
            all -> {
              assertThat(all).extracting(MinuteFigures::count).containsExactly(1L);
              return null;
            });

    PipelineResult result = pipeline.run();
    result.waitUntilFinish();

    long dropped =
        StreamSupport.stream(
                result
                    .metrics()
                    .queryMetrics(MetricsFilter.builder().build())
                    .getCounters()
                    .spliterator(),
                false)
            .filter(
                counter ->
                    counter
                        .getName()
                        .getName()
                        .toLowerCase(Locale.ROOT)
                        .startsWith("droppedduetolateness"))
            .mapToLong(counter -> counter.getAttempted())
            .sum();
    assertThat(dropped).isEqualTo(1);
  }

  @Test
  void earlyFirings_showTheRunningMinute() {
    assertRows(
        AN_HOUR.withEarlyFirings(Duration.ofSeconds(5)),
        stream()
            .addElements(part(10, record(5, "a", 5.0)))
            .advanceProcessingTime(org.joda.time.Duration.standardSeconds(6))
            .addElements(part(11, record(6, "a", 7.0)))
            .advanceWatermarkToInfinity(),
        rows -> assertThat(rows).extracting(MinuteFigures::count).containsExactly(1L, 2L));
  }

  private static TestStream.Builder<KV<Long, MinuteRecords>> stream() {
    return TestStream.create(KvCoder.of(VarLongCoder.of(), MinuteRecordsCoder.of()))
        .advanceWatermarkTo(Instant.EPOCH);
  }

  private static TimestampedValue<KV<Long, MinuteRecords>> part(long second, SecondRecord record) {
    return part(SITE, second, record);
  }

  private static TimestampedValue<KV<Long, MinuteRecords>> part(
      long site, long second, SecondRecord record) {
    MinuteRecords minute = new MinuteRecords();
    minute.add((int) (second % 60), record);
    return TimestampedValue.of(KV.of(site, minute), Instant.ofEpochSecond(second));
  }

  private static SecondRecord record(long received, String name, double value) {
    return new SecondRecord(0, received, received, new String[] {name}, new double[] {value});
  }

  private static SecondRecord version(long received, long content, double value) {
    return new SecondRecord(0, received, content, new String[] {"a"}, new double[] {value});
  }

  /** Runs the stream and gives the rows in the order of minute and sequence. */
  private static void assertRows(
      AggregateMinutes aggregate,
      TestStream<KV<Long, MinuteRecords>> stream,
      SerializableConsumer check) {
    Pipeline pipeline = Pipeline.create();
    PAssert.that(pipeline.apply(stream).apply(aggregate))
        .satisfies(
            all -> {
              check.accept(
                  StreamSupport.stream(all.spliterator(), false)
                      .sorted(
                          Comparator.comparing(MinuteFigures::minute)
                              .thenComparing(MinuteFigures::sequence))
                      .toList());
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  private interface SerializableConsumer extends Consumer<List<MinuteFigures>>, Serializable {}
}
