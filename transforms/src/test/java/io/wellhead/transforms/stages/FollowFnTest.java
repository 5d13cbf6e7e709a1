// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.TreeSet;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.values.KV;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What earlier jobs left is asked for once, however long it takes; no runner. */
class FollowFnTest {
  private static final long SITE = 9102;
  private static final Instant NOW = Instant.parse("2030-06-01T10:00:00Z");
  private static final StageEntry LEFT = new StageEntry(SITE, "699", "wl_x", 7, 100, 200L);

  private final ManualClock clock = new ManualClock(NOW);
  private final Drain drain = Drain.create();
  private final ValueState<SiteTimeline> state = EncodedState.value(SiteTimelineCoder.of(), "");
  private final List<StageTask> tasks = new ArrayList<>();
  private final List<Long> asked = new ArrayList<>();
  private int failures;
  private final FollowFn follow =
      new FollowFn(
          options -> this::stored,
          new StageScope(NOW, null, Duration.ofMinutes(2)),
          Duration.ofSeconds(5),
          drain,
          clock);

  private StoredFigures.OfSite stored(long siteId) throws IOException {
    asked.add(siteId);
    if (failures > 0) {
      failures--;
      throw new IOException("503");
    }
    return new StoredFigures.OfSite(
        List.of(new StoredStage(LEFT, true, 0)), new TreeSet<>(List.of("former")), List.of());
  }

  @BeforeEach
  void open() throws IOException {
    follow.open(PipelineOptionsFactory.create());
  }

  @Test
  void siteIsAskedForAtTheFirstLook_andNeverAgain() {
    take(new StageSignal.Removed(SITE, "699", NOW));
    look();
    assertThat(asked).as("before the definitions are known").isEmpty();

    define();
    look();
    assertThat(tasks).extracting(StageTask::goal).containsExactly(StageTask.Goal.REMOVED);
    assertThat(tasks.get(0).goneNames()).containsExactly("former");

    look();
    assertThat(asked).containsExactly(SITE);
    assertThat(tasks).hasSize(1);
  }

  @Test
  void questionThatFails_isAskedAgainAMinuteLater() {
    failures = 1;
    take(new StageSignal.Removed(SITE, "699", NOW));
    define();

    assertThat(look().waiting()).isEqualTo(org.joda.time.Duration.standardMinutes(1));
    clock.advance(Duration.ofSeconds(30));
    look();
    assertThat(asked).hasSize(1);
    assertThat(tasks).isEmpty();

    clock.advance(Duration.ofSeconds(30));
    look();
    assertThat(tasks).hasSize(1);
    assertThat(asked).hasSize(2);
  }

  @Test
  void endOfAShortRun_asksAsWell() {
    take(new StageSignal.Removed(SITE, "699", NOW));
    define();

    follow.end(SITE, state, Outputs.to(tasks));

    assertThat(tasks).extracting(StageTask::key).containsExactly("9102/699");
  }

  private void define() {
    take(
        new StageSignal.Defined(
            SITE, DefinitionReader.read("[]".getBytes(UTF_8), null, false), NOW));
  }

  private void take(StageSignal signal) {
    follow.take(KV.of(SITE, signal), state, new WaitingTimer());
  }

  private WaitingTimer look() {
    WaitingTimer timer = new WaitingTimer();
    follow.look(SITE, state, timer, Outputs.to(tasks));
    return timer;
  }
}
