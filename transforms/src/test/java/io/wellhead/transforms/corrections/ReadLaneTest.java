// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.transforms.corrections.RangeService.RefusedException;
import io.wellhead.transforms.restream.ManualClock;
import io.wellhead.transforms.restream.Measurement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReadLaneTest {
  private static final Instant NOW = Instant.parse("2030-06-01T10:00:00Z");
  private static final long HIGH = NOW.getEpochSecond();
  private static final long DAY_AGO = HIGH - 86_400;

  private final ManualClock clock = new ManualClock(NOW);
  private final FakeRangeService service = new FakeRangeService();
  private final ReadLane lane = new ReadLane(service, Duration.ofMinutes(2), clock);
  private final List<CorrectedPiece> pieces = new ArrayList<>();
  private List<RangeReading> queue = List.of();

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
  void tail_isReadAgainOnceItIsOldEnough_underTheSameRevision() {
    service.store(HIGH - 600, HIGH - 30);
    queue(range(HIGH - 600, HIGH - 1, 5));
    stepUntilIdle();
    assertThat(pieces)
        .singleElement()
        .satisfies(piece -> assertThat(piece.settledThrough()).isEqualTo(HIGH - 120));

    clock.advance(Duration.ofSeconds(118));
    stepUntilIdle();
    assertThat(pieces).hasSize(1);
    clock.advance(Duration.ofSeconds(1));
    stepUntilIdle();

    CorrectedPiece tail = pieces.get(pieces.size() - 1);
    assertThat(tail.from()).isEqualTo(HIGH - 119);
    assertThat(tail.through()).isEqualTo(HIGH - 1);
    assertThat(tail.settledThrough()).isGreaterThanOrEqualTo(HIGH - 1);
    assertThat(tail.range().revision()).isEqualTo(5);
    assertThat(tail.readAt()).isAfter(pieces.get(0).readAt());
    assertThat(queue).isEmpty();
  }

  @Test
  void tailOverTheHour_isReadAgainFromItsFirstSecond() {
    clock.advance(Duration.ofSeconds(60));
    queue(range(HIGH - 600, HIGH + 60, 5));
    stepUntilIdle();
    clock.advance(Duration.ofMinutes(2));
    stepUntilIdle();

    assertThat(service.asked)
        .containsExactly(
            asked(HIGH - 600, HIGH - 1),
            asked(HIGH, HIGH + 60),
            asked(HIGH - 59, HIGH - 1),
            asked(HIGH, HIGH + 60));
    assertThat(queue).isEmpty();
  }

  @Test
  void whatIsAhead_isNotRead() {
    queue(range(HIGH - 10, HIGH + 1_000_000, 5), range(HIGH + 500, HIGH + 600, 6));

    stepUntilIdle();
    clock.advance(Duration.ofMinutes(2));
    stepUntilIdle();

    assertThat(service.asked)
        .containsExactly(
            asked(HIGH - 10, HIGH - 1),
            asked(HIGH, HIGH),
            asked(HIGH - 10, HIGH - 1),
            asked(HIGH, HIGH));
    assertThat(queue).isEmpty();
  }

  /** A simulation's records may be years ahead of the clock. */
  @Test
  void siteAheadOfTheClock_isSettledByItsNewestRecord() {
    long far = HIGH + 100_000_000L;
    service.newest = Instant.ofEpochSecond(far);
    queue(range(far - 300, far - 121, 5));

    stepUntilIdle();

    assertThat(pieces).allSatisfy(piece -> assertThat(piece.settledThrough()).isEqualTo(far - 120));
    assertThat(queue).isEmpty();
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
  void finish_readsAllWithoutWaiting() {
    service.failures = 1;
    queue(range(HIGH - 7200, HIGH, 5), range(DAY_AGO, DAY_AGO + 1, 6), range(HIGH - 1, HIGH, 7));
    List<ReadLane.Step> steps = new ArrayList<>();

    lane.finish(queue, steps::add);

    assertThat(steps).hasSize(4);
    assertThat(steps.get(0).failure()).hasMessage("503");
    assertThat(service.asked)
        .containsExactly(
            asked(HIGH - 7200, HIGH - 3601),
            asked(DAY_AGO, DAY_AGO + 1),
            asked(HIGH - 1, HIGH - 1),
            asked(HIGH, HIGH));
  }

  private void queue(CorrectedRange... ranges) {
    queue = List.of(ranges).stream().map(RangeReading::of).toList();
  }

  private void stepUntilIdle() {
    while (queue.stream().anyMatch(reading -> !reading.notBefore().isAfter(clock.instant()))) {
      ReadLane.Step step = lane.step(queue);
      queue = step.queue();
      if (step.piece() != null) {
        pieces.add(step.piece());
      }
    }
  }

  private static String asked(long from, long through) {
    return "9102:" + from + "-" + through;
  }

  private static CorrectedRange range(long from, long through, long id) {
    return new CorrectedRange(9102, from, through, List.of(id));
  }
}
