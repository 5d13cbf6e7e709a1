// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.deadletters.ErrorKind;
import io.wellhead.transforms.restream.Drain;
import io.wellhead.transforms.restream.Pauses;
import io.wellhead.transforms.restream.RefusedException;
import java.io.IOException;
import java.io.Serial;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.state.MapState;
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

/** Does the tasks of the whole job in turn: each firing of the timer is one step of one stage. */
final class ComputeFn extends DoFn<KV<Integer, StageTask>, StageAggregation> {
  @Serial private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ComputeFn.class);

  static final TupleTag<StageAggregation> ROWS = new TupleTag<>() {};
  static final TupleTag<DeadLetter> FAILURES = new TupleTag<>() {};

  private final Counter computed =
      Metrics.counter(StageMetrics.NAMESPACE, StageMetrics.STAGES_COMPUTED_COUNT);
  private final Counter records =
      Metrics.counter(StageMetrics.NAMESPACE, StageMetrics.STAGE_RECORDS_READ_COUNT);
  private final Counter failed =
      Metrics.counter(StageMetrics.NAMESPACE, StageMetrics.READINGS_FAILED_COUNT);
  private final Counter refused =
      Metrics.counter(StageMetrics.NAMESPACE, StageMetrics.STAGES_REFUSED_COUNT);
  private final Counter left =
      Metrics.counter(StageMetrics.NAMESPACE, StageMetrics.STAGES_LEFT_COUNT);

  @StateId("turns")
  private final StateSpec<ValueState<List<StageTurn>>> turnsSpec =
      StateSpecs.value(ListCoder.of(StageTurn.coder()));

  @StateId("tasks")
  private final StateSpec<MapState<String, StageTask>> tasksSpec =
      StateSpecs.map(StringUtf8Coder.of(), StageTaskCoder.of());

  @StateId("progress")
  private final StateSpec<MapState<String, StageProgress>> progressSpec =
      StateSpecs.map(StringUtf8Coder.of(), StageProgress.coder());

  /** Microseconds since 1970: a clock that was set back must not let an older reading win. */
  @StateId("lastReading")
  private final StateSpec<ValueState<Long>> lastReadingSpec = StateSpecs.value();

  @TimerId("step")
  private final TimerSpec stepSpec = TimerSpecs.timer(TimeDomain.PROCESSING_TIME);

  private final StageService.Factory services;
  private final Drain drain;
  private final Clock clock;
  private transient @Nullable StageService service;

  ComputeFn(StageService.Factory services, Drain drain, Clock clock) {
    this.services = services;
    this.drain = drain;
    this.clock = clock;
  }

  @Setup
  public void open() throws IOException {
    service = services.open();
  }

  @ProcessElement
  public void queue(
      @Element KV<Integer, StageTask> element,
      @StateId("turns") ValueState<List<StageTurn>> turns,
      @StateId("tasks") MapState<String, StageTask> tasks,
      @TimerId("step") Timer timer) {
    StageTask task = element.getValue();
    StageTask waiting = tasks.get(task.key()).read();
    if (waiting != null && waiting.number() > task.number()) {
      return;
    }
    tasks.put(task.key(), waiting == null ? task : task.inPlaceOf(waiting));
    // What waits for the vendor's figures alone does not hold up what can be done without them.
    if (waiting == null || waiting.goal() == StageTask.Goal.COMPARED) {
      List<StageTurn> queue = new ArrayList<>(turnsOf(turns));
      queue.removeIf(turn -> turn.key().equals(task.key()));
      queue.add(StageTurn.of(task, clock.instant()));
      turns.write(queue);
      set(timer, Duration.ZERO);
      drain.noteWork(AggregateStages.STEP, true);
    }
  }

  @OnTimer("step")
  public void step(
      @StateId("turns") ValueState<List<StageTurn>> turns,
      @StateId("tasks") MapState<String, StageTask> tasks,
      @StateId("progress") MapState<String, StageProgress> progress,
      @StateId("lastReading") ValueState<Long> lastReading,
      @TimerId("step") Timer timer,
      MultiOutputReceiver out) {
    if (drain.isRequested()) {
      return;
    }
    if (!drain.mayGoOn()) {
      set(timer, Drain.TURN);
      return;
    }
    List<StageTurn> queue = new ArrayList<>(turnsOf(turns));
    StageTurn next = StageTurn.next(queue, clock.instant());
    if (next != null) {
      queue.remove(next);
      StageTurn again = take(next, new Stages(tasks, progress, lastReading), out);
      if (again != null) {
        queue.add(again);
      }
    }
    turns.write(queue);
    drain.noteWork(AggregateStages.STEP, queue.stream().anyMatch(turn -> turn.failures() == 0));
    queue.stream()
        .map(StageTurn::notBefore)
        .min(Instant::compareTo)
        .map(earliest -> Duration.between(clock.instant(), earliest))
        .ifPresent(wait -> set(timer, wait.isNegative() ? Duration.ZERO : wait));
  }

  @OnWindowExpiration
  public void finish(
      @StateId("turns") ValueState<List<StageTurn>> turns,
      @StateId("tasks") MapState<String, StageTask> tasks,
      @StateId("progress") MapState<String, StageProgress> progress,
      @StateId("lastReading") ValueState<Long> lastReading,
      MultiOutputReceiver out) {
    List<StageTurn> queue = turnsOf(turns);
    drain.noteWork(AggregateStages.STEP, false);
    if (drain.isRequested()) {
      left.inc(queue.size());
      queue.forEach(turn -> LOG.warn("A stage is left to the next run. stage={}", turn.key()));
      return;
    }
    Stages stages = new Stages(tasks, progress, lastReading);
    for (StageTurn turn : queue) {
      StageTurn again = take(turn, stages, out);
      while (again != null && again.failures() == 0) {
        again = take(again, stages, out);
      }
      if (again != null) {
        left.inc();
      }
    }
  }

  /** The states by stage. */
  private record Stages(
      MapState<String, StageTask> tasks,
      MapState<String, StageProgress> progress,
      ValueState<Long> lastReading) {}

  /** Does one step; gives the stage's next turn, or null if its task is done. */
  private @Nullable StageTurn take(StageTurn turn, Stages stages, MultiOutputReceiver out) {
    String key = turn.key();
    StageTask task = stages.tasks.get(key).read();
    if (task == null) {
      return null;
    }
    try {
      StageReading reading = new StageReading(requireNonNull(service, "set up first"));
      StageReading.Step step =
          reading.step(task, stages.progress.get(key).read(), readAt(stages.lastReading));
      step.rows().forEach(out.get(ROWS)::output);
      records.inc(step.records());
      keep(stages.progress, key, step.progress());
      keep(stages.tasks, key, step.rest());
      computed.inc(step.rows().isEmpty() ? 0 : 1);
      return step.rest() == null ? null : StageTurn.of(step.rest(), clock.instant());
    } catch (RefusedException e) {
      refused.inc();
      stages.tasks.remove(key);
      stages.progress.remove(key);
      out.get(FAILURES).output(failure(task, e));
      return null;
    } catch (IOException e) {
      failed.inc();
      Duration pause = Pauses.after(turn.failures());
      LOG.warn("A stage cannot be read now. stage={} retryMs={}", key, pause.toMillis(), e);
      return new StageTurn(key, turn.failures() + 1, clock.instant().plus(pause));
    }
  }

  private static <T> void keep(MapState<String, T> state, String key, @Nullable T value) {
    if (value == null) {
      state.remove(key);
    } else {
      state.put(key, value);
    }
  }

  private DeadLetter failure(StageTask task, RefusedException e) {
    return DeadLetter.of(
        AggregateStages.STEP,
        ErrorKind.INVALID,
        String.valueOf(e.getMessage()),
        task.subject(),
        clock.instant());
  }

  /** Now, but later than every reading before. */
  private Instant readAt(ValueState<Long> lastReading) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    Long last = lastReading.read();
    long at = last == null ? micros : Math.max(micros, last + 1);
    lastReading.write(at);
    return Instant.EPOCH.plus(at, ChronoUnit.MICROS);
  }

  private static List<StageTurn> turnsOf(ValueState<List<StageTurn>> state) {
    List<StageTurn> turns = state.read();
    return turns == null ? List.of() : turns;
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
