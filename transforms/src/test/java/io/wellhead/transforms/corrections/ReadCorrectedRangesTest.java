// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Iterables;
import io.wellhead.restream.model.Room;
import io.wellhead.transforms.TestPipelineExtension;
import io.wellhead.transforms.changes.ChangeEvent;
import io.wellhead.transforms.changes.ChangeEvent.Via;
import io.wellhead.transforms.changes.ChangeEventCoder;
import io.wellhead.transforms.deadletters.ErrorKind;
import io.wellhead.transforms.restream.Drain;
import java.io.Serial;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.joda.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Merging and reading in a pipeline, from a service in memory. */
class ReadCorrectedRangesTest {
  @RegisterExtension final TestPipelineExtension pipeline = new TestPipelineExtension();

  private static final Instant NOW = Instant.parse("2030-06-01T10:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final long DAY_AGO = NOW.getEpochSecond() - 86_400;
  private static final long SITE = 9102;

  /** Serialized factories must find it. */
  private static FakeRangeService service = new FakeRangeService();

  private final Drain drain = Drain.create();

  private static final class Factory implements RangeService.Factory {
    @Serial private static final long serialVersionUID = 1L;

    @Override
    public RangeService open() {
      return service;
    }
  }

  @BeforeEach
  void makeService() {
    service = new FakeRangeService();
    service.newest = NOW;
  }

  @Test
  void changesOfAPause_areOneRangeOfWholeMinutesAndTheHighestId() {
    TestStream<ChangeEvent> stream =
        TestStream.create(ChangeEventCoder.of())
            .addElements(change(5, 0, 20))
            .advanceProcessingTime(Duration.standardSeconds(1))
            .addElements(change(6, 20, 30), change(7, 500, 600))
            .advanceProcessingTime(Duration.standardSeconds(2))
            .addElements(change(8, 10, 15))
            .advanceWatermarkToInfinity();

    PAssert.that(pipeline.apply("Changes", stream).apply(MergeChanges.create()))
        .containsInAnyOrder(
            new CorrectedRange(SITE, DAY_AGO, DAY_AGO + 59, List.of(5L, 6L), NOW),
            new CorrectedRange(SITE, DAY_AGO + 480, DAY_AGO + 659, List.of(7L), NOW),
            new CorrectedRange(SITE, DAY_AGO, DAY_AGO + 59, List.of(8L), NOW));
    pipeline.run();
  }

  /** With the end's turns among all ranges, the second one would be asked for in between. */
  @Test
  void rangesThatCome_areReadBeforeTheEnd() {
    TestStream<CorrectedRange> stream =
        TestStream.create(CorrectedRangeCoder.of())
            .addElements(range(SITE, 0, 7199, 5))
            .advanceProcessingTime(Duration.standardSeconds(1))
            .advanceProcessingTime(Duration.standardSeconds(1))
            .advanceProcessingTime(Duration.standardSeconds(1))
            .addElements(range(SITE + 2, 0, 9, 6))
            .advanceWatermarkToInfinity();

    PCollectionTuple read = read(pipeline.apply("Ranges", stream));
    PAssert.that(ReadCorrectedRanges.pieces(read)).satisfies(pieces -> hasSize(pieces, 3));
    PAssert.that(ReadCorrectedRanges.progress(read))
        .containsInAnyOrder(
            RangeProgress.queued(range(SITE, 0, 7199, 5)),
            RangeProgress.queued(range(SITE + 2, 0, 9, 6)),
            RangeProgress.ended(range(SITE, 0, 7199, 5), 2, null),
            RangeProgress.ended(range(SITE + 2, 0, 9, 6), 1, null));
    pipeline.run();

    assertThat(service.asked)
        .containsExactly(
            SITE + ":" + DAY_AGO + "-" + (DAY_AGO + 3599),
            SITE + ":" + (DAY_AGO + 3600) + "-" + (DAY_AGO + 7199),
            SITE + 2 + ":" + DAY_AGO + "-" + (DAY_AGO + 9));
  }

  @Test
  void rangeThatTheServiceRefuses_isADeadLetterAndTheOthersGoOn() {
    service.unknownSite = 404;
    PCollectionTuple read =
        read(
            pipeline.apply(
                "Ranges",
                Create.of(range(404, 0, 59, 5), range(SITE, 0, 59, 6))
                    .withCoder(CorrectedRangeCoder.of())));

    PAssert.that(ReadCorrectedRanges.pieces(read)).satisfies(pieces -> hasSize(pieces, 1));
    PAssert.that(ReadCorrectedRanges.progress(read))
        .containsInAnyOrder(
            RangeProgress.queued(range(404, 0, 59, 5)),
            RangeProgress.queued(range(SITE, 0, 59, 6)),
            RangeProgress.ended(range(404, 0, 59, 5), 0, "no such site"),
            RangeProgress.ended(range(SITE, 0, 59, 6), 1, null));
    PAssert.thatSingleton(ReadCorrectedRanges.failures(read))
        .satisfies(
            letter -> {
              assertThat(letter.step()).isEqualTo("Read corrected ranges");
              assertThat(letter.errorKind()).isEqualTo(ErrorKind.INVALID);
              assertThat(letter.message()).isEqualTo("no such site");
              assertThat(letter.source()).isEqualTo("site/404");
              assertThat(letter.failedAt()).isEqualTo(NOW);
              assertThat(new String(letter.payload(), UTF_8)).contains("\"ids\":[5]");
              return null;
            });
    pipeline.run();
  }

  /** The clock stands still, so the failed reading is not tried again before the end. */
  @Test
  void whatWaits_isToldAsGauges() {
    service.failures = 1;
    TestStream<CorrectedRange> stream =
        TestStream.create(CorrectedRangeCoder.of())
            .addElements(range(SITE, 0, 7199, 5), range(SITE + 2, 0, 5399, 6))
            .advanceProcessingTime(Duration.standardSeconds(1))
            .advanceProcessingTime(Duration.standardSeconds(1))
            .advanceWatermarkToInfinity();

    read(pipeline.apply("Ranges", stream));
    PipelineResult result = pipeline.run();

    assertThat(gauge(result, "ranges_waiting")).isEqualTo(2);
    assertThat(gauge(result, "seconds_left")).isEqualTo(7200 + 1800);
  }

  private static long gauge(PipelineResult result, String name) {
    MetricsFilter filter =
        MetricsFilter.builder()
            .addNameFilter(MetricNameFilter.named("ReadCorrectedRanges", name))
            .build();
    return Iterables.getOnlyElement(result.metrics().queryMetrics(filter).getGauges())
        .getAttempted()
        .getValue();
  }

  @Test
  void drainThatWasRequested_leavesWhatWaits() {
    drain.request();

    PCollectionTuple read =
        read(
            pipeline.apply(
                "Ranges", Create.of(range(SITE, 0, 59, 6)).withCoder(CorrectedRangeCoder.of())));
    PAssert.that(ReadCorrectedRanges.pieces(read)).empty();
    PAssert.that(ReadCorrectedRanges.progress(read))
        .containsInAnyOrder(RangeProgress.queued(range(SITE, 0, 59, 6)));
    pipeline.run();

    assertThat(service.asked).isEmpty();
  }

  private PCollectionTuple read(PCollection<CorrectedRange> ranges) {
    return ranges.apply("Read", ReadCorrectedRanges.from(new Factory(), drain).withClock(CLOCK));
  }

  private static Void hasSize(Iterable<?> all, int size) {
    assertThat(all).hasSize(size);
    return null;
  }

  private static CorrectedRange range(long site, long from, long through, long id) {
    return new CorrectedRange(site, DAY_AGO + from, DAY_AGO + through, List.of(id));
  }

  private static ChangeEvent change(long id, long from, long through) {
    return new ChangeEvent(
        id,
        SITE,
        Instant.ofEpochSecond(DAY_AGO + from),
        Instant.ofEpochSecond(DAY_AGO + through, 250_000_000),
        "transaction",
        "delete",
        NOW,
        Room.pad(412),
        NOW,
        Via.SOCKET,
        new byte[0]);
  }
}
