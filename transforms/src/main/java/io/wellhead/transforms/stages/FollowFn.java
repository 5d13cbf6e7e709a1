// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import io.wellhead.transforms.restream.Drain;
import java.io.Serial;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/** Keeps a site's timeline, and gives the tasks that are due a few seconds after a signal. */
final class FollowFn extends DoFn<KV<Long, StageSignal>, StageTask> {
  @Serial private static final long serialVersionUID = 1L;

  /** A timer that should have fired so long ago has been lost. */
  private static final Duration LOST = Duration.ofMinutes(1);

  @StateId("timeline")
  private final StateSpec<ValueState<SiteTimeline>> timelineSpec =
      StateSpecs.value(SiteTimelineCoder.of());

  @TimerId("look")
  private final TimerSpec lookSpec = TimerSpecs.timer(TimeDomain.PROCESSING_TIME);

  private final StageScope scope;
  private final Duration interval;
  private final Drain drain;
  private final Clock clock;

  FollowFn(StageScope scope, Duration interval, Drain drain, Clock clock) {
    this.scope = scope;
    this.interval = interval;
    this.drain = drain;
    this.clock = clock;
  }

  @ProcessElement
  public void take(
      @Element KV<Long, StageSignal> signal,
      @StateId("timeline") ValueState<SiteTimeline> state,
      @TimerId("look") Timer timer) {
    SiteTimeline timeline = timelineOf(state);
    timeline.take(signal.getValue());
    Instant now = clock.instant();
    Instant soon = now.plus(interval);
    Instant set = timeline.wakeAt;
    if (set == null || set.isAfter(soon) || set.isBefore(now.minus(LOST))) {
      timeline.wakeAt = soon;
      set(timer, interval);
    }
    state.write(timeline);
  }

  @OnTimer("look")
  public void look(
      @StateId("timeline") ValueState<SiteTimeline> state,
      @TimerId("look") Timer timer,
      OutputReceiver<StageTask> out) {
    SiteTimeline timeline = timelineOf(state);
    Instant now = clock.instant();
    List<StageTask> due = timeline.due(scope, now);
    due.forEach(out::output);
    if (timeline.wakeAt != null) {
      set(timer, Duration.between(now, timeline.wakeAt));
    }
    state.write(timeline);
  }

  @OnWindowExpiration
  public void end(
      @StateId("timeline") ValueState<SiteTimeline> state, OutputReceiver<StageTask> out) {
    if (!drain.isRequested()) {
      timelineOf(state).atEnd(scope, clock.instant()).forEach(out::output);
    }
  }

  private static SiteTimeline timelineOf(ValueState<SiteTimeline> state) {
    SiteTimeline timeline = state.read();
    return timeline == null ? new SiteTimeline() : timeline;
  }

  private static void set(Timer timer, Duration wait) {
    timer.offset(org.joda.time.Duration.millis(wait.toMillis())).setRelative();
  }
}
