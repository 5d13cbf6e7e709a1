// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.restream.Sleeper;
import io.wellhead.transforms.EncodedState;
import io.wellhead.transforms.Outputs;
import io.wellhead.transforms.WaitingTimer;
import io.wellhead.transforms.restream.Drain;
import io.wellhead.transforms.restream.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.MapCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lane beside a runner: what it finds in its state, and how it waits when the input ends. */
class ReadRangesFnTest {
  private static final Instant START = Instant.parse("2030-06-01T10:00:00Z");
  private static final long FIRST = START.getEpochSecond();
  private static final Duration TAIL = Duration.ofSeconds(5);
  private static final CorrectedRange TWO_HOURS =
      new CorrectedRange(9102, FIRST, FIRST + 7199, List.of(2201L));
  private static final String TWO_HOURS_BYTES =
      "01" // version
          + "8e47" // site
          + "a0ef8d8d07" // first second
          + "bfa78e8d07" // last second
          + "019911"; // one change
  private static final String QUEUE_BYTES =
      "00000001" // one reading
          + "02" // version
          + TWO_HOURS_BYTES
          + "b08b8e8d07" // goes on an hour later
          + "bfa78e8d07" // last second
          + "00" // no unsettled span, no look
          + "02" // failures
          + "0900"; // not before
  private static final String GIVEN_BYTES =
      "00000001" // one range
          + TWO_HOURS_BYTES
          + "01"; // one piece

  private static final Coder<List<RangeReading>> QUEUE = ListCoder.of(RangeReadingCoder.of());
  private static final Coder<Map<CorrectedRange, Long>> GIVEN =
      MapCoder.of(CorrectedRangeCoder.of(), VarLongCoder.of());
  private static final Coder<List<GivenSpan>> LATELY = ListCoder.of(GivenSpanCoder.of());

  private final FakeRangeService service = new FakeRangeService();
  private final ManualClock clock = new ManualClock(START.plusSeconds(20_000));
  private final Drain drain = Drain.create();
  private final Outputs out = new Outputs();
  private final ValueState<List<GivenSpan>> lately = EncodedState.value(LATELY, "");
  private final List<Duration> breaths = new ArrayList<>();
  private final ReadRangesFn lane = new ReadRangesFn(() -> service, drain, TAIL, clock);

  @BeforeEach
  void open() throws IOException {
    lane.open();
    lane.sleepWith(
        time -> {
          breaths.add(time);
          clock.advance(time);
        });
    service.store(FIRST, FIRST + 7199);
    service.newest = START.plusSeconds(10_000);
  }

  @Test
  void stateThatAnEarlierBuildWrote_isReadToItsEnd() {
    ValueState<List<RangeReading>> queue = queue(QUEUE_BYTES);
    ValueState<Map<CorrectedRange, Long>> given = given(GIVEN_BYTES);

    lane.step(queue, given, lately, new WaitingTimer(), out);

    assertThat(service.asked).containsExactly("9102:" + (FIRST + 3600) + "-" + (FIRST + 7199));
    assertThat(out.of(ReadRangesFn.PIECES))
        .singleElement()
        .satisfies(piece -> assertThat(piece.records()).hasSize(3600));
    assertThat(out.of(ReadRangesFn.PROGRESS))
        .containsExactly(RangeProgress.ended(TWO_HOURS, 2, null));
    assertThat(queue.read()).isNull();
    assertThat(given.read()).isNull();
  }

  /** One hour of a thousand has records: what is kept is a position, and where those were. */
  @Test
  void rangeOfThreeYears_isReadHourByHourWithLittleState() throws Exception {
    long hours = 3 * 365 * 24;
    long from = FIRST - hours * 3600;
    service.stored.clear();
    for (long hour = 0; hour < hours; hour += 1000) {
      service.store(from + hour * 3600, from + hour * 3600 + 9);
    }
    CorrectedRange years = new CorrectedRange(9102, from, FIRST - 1, List.of(2201L));
    ValueState<List<RangeReading>> queue = queue("");
    ValueState<Map<CorrectedRange, Long>> given = given("");
    WaitingTimer timer = new WaitingTimer();
    lane.queue(KV.of(0, years), queue, timer, out);
    int most = 0;
    for (long step = 0; step < hours; step++) {
      assertThat(timer.waiting()).isEqualTo(org.joda.time.Duration.ZERO);
      lane.step(queue, given, lately, timer, out);
      clock.advance(Duration.ofSeconds(1));
      most = Math.max(most, bytes(QUEUE, queue) + bytes(GIVEN, given) + bytes(LATELY, lately));
    }

    assertThat(most).as("encoded bytes of the lane").isLessThan(1000);
    assertThat(queue.read()).isNull();
    assertThat(given.read()).isNull();
    assertThat(out.of(ReadRangesFn.PROGRESS))
        .containsExactly(RangeProgress.queued(years), RangeProgress.ended(years, hours, null));
    long next = from;
    long records = 0;
    for (CorrectedPiece piece : out.of(ReadRangesFn.PIECES)) {
      assertThat(piece.from()).isEqualTo(next);
      next = piece.through() + 1;
      records += piece.records().size();
    }
    assertThat(next).isEqualTo(FIRST);
    assertThat(records).isEqualTo(service.stored.size());
    assertThat(service.asked).hasSize((int) hours);
  }

