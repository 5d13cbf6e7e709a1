// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.transforms.restream.ManualClock;
import io.wellhead.transforms.restream.Measurement;
import io.wellhead.transforms.restream.RefusedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadLaneTest {
  private static final Instant NOW = Instant.parse("2030-06-01T10:00:00Z");
  private static final long HIGH = NOW.getEpochSecond();
  private static final long DAY_AGO = HIGH - 86_400;

  private final ManualClock clock = new ManualClock(NOW);
  private final FakeRangeService service = new FakeRangeService();
  private final ReadLane lane = new ReadLane(service, Duration.ofMinutes(2), clock);
  private final List<CorrectedPiece> pieces = new ArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();
  private List<RangeReading> queue = List.of();

  /** As a site in work: its newest record is that of now. */
  @BeforeEach
  void workNow() {
    service.newest = NOW;
  }

  private void pass(Duration time) {
    clock.advance(time);
    service.newest = clock.instant();
  }

  @Test
  void longRange_isReadInPiecesThatEndWithTheHour() {
    service.store(DAY_AGO + 3600, DAY_AGO + 3602);
    queue(range(DAY_AGO + 1800, DAY_AGO + 7200, 5));

    stepUntilIdle();

    assertThat(service.asked)
        .containsExactly(
            asked(DAY_AGO + 1800, DAY_AGO + 3599),
            asked(DAY_AGO + 3600, DAY_AGO + 7199),
            asked(DAY_AGO + 7200, DAY_AGO + 7200));
    assertThat(queue).isEmpty();
    assertThat(pieces.get(1).records())
        .extracting(Measurement::eventTime)
        .containsExactly(DAY_AGO + 3600, DAY_AGO + 3601, DAY_AGO + 3602);
    assertThat(pieces.get(1).records()).extracting(Measurement::changeId).containsOnly(5L);
    assertThat(pieces).allMatch(piece -> piece.settledThrough() >= piece.through());
    assertThat(pieces)
        .allSatisfy(piece -> assertThat(piece.fields()).containsExactly("proppant", "slurry_rate"));
  }

  @Test
  void twoRanges_takeTurns() {
    queue(range(DAY_AGO, DAY_AGO + 7199, 5), range(DAY_AGO - 3600, DAY_AGO - 3000, 6));

    stepUntilIdle();

    assertThat(service.asked)
        .containsExactly(
            asked(DAY_AGO, DAY_AGO + 3599),
            asked(DAY_AGO - 3600, DAY_AGO - 3000),
            asked(DAY_AGO + 3600, DAY_AGO + 7199));
  }

  @Test
  void tail_isReadAgainOnceItIsSettled_underTheSameRevision() {
    service.store(HIGH - 600, HIGH - 30);
    queue(range(HIGH - 600, HIGH - 1, 5));
    stepUntilIdle();
    assertThat(pieces)
        .singleElement()
        .satisfies(piece -> assertThat(piece.settledThrough()).isEqualTo(HIGH - 120));

    pass(Duration.ofSeconds(118));
    stepUntilIdle();
    assertThat(pieces).hasSize(1);
    pass(Duration.ofSeconds(1));
    stepUntilIdle();

    CorrectedPiece tail = pieces.get(pieces.size() - 1);
    assertThat(tail.from()).as("a whole minute").isEqualTo(HIGH - 120);
    assertThat(tail.through()).isEqualTo(HIGH - 1);
    assertThat(tail.settledThrough()).isGreaterThanOrEqualTo(HIGH - 1);
    assertThat(tail.range().revision()).isEqualTo(5);
    assertThat(tail.readAt()).isAfter(pieces.get(0).readAt());
    assertThat(queue).isEmpty();
  }

  @Test
  void tailOverTheHour_isReadAgainFromItsFirstMinute() {
    pass(Duration.ofSeconds(60));
    queue(range(HIGH - 600, HIGH + 59, 5));
    stepUntilIdle();
    pass(Duration.ofMinutes(2));
    stepUntilIdle();

    assertThat(service.asked)
        .containsExactly(
            asked(HIGH - 600, HIGH - 1),
            asked(HIGH, HIGH + 59),
            asked(HIGH - 60, HIGH - 1),
            asked(HIGH, HIGH + 59));
    assertThat(queue).isEmpty();
  }

  /** The end of the running minute is asked for with it, and no later one. */
  @Test
  void whatIsAhead_isNotRead() {
    queue(range(HIGH - 60, HIGH + 1_000_019, 5), range(HIGH + 480, HIGH + 599, 6));

    stepUntilIdle();
    pass(Duration.ofMinutes(3));
    stepUntilIdle();

    assertThat(service.asked)
        .containsExactly(
            asked(HIGH - 60, HIGH - 1),
            asked(HIGH, HIGH + 59),
            asked(HIGH - 60, HIGH - 1),
            asked(HIGH, HIGH + 59));
    assertThat(queue).isEmpty();
  }

  /** A simulation's records may be years ahead of the clock. */
  @Test
  void siteAheadOfTheClock_isSettledByItsNewestRecord() {
    long far = HIGH + 100_000_020L;
    service.newest = Instant.ofEpochSecond(far);
    queue(range(far - 300, far - 121, 5));

    stepUntilIdle();

    assertThat(pieces).allSatisfy(piece -> assertThat(piece.settledThrough()).isEqualTo(far - 120));
    assertThat(queue).isEmpty();
  }

  /** Its last minute ends after its last record. */
  @Test
  void siteThatEndedAheadOfTheClock_isSettledWhollyOnceItStood() {
    long far = HIGH + 100_000_020L;
    service.newest = Instant.ofEpochSecond(far);
    queue(range(far - 300, far + 299, 5));

    stepUntilIdle();
    assertThat(settledThrough()).isEqualTo(far - 120);
    clock.advance(Duration.ofMinutes(2));
    stepUntilIdle();

    long endOfMinute = CorrectedRange.minuteOf(far) + 59;
    assertThat(last().through()).isEqualTo(endOfMinute);
    assertThat(last().settledThrough()).isGreaterThanOrEqualTo(endOfMinute);
    assertThat(queue).isEmpty();
  }

  /** What the service has still to bring must not be deleted. */
  @Test
  void siteBehindTheClock_isNeverSettledAheadOfItsNewestRecordWhileItMoves() {
    long newest = HIGH - 7200;
    queue(range(newest - 600, newest + 599, 5));
    for (int look = 0; look < 5; look++) {
      service.newest = Instant.ofEpochSecond(newest + 60L * look);
      stepUntilIdle();
      assertThat(settledThrough()).isLessThanOrEqualTo(newest + 60L * look - 120);
      clock.advance(Duration.ofMinutes(2));
    }
    service.newest = Instant.ofEpochSecond(newest + 800);
    stepUntilIdle();

    assertThat(last().through()).isEqualTo(newest + 599);
    assertThat(settledThrough()).isGreaterThanOrEqualTo(newest + 599);
    assertThat(queue).isEmpty();
  }

  /** Years behind its last record are read once, when it is sure that nothing comes. */
  @Test
  void siteThatEndedLongAgo_isSettledByTheClockOnceItStood() {
    long newest = HIGH - 86_400;
    service.store(newest - 60, newest);
    service.newest = Instant.ofEpochSecond(newest);
    queue(range(newest - 60, HIGH - 7201, 5));

    stepUntilIdle();
    assertThat(service.asked)
        .containsExactly(asked(newest - 60, newest - 1), asked(newest, newest + 3599));
    assertThat(settledThrough()).isEqualTo(newest - 120);
    clock.advance(Duration.ofSeconds(119));
    stepUntilIdle();
    assertThat(pieces).hasSize(2);
    clock.advance(Duration.ofSeconds(1));
    stepUntilIdle();

    assertThat(settledThrough()).isEqualTo(HIGH + 120 - 120);
    assertThat(service.asked.subList(2, service.asked.size()))
        .hasSize(21 + 2)
        .doesNotHaveDuplicates()
        .contains(asked(newest - 60, newest - 1), asked(newest, newest + 3599));
    assertThat(queue).isEmpty();
  }

  @Test
  void siteThatFellSilent_isSettledByTheClockOnceItStood() {
    service.newest = NOW.minusSeconds(30);
    queue(range(HIGH - 60, HIGH + 59, 5));
    stepUntilIdle();
    assertThat(settledThrough()).isEqualTo(HIGH - 150);

    clock.advance(Duration.ofSeconds(178));
    stepUntilIdle();
    assertThat(settledThrough()).isLessThan(HIGH - 60);
    clock.advance(Duration.ofSeconds(1));
    stepUntilIdle();

    assertThat(pieces.subList(1, 3)).allMatch(piece -> piece.settledThrough() == HIGH + 59);
    assertThat(service.asked)
        .containsExactly(
            asked(HIGH - 60, HIGH - 1), asked(HIGH, HIGH + 59), asked(HIGH - 60, HIGH - 1));
    assertThat(queue).isEmpty();
  }

  @Test
  void siteWithoutRecords_isSettledByTheClock() {
    service.newest = null;
    queue(range(DAY_AGO, DAY_AGO + 59, 5));

    stepUntilIdle();
    assertThat(pieces).isEmpty();
    clock.advance(Duration.ofMinutes(2));
    stepUntilIdle();

    assertThat(settledThrough()).isGreaterThanOrEqualTo(DAY_AGO + 59);
    assertThat(queue).isEmpty();
  }

  @Test
  void rangeFromBeforeTheService_isReadFromTheFirstRecord() {
    long year1900 = Instant.parse("1900-01-01T00:00:00Z").getEpochSecond();
    service.store(DAY_AGO + 130, DAY_AGO + 140);
    queue(range(year1900, DAY_AGO + 179, 5), range(year1900, DAY_AGO + 119, 6));

    stepUntilIdle();

    assertThat(service.asked).containsExactly(asked(DAY_AGO + 120, DAY_AGO + 179));
    assertThat(last().range().from()).isEqualTo(year1900);
    assertThat(queue).isEmpty();

    service.stored.clear();
    queue(range(year1900, DAY_AGO + 179, 7));
    stepUntilIdle();
    assertThat(service.asked).hasSize(1);
    assertThat(queue).isEmpty();
  }

  private CorrectedPiece last() {
    return pieces.get(pieces.size() - 1);
  }

  private long settledThrough() {
    return last().settledThrough();
  }

  @Test
  void failure_isTriedAgainAfterAGrowingPause_fromTheSamePlace() {
    service.failures = 2;
    queue(range(DAY_AGO, DAY_AGO + 9, 5));

    stepUntilIdle();
    clock.advance(Duration.ofSeconds(5));
    stepUntilIdle();
    clock.advance(Duration.ofSeconds(9));
    stepUntilIdle();
    assertThat(service.asked).hasSize(2);
    clock.advance(Duration.ofSeconds(1));
    stepUntilIdle();

    assertThat(service.asked).hasSize(3).containsOnly(asked(DAY_AGO, DAY_AGO + 9));
    assertThat(pieces).hasSize(1);
    assertThat(queue).isEmpty();
  }

  @Test
  void refusal_endsTheRange() {
    service.refuses = true;
    ReadLane.Step step = lane.step(List.of(RangeReading.of(range(DAY_AGO, DAY_AGO + 100_000, 5))));

    assertThat(step.failure()).isInstanceOf(RefusedException.class);
    assertThat(step.failed()).isEqualTo(range(DAY_AGO, DAY_AGO + 100_000, 5));
    assertThat(step.queue()).isEmpty();
  }

  /** Its second would otherwise count as deleted. */
  @Test
  void unusableRecord_refusesTheAnswer() {
    service.stored.put(DAY_AGO + 1, "{\"slurry_rate\":1}");
    assertThat(failure()).isInstanceOf(RefusedException.class).hasMessageContaining("timestamp");

    service.stored.put(DAY_AGO + 1, "{\"timestamp\":%d,\"site_id\":7}".formatted(DAY_AGO + 1));
    assertThat(failure())
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("site_id 7, asked was 9102");
  }

  private Throwable failure() {
    return Objects.requireNonNull(
        lane.step(List.of(RangeReading.of(range(DAY_AGO, DAY_AGO + 9, 5)))).failure());
  }

  @Test
  void finish_readsAllAndTriesNothingTwice() {
    service.failures = 1;
    queue(range(HIGH - 7200, HIGH - 121, 5), range(DAY_AGO, DAY_AGO + 1, 6));
    List<ReadLane.Step> steps = new ArrayList<>();

    List<RangeReading> left = lane.finish(queue, pauses::add, steps::add);

    assertThat(steps).hasSize(2);
    assertThat(steps.get(0).failure()).hasMessage("503");
    assertThat(service.asked)
        .containsExactly(asked(HIGH - 7200, HIGH - 3601), asked(DAY_AGO, DAY_AGO + 1));
    assertThat(left).extracting(reading -> reading.range().revision()).containsExactly(5L);
    assertThat(pauses).isEmpty();
  }

  @Test
  void finish_readsNoMoreThanTwoDaysAndLeavesTheRest() {
    long from = Math.floorDiv(DAY_AGO, 3600) * 3600 - 99 * 3600;
    queue(range(from, DAY_AGO, 5));

    List<RangeReading> left =
        lane.finish(
            queue, pauses::add, step -> Optional.ofNullable(step.piece()).ifPresent(pieces::add));

    assertThat(pieces).hasSize(48);
    assertThat(left)
        .singleElement()
        .satisfies(rest -> assertThat(rest.next()).isEqualTo(from + 48 * 3600));
  }

  @Test
  void finish_waitsForSecondsToSettle() {
    service.newest = NOW.minusSeconds(10);
    queue(range(HIGH - 60, HIGH - 1, 5));

    List<RangeReading> left =
        lane.finish(
            queue,
            time -> {
              clock.advance(time);
              return pauses.add(time);
            },
            step -> Optional.ofNullable(step.piece()).ifPresent(pieces::add));

    assertThat(left).isEmpty();
    assertThat(settledThrough()).isGreaterThanOrEqualTo(HIGH - 1);
    assertThat(pauses).containsExactly(Duration.ofMinutes(2));
  }

  @Test
  void finish_leavesWhatDoesNotSettle() {
    queue(range(HIGH - 60, HIGH - 1, 5));

    List<RangeReading> moving =
        lane.finish(
            queue,
            time -> {
              clock.advance(time);
              service.newest = service.newest.plusMillis(1000);
              return pauses.add(time);
            },
            step -> {});
    assertThat(moving).hasSize(1);
    assertThat(pauses).hasSizeBetween(2, 3);

    assertThat(lane.finish(queue, time -> false, step -> {})).hasSize(1);
  }

  private void queue(CorrectedRange... ranges) {
    queue = List.of(ranges).stream().map(RangeReading::of).toList();
  }

  /** Each step has another lane, and only the state that a checkpoint keeps. */
  private void stepUntilIdle() {
    while (queue.stream().anyMatch(reading -> !reading.notBefore().isAfter(clock.instant()))) {
      ReadLane.Step step =
          new ReadLane(service, Duration.ofMinutes(2), clock).step(restored(queue));
      queue = step.queue();
      if (step.piece() != null) {
        pieces.add(step.piece());
      }
    }
  }

  private static List<RangeReading> restored(List<RangeReading> queue) {
    try {
      return CoderUtils.clone(ListCoder.of(RangeReadingCoder.of()), queue);
    } catch (CoderException e) {
      throw new AssertionError(e);
    }
  }

  private static String asked(long from, long through) {
    return "9102:" + from + "-" + through;
  }

  private static CorrectedRange range(long from, long through, long id) {
    return new CorrectedRange(9102, from, through, List.of(id));
  }
}
