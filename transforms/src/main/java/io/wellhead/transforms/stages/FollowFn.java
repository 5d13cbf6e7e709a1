// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.restream.Drain;
import java.io.IOException;
import java.io.Serial;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.options.PipelineOptions;
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

/** Keeps a site's timeline, and gives the tasks that are due a few seconds after a signal. */
final class FollowFn extends DoFn<KV<Long, StageSignal>, StageTask> {
  @Serial private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(FollowFn.class);

  /** A timer that should have fired so long ago has been lost. */
  private static final Duration LOST = Duration.ofMinutes(1);

  @StateId("timeline")
  private final StateSpec<ValueState<SiteTimeline>> timelineSpec =
      StateSpecs.value(SiteTimelineCoder.of());

  @TimerId("look")
  private final TimerSpec lookSpec = TimerSpecs.timer(TimeDomain.PROCESSING_TIME);

  /** How long the table is not asked again after a question that failed. */
  private static final Duration ASK_AGAIN = Duration.ofMinutes(1);

  private final Counter failed =
      Metrics.counter(StageMetrics.NAMESPACE, StageMetrics.LOOKUPS_FAILED_COUNT);

  private final StoredFigures.Factory storing;
  private final StageScope scope;
  private final Duration interval;
  private final Drain drain;
  private final Clock clock;
  private transient @Nullable StoredFigures stored;
  private transient @Nullable Instant askNotBefore;

  FollowFn(
      StoredFigures.Factory storing,
      StageScope scope,
      Duration interval,
      Drain drain,
      Clock clock) {
    this.storing = storing;
    this.scope = scope;
    this.interval = interval;
    this.drain = drain;
    this.clock = clock;
  }

  @Setup
  public void open(PipelineOptions options) throws IOException {
    stored = storing.open(options);
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
      @Key Long siteId,
      @StateId("timeline") ValueState<SiteTimeline> state,
      @TimerId("look") Timer timer,
      OutputReceiver<StageTask> out) {
    SiteTimeline timeline = timelineOf(state);
    Instant now = clock.instant();
    takeOver(siteId, timeline);
    List<StageTask> due = timeline.due(scope, now);
    due.forEach(out::output);
    if (timeline.isToTakeOver()) {
      timeline.wakeNotAfter(now.plus(ASK_AGAIN));
    }
    if (timeline.wakeAt != null) {
      set(timer, Duration.between(now, timeline.wakeAt));
    }
    state.write(timeline);
  }

  @OnWindowExpiration
  public void end(
      @Key Long siteId,
      @StateId("timeline") ValueState<SiteTimeline> state,
      OutputReceiver<StageTask> out) {
    if (!drain.isRequested()) {
      SiteTimeline timeline = timelineOf(state);
      takeOver(siteId, timeline);
      timeline.atEnd(scope, clock.instant()).forEach(out::output);
    }
  }

  /** At the first look; if the table cannot be asked then, at a later one, or by the next job. */
  private void takeOver(long siteId, SiteTimeline timeline) {
    Instant now = clock.instant();
    if (!timeline.isToTakeOver() || (askNotBefore != null && now.isBefore(askNotBefore))) {
      return;
    }
    try {
      timeline.takeOver(requireNonNull(stored, "set up first").of(siteId));
    } catch (IOException e) {
      failed.inc();
      askNotBefore = now.plus(ASK_AGAIN);
      LOG.warn("What earlier jobs left cannot be asked for now. site={}", siteId, e);
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
