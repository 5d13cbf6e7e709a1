// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.confirming;

import static java.util.Objects.requireNonNull;

import io.wellhead.restream.Sleeper;
import java.io.IOException;
import java.io.Serial;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.options.PipelineOptions;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Confirms what is durable: each firing of the timer is one call of the service. */
final class ConfirmFn extends DoFn<KV<Integer, Notice>, ChangeLife> {
  @Serial private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(ConfirmFn.class);

  private final Counter confirmed =
      Metrics.counter(ConfirmMetrics.NAMESPACE, ConfirmMetrics.CHANGES_CONFIRMED_COUNT);
  private final Counter failed =
      Metrics.counter(ConfirmMetrics.NAMESPACE, ConfirmMetrics.CONFIRMATIONS_FAILED_COUNT);
  private final Counter left =
      Metrics.counter(ConfirmMetrics.NAMESPACE, ConfirmMetrics.CONFIRMATIONS_LEFT_COUNT);

  @StateId("queue")
  private final StateSpec<ValueState<List<Confirmation>>> queueSpec =
      StateSpecs.value(ListCoder.of(ConfirmationCoder.of()));

  /** By change id, the newest announcement: some 20 bytes for each change that is not confirmed. */
  @StateId("announced")
  private final StateSpec<MapState<Long, Announcement>> announcedSpec =
      StateSpecs.map(VarLongCoder.of(), AnnouncementCoder.of());

  @TimerId("step")
  private final TimerSpec stepSpec = TimerSpecs.timer(TimeDomain.PROCESSING_TIME);

  private final ConfirmService.Factory services;
  private final boolean confirming;
  private final Clock clock;
  private transient @Nullable ConfirmService service;
  private transient @Nullable Sleeper sleeper;

  ConfirmFn(ConfirmService.Factory services, boolean confirming, Clock clock) {
    this.services = services;
    this.confirming = confirming;
    this.clock = clock;
  }

  @Setup
  public void open(PipelineOptions options) throws IOException {
    service = services.open(options);
    sleeper = Sleeper.real();
  }

  @ProcessElement
  public void queue(
      @Element KV<Integer, Notice> notice,
      @StateId("queue") ValueState<List<Confirmation>> state,
      @StateId("announced") MapState<Long, Announcement> announced,
      @TimerId("step") Timer timer,
      OutputReceiver<ChangeLife> out) {
    if (notice.getValue() instanceof Announcement announcement) {
      new Kept(announced).add(announcement);
      return;
    }
    ConfirmLane.Step step = lane(announced).add(queueOf(state), (Confirmation) notice.getValue());
    give(step, out);
    keep(step.queue(), state, timer);
  }

  @OnTimer("step")
  public void step(
      @StateId("queue") ValueState<List<Confirmation>> state,
      @StateId("announced") MapState<Long, Announcement> announced,
      @TimerId("step") Timer timer,
      OutputReceiver<ChangeLife> out) {
    ConfirmLane.Step step = lane(announced).step(queueOf(state));
    give(step, out);
    keep(step.queue(), state, timer);
  }

  private void keep(List<Confirmation> queue, ValueState<List<Confirmation>> state, Timer timer) {
    if (queue.isEmpty()) {
      state.clear();
      return;
    }
    state.write(queue);
    Duration wait = Duration.between(clock.instant(), ConfirmLane.nextTurn(queue));
    timer
        .offset(org.joda.time.Duration.millis(wait.isNegative() ? 0 : wait.toMillis()))
        .setRelative();
  }

  /** At the end, and when a drain is at its end, what is durable is not left to the next run. */
  @OnWindowExpiration
  public void finish(
      @StateId("queue") ValueState<List<Confirmation>> state,
      @StateId("announced") MapState<Long, Announcement> announced,
      OutputReceiver<ChangeLife> out) {
    List<Confirmation> undone =
        lane(announced).finish(queueOf(state), this::pause, step -> give(step, out));
    for (Confirmation changes : undone) {
      left.inc(changes.changeIds().size());
      LOG.warn("not confirmed when the pipeline ended: {}", changes);
    }
  }

  private boolean pause(Duration time) {
    try {
      requireNonNull(sleeper, "set up first").sleep(time);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void give(ConfirmLane.Step step, OutputReceiver<ChangeLife> out) {
    step.lives().forEach(out::output);
    confirmed.inc(step.lives().stream().filter(life -> life.confirmed() != null).count());
    if (step.failure() != null) {
      failed.inc();
      LOG.warn("changes are not confirmed yet, trying again later: {}", step.failure());
    }
  }

  private ConfirmLane lane(MapState<Long, Announcement> announced) {
    return new ConfirmLane(
        requireNonNull(service, "set up first"), confirming, new Kept(announced), clock);
  }

  /** Announcements in the state of the lane. */
  private record Kept(MapState<Long, Announcement> state) implements Announcements {
    @Override
    public @Nullable Announcement newest(long changeId) {
      return state.get(changeId).read();
    }

    @Override
    public void keep(Announcement announcement) {
      state.put(announcement.changeId(), announcement);
    }

    @Override
    public void forget(long changeId) {
      state.remove(changeId);
    }
  }

  private static List<Confirmation> queueOf(ValueState<List<Confirmation>> state) {
    List<Confirmation> queue = state.read();
    return queue == null ? List.of() : queue;
  }

  @Teardown
  public void close() {
    if (service != null) {
      service.close();
      service = null;
    }
  }
}
