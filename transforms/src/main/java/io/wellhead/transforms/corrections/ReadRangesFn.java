// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import static java.util.Objects.requireNonNull;

import io.wellhead.restream.Sleeper;
import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.deadletters.ErrorKind;
import io.wellhead.transforms.restream.Drain;
import io.wellhead.transforms.restream.RefusedException;
import java.io.IOException;
import java.io.Serial;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.MapCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the ranges of a lane: each firing of the timer is one piece. */
final class ReadRangesFn extends DoFn<KV<Integer, CorrectedRange>, CorrectedPiece> {
  @Serial private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ReadRangesFn.class);

  private static final Duration BREATH = Duration.ofMillis(200);

  static final TupleTag<CorrectedPiece> PIECES = new TupleTag<>() {};
  static final TupleTag<RangeProgress> PROGRESS = new TupleTag<>() {};
  static final TupleTag<DeadLetter> FAILURES = new TupleTag<>() {};

  private final Counter pieces =
      Metrics.counter(CorrectionMetrics.READ, CorrectionMetrics.PIECES_READ_COUNT);
  private final Counter failed =
      Metrics.counter(CorrectionMetrics.READ, CorrectionMetrics.READINGS_FAILED_COUNT);
  private final Counter refused =
      Metrics.counter(CorrectionMetrics.READ, CorrectionMetrics.RANGES_REFUSED_COUNT);
  private final Counter left =
      Metrics.counter(CorrectionMetrics.READ, CorrectionMetrics.RANGES_LEFT_COUNT);

  @StateId("queue")
  private final StateSpec<ValueState<List<RangeReading>>> queueSpec =
      StateSpecs.value(ListCoder.of(RangeReadingCoder.of()));

  /** How many pieces were given of ranges that have not ended. */
  @StateId("given")
  private final StateSpec<ValueState<Map<CorrectedRange, Long>>> givenSpec =
      StateSpecs.value(MapCoder.of(CorrectedRangeCoder.of(), VarLongCoder.of()));

  /** Of which seconds records were given in the last day. */
  @StateId("lately")
  private final StateSpec<ValueState<List<GivenSpan>>> latelySpec =
      StateSpecs.value(ListCoder.of(GivenSpanCoder.of()));

  @TimerId("step")
  private final TimerSpec stepSpec = TimerSpecs.timer(TimeDomain.PROCESSING_TIME);

  private final RangeService.Factory services;
  private final Drain drain;
  private final Duration tail;
  private final Clock clock;
  private transient @Nullable RangeService service;
  private transient @Nullable Sleeper sleeper;

  ReadRangesFn(RangeService.Factory services, Drain drain, Duration tail, Clock clock) {
    this.services = services;
    this.drain = drain;
    this.tail = tail;
    this.clock = clock;
  }

  @Setup
  public void open() throws IOException {
    service = services.open();
    sleepWith(Sleeper.real());
  }

  /** Lets waits at the end pass so. */
  void sleepWith(Sleeper newSleeper) {
    sleeper = newSleeper;
  }

  @ProcessElement
  public void queue(
      @Element KV<Integer, CorrectedRange> range,
      @StateId("queue") ValueState<List<RangeReading>> state,
      @TimerId("step") Timer timer,
      MultiOutputReceiver out) {
    out.get(PROGRESS).output(RangeProgress.queued(range.getValue()));
    List<RangeReading> queue = new ArrayList<>(listOf(state));
    queue.add(RangeReading.of(range.getValue()));
    state.write(queue);
    set(timer, Duration.ZERO);
    drain.noteWork(ReadCorrectedRanges.STEP, true);
  }

  @OnTimer("step")
  public void step(
      @StateId("queue") ValueState<List<RangeReading>> state,
      @StateId("given") ValueState<Map<CorrectedRange, Long>> givenState,
      @StateId("lately") ValueState<List<GivenSpan>> latelyState,
      @TimerId("step") Timer timer,
      MultiOutputReceiver out) {
    if (drain.isRequested()) {
      return;
    }
    if (!drain.mayGoOn()) {
      set(timer, Drain.TURN);
      return;
    }
    ReadLane.Step step = lane().step(listOf(state));
    Map<CorrectedRange, Long> given = givenOf(givenState);
    GivenLately lately = new GivenLately(listOf(latelyState));
    give(step, given, lately, out);
    if (step.piece() != null) {
      latelyState.write(lately.spans());
    }
    Instant now = clock.instant();
    LaneBacklog.of(step.queue(), now).report();
    drain.noteWork(
        ReadCorrectedRanges.STEP, step.queue().stream().anyMatch(reading -> reading.isDue(now)));
    if (step.queue().isEmpty()) {
      state.clear();
      givenState.clear();
      return;
    }
    givenState.write(given);
    state.write(step.queue());
    Duration wait = Duration.between(clock.instant(), ReadLane.nextTurn(step.queue()));
    set(timer, wait.isNegative() ? Duration.ZERO : wait);
  }

  @OnWindowExpiration
  public void finish(
      @StateId("queue") ValueState<List<RangeReading>> state,
      @StateId("given") ValueState<Map<CorrectedRange, Long>> givenState,
      @StateId("lately") ValueState<List<GivenSpan>> latelyState,
      MultiOutputReceiver out) {
    List<RangeReading> queue = listOf(state);
    drain.noteWork(ReadCorrectedRanges.STEP, false);
    if (drain.isRequested()) {
      left.inc(queue.size());
      queue.forEach(reading -> LOG.warn("left to the next run: {}", reading.range()));
      return;
    }
    Map<CorrectedRange, Long> given = givenOf(givenState);
    GivenLately lately = new GivenLately(listOf(latelyState));
    List<RangeReading> unread =
        lane().finish(queue, this::pause, step -> give(step, given, lately, out));
    left.inc(unread.size());
    unread.forEach(reading -> LOG.warn("left to the next run: {}", reading.range()));
  }

  /** Waits in short breaths, so that a drain does not wait with it. */
  private boolean pause(Duration time) {
    try {
      for (Duration rest = time; !rest.isNegative(); rest = rest.minus(BREATH)) {
        if (drain.isRequested()) {
          return false;
        }
        requireNonNull(sleeper, "set up first").sleep(rest.compareTo(BREATH) < 0 ? rest : BREATH);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void give(
      ReadLane.Step step,
      Map<CorrectedRange, Long> given,
      GivenLately lately,
      MultiOutputReceiver out) {
    CorrectedPiece piece = step.piece();
    if (piece != null) {
      pieces.inc();
      given.merge(piece.range(), 1L, Long::sum);
      out.get(PIECES).output(lately.give(piece));
    }
    CorrectedRange ended = step.ended();
    if (ended != null) {
      Long count = given.remove(ended);
      out.get(PROGRESS)
          .output(
              RangeProgress.ended(
                  ended,
                  count == null ? 0 : count,
                  step.failure() == null ? null : String.valueOf(step.failure().getMessage())));
    }
    IOException failure = step.failure();
    CorrectedRange range = step.failed();
    if (failure == null || range == null) {
      return;
    }
    if (failure instanceof RefusedException) {
      refused.inc();
      out.get(FAILURES)
          .output(
              DeadLetter.of(
                  ReadCorrectedRanges.STEP,
                  ErrorKind.INVALID,
                  String.valueOf(failure.getMessage()),
                  range.subject(),
                  clock.instant()));
    } else {
      failed.inc();
      LOG.warn("cannot read {} now, trying again later", range, failure);
    }
  }

  private ReadLane lane() {
    return new ReadLane(requireNonNull(service, "set up first"), tail, clock);
  }

  private static <T> List<T> listOf(ValueState<List<T>> state) {
    List<T> list = state.read();
    return list == null ? List.of() : list;
  }

  private static Map<CorrectedRange, Long> givenOf(ValueState<Map<CorrectedRange, Long>> state) {
    Map<CorrectedRange, Long> given = state.read();
    return given == null ? new HashMap<>() : new HashMap<>(given);
  }

  private static void set(Timer timer, Duration wait) {
    timer.offset(org.joda.time.Duration.millis(wait.toMillis())).setRelative();
  }

  @Teardown
  public void close() {
    if (service != null) {
      service.close();
      service = null;
    }
  }
}