  private static <T> int bytes(Coder<T> coder, ValueState<T> state) throws CoderException {
    T value = state.read();
    return value == null ? 0 : CoderUtils.encodeToByteArray(coder, value).length;
  }

  @Test
  void secondsThatWereGivenForAnotherChange_areMarked() {
    lane.step(queue(QUEUE_BYTES), given(GIVEN_BYTES), lately, new WaitingTimer(), out);
    lane.step(queue(QUEUE_BYTES), given(GIVEN_BYTES), lately, new WaitingTimer(), out);

    assertThat(out.of(ReadRangesFn.PIECES))
        .extracting(CorrectedPiece::isGivenBefore)
        .containsExactly(false, true);
    assertThat(lately.read()).hasSize(1);
  }

  @Test
  void failureAfterARestart_pausesLongerThanTheOnesBefore() {
    service.failures = 1;
    ValueState<List<RangeReading>> queue = queue(QUEUE_BYTES);
    WaitingTimer timer = new WaitingTimer();

    lane.step(queue, given(GIVEN_BYTES), lately, timer, out);

    assertThat(timer.waiting()).isEqualTo(org.joda.time.Duration.standardSeconds(20));
    assertThat(queue.read())
        .singleElement()
        .satisfies(left -> assertThat(left.failures()).isEqualTo(3));
    assertThat(out.of(ReadRangesFn.PROGRESS)).isEmpty();
  }

  @Test
  void readersThatHadNoTurnSinceTheLastPiece_comeFirst() {
    drain.noteReading();
    assertThat(drain.mayGoOn()).isTrue();
    ValueState<List<RangeReading>> queue = queue(QUEUE_BYTES);
    WaitingTimer timer = new WaitingTimer();

    lane.step(queue, given(GIVEN_BYTES), lately, timer, out);
    assertThat(service.asked).isEmpty();
    assertThat(timer.waiting().getMillis()).isEqualTo(Drain.TURN.toMillis());

    drain.noteReading();
    lane.step(queue, given(GIVEN_BYTES), lately, timer, out);
    assertThat(service.asked).hasSize(1);
  }

  @Test
  void tailAtTheEnd_isWaitedForInShortBreaths() {
    ValueState<List<RangeReading>> queue = queueOfAnUnsettledMinute();

    lane.finish(queue, given(""), lately, out);

    assertThat(breaths).isNotEmpty().allMatch(breath -> breath.toMillis() <= 200);
    assertThat(breaths.stream().reduce(Duration.ZERO, Duration::plus))
        .isBetween(Duration.ofSeconds(1), TAIL.plusSeconds(1));
    assertThat(out.of(ReadRangesFn.PROGRESS))
        .extracting(RangeProgress::kind)
        .contains(RangeProgress.Kind.ENDED);
  }

  @Test
  void drainThatIsRequestedMeanwhile_endsTheWaiting() {
    lane.sleepWith(
        time -> {
          breaths.add(time);
          clock.advance(time);
          if (breaths.size() == 2) {
            drain.request();
          }
        });
    ValueState<List<RangeReading>> queue = queueOfAnUnsettledMinute();

    lane.finish(queue, given(""), lately, out);

    assertThat(breaths).hasSize(2);
    assertThat(out.of(ReadRangesFn.PROGRESS))
        .extracting(RangeProgress::kind)
        .doesNotContain(RangeProgress.Kind.ENDED);
  }

  @Test
  void interruption_endsTheWaitingAndIsKept() {
    Sleeper interrupted =
        time -> {
          throw new InterruptedException();
        };
    lane.sleepWith(interrupted);
    ValueState<List<RangeReading>> queue = queueOfAnUnsettledMinute();

    lane.finish(queue, given(""), lately, out);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(out.of(ReadRangesFn.PROGRESS))
        .extracting(RangeProgress::kind)
        .doesNotContain(RangeProgress.Kind.ENDED);
  }

  /** A minute whose last second is the site's newest record, a second ago. */
  private ValueState<List<RangeReading>> queueOfAnUnsettledMinute() {
    service.stored.tailMap(FIRST + 60, true).clear();
    service.newest = START.plusSeconds(59);
    clock.advance(Duration.between(clock.instant(), START.plusSeconds(60)));
    ValueState<List<RangeReading>> queue = queue("");
    lane.queue(
        KV.of(0, new CorrectedRange(9102, FIRST, FIRST + 59, List.of(5L))),
        queue,
        new WaitingTimer(),
        out);
    return queue;
  }

  private static ValueState<List<RangeReading>> queue(String bytes) {
    return EncodedState.value(QUEUE, bytes);
  }

  private static ValueState<Map<CorrectedRange, Long>> given(String bytes) {
    return EncodedState.value(GIVEN, bytes);
  }
}
