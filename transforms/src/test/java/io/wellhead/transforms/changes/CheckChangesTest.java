// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changes;

import static io.wellhead.transforms.changes.FakeChangeService.change;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.transforms.changes.ChangeEvent.Via;
import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.deadletters.ErrorKind;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckChangesTest {
  private static final Instant AT = Instant.parse("2030-06-01T10:00:00.000005Z");
  private static final Clock FAILURES = Clock.fixed(AT.plusSeconds(1), ZoneOffset.UTC);
  private static final String GOOD =
      change(2201, 9102, "2030-05-01T00:00:00Z", "2030-05-01T00:00:09.25Z");

  @Test
  void changeWithAnInterval_isReceivedAndUsable() {
    ChangeEvent event = event(GOOD);
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple checked = check(pipeline, GOOD);

    PAssert.that(CheckChanges.received(checked)).containsInAnyOrder(event);
    PAssert.that(CheckChanges.usable(checked)).containsInAnyOrder(event);
    PAssert.that(CheckChanges.failures(checked)).empty();
    pipeline.run().waitUntilFinish();
  }

  /** Where its site begins is known when the range is read. */
  @Test
  void changeThatBeginsInTheYear1900_isUsable() {
    String early = change(2201, 9102, "1900-01-01T00:00:00Z", "2030-05-01T00:00:09.25Z");
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple checked = check(pipeline, early);

    PAssert.that(CheckChanges.usable(checked)).containsInAnyOrder(event(early));
    PAssert.that(CheckChanges.failures(checked)).empty();
    pipeline.run().waitUntilFinish();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          "site":9102                         | "s":9102                             | site is missing
          "site":9102                         | "site":null                          | site is missing
          "site":9102                         | "site":"north"                       | site "north": accepted is the id of a site, above 0
          "site":9102                         | "site":0                             | site 0: accepted is the id of a site, above 0
          "site":9102                         | "site":-5                            | site -5: accepted is the id of a site, above 0
          "start_date":"2030-05-01T00:00:00Z" | "s":1                                | start_date is missing
          "start_date":"2030-05-01T00:00:00Z" | "start_date":"2100-01-01T00:00:00Z"  | start_date "2100-01-01T00:00:00Z": accepted is an instant before 2100
          "start_date":"2030-05-01T00:00:00Z" | "start_date":"soon"                  | start_date "soon": accepted is an instant
          "start_date":"2030-05-01T00:00:00Z" | "start_date":[]                      | start_date []: accepted is an instant
          "end_date":"2030-05-01T00:00:09.25Z" | "e":1                               | end_date is missing
          "end_date":"2030-05-01T00:00:09.25Z" | "end_date":"2100-01-01T00:00:00Z"   | end_date "2100-01-01T00:00:00Z": accepted is
          "end_date":"2030-05-01T00:00:09.25Z" | "end_date":"1999-12-31T23:59:59Z"   | end_date "1999-12-31T23:59:59Z": accepted is an instant from 2000 to before 2100
          "end_date":"2030-05-01T00:00:09.25Z" | "end_date":999999999999999          | end_date 999999999999999: accepted is
          "end_date":"2030-05-01T00:00:09.25Z" | "end_date":"2030-04-30T23:59:59Z"   | end_date 2030-04-30T23:59:59Z is before start_date 2030-05-01T00:00:00Z
          """)
  void changeWithoutUsableInterval_isReceivedAndADeadLetter(
      String member, String instead, String message) {
    assertThat(GOOD).contains(member);
    String json = GOOD.replace(member, instead);
    ChangeEvent event = event(json);
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple checked = check(pipeline, json);

    PAssert.that(CheckChanges.received(checked)).containsInAnyOrder(event);
    PAssert.that(CheckChanges.usable(checked)).empty();
    PAssert.thatSingleton(CheckChanges.failures(checked))
        .satisfies(letter -> isLetter(letter, ErrorKind.INVALID, json, message));
    pipeline.run().waitUntilFinish();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          {"site":9102}       | INVALID   | id is missing
          {"id":"a"}          | INVALID   | id "a": accepted is the id of a change
          {"id":0}            | INVALID   | id 0: accepted is the id of a change, above 0
          {"id":1e3}          | INVALID   | id 1E+3: accepted is the id of a change
          {"id":              | MALFORMED | not JSON at byte
          {"id":1} {"id":2}   | MALFORMED | not JSON at byte
          [1]                 | MALFORMED | the message is not a JSON object
          null                | MALFORMED | the message is not a JSON object
          """)
  void messageWithoutAChange_isADeadLetterAlone(String json, ErrorKind kind, String message) {
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple checked = check(pipeline, json);

    PAssert.that(CheckChanges.received(checked)).empty();
    PAssert.that(CheckChanges.usable(checked)).empty();
    PAssert.thatSingleton(CheckChanges.failures(checked))
        .satisfies(letter -> isLetter(letter, kind, json, message));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void unknownTypesAndSubtypes_areUsableAndCounted() {
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple checked =
        check(
            pipeline,
            GOOD,
            GOOD.replace("\"transaction\"", "\"merger\""),
            GOOD.replace("\"delete\"", "7"),
            "{\"id\":1}");

    PAssert.that(CheckChanges.usable(checked)).satisfies(all -> hasSize(all, 3));
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    TreeMap<String, Long> counted = new TreeMap<>();
    result
        .metrics()
        .queryMetrics(
            MetricsFilter.builder()
                .addNameFilter(MetricNameFilter.inNamespace(ChangeMetrics.NAMESPACE))
                .build())
        .getCounters()
        .forEach(counter -> counted.put(counter.getName().getName(), counter.getAttempted()));
    assertThat(counted)
        .containsEntry(ChangeMetrics.CHANGES_RECEIVED_COUNT, 4L)
        .containsEntry(ChangeMetrics.DEFECTIVE_CHANGES_COUNT, 1L)
        .containsEntry(ChangeMetrics.UNKNOWN_CHANGES_COUNT, 2L);
  }

  private static Void hasSize(Iterable<?> all, int size) {
    assertThat(all).hasSize(size);
    return null;
  }

  private static Void isLetter(DeadLetter letter, ErrorKind kind, String json, String message) {
    assertThat(letter.step()).isEqualTo("Check data changes");
    assertThat(letter.errorKind()).isEqualTo(kind);
    assertThat(letter.message()).startsWith(message);
    assertThat(letter.source()).isEqualTo("pad/412");
    assertThat(letter.eventTime()).isEqualTo(AT);
    assertThat(letter.failedAt()).isEqualTo(AT.plusSeconds(1));
    assertThat(new String(letter.payload(), UTF_8)).isEqualTo(json);
    return null;
  }

  private static PCollectionTuple check(Pipeline pipeline, String... messages) {
    List<ChangeEvent> events = new ArrayList<>();
    for (String message : messages) {
      events.add(event(message));
    }
    return pipeline
        .apply(Create.of(events))
        .apply("Check", CheckChanges.create().withClock(FAILURES));
  }

  private static ChangeEvent event(String json) {
    return ChangeEvent.of(json.getBytes(UTF_8), FakeChangeService.PAD, AT, Via.SOCKET);
  }
}
