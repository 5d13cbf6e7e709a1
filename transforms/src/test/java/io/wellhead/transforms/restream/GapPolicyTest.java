// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GapPolicyTest {
  private static final long T0 = 1_780_293_600L;
  private static final ReadTiming TIMING = ReadTiming.DEFAULT;
  private static final Instant NO_END = null;

  private final ManualClock clock = new ManualClock(Instant.ofEpochSecond(T0));
  private final RoomProgress progress = new RoomProgress(clock, SiteProgress.NOT_STARTED);

  @Test
  void due_nothingReadYet_isNothing() {
    GapPolicy policy = policy(NO_END);
    clock.advance(Duration.ofHours(1));
    assertThat(policy.due(true)).isNull();
  }

  @Test
  void due_padWithoutSites_isAskedForAsAWholeWhenTheClockHasPassedTheEnd() {
    GapPolicy policy = policy(Instant.ofEpochSecond(T0 + 10));
    clock.advance(Duration.ofSeconds(10).plus(TIMING.silence()));
    assertThat(policy.due(false)).isNull();
    assertThat(policy.due(true)).isEqualTo(new Gap(T0, Gap.OPEN));
  }

  @Test
  void due_hole_comesAfterPatienceAndLaterAfterEachEmptyAnswer() {
    GapPolicy policy = policy(NO_END);
    emit(T0, T0 + 2);
    assertThat(policy.due(true)).isNull();
    clock.advance(TIMING.gapPatience());
    Gap gap = new Gap(T0 + 1, T0 + 1);
    assertThat(policy.due(true)).isEqualTo(gap);
    policy.answered(gap, 0);
    assertThat(policy.due(true)).isNull();
    clock.advance(TIMING.gapPatience().multipliedBy(2));
    assertThat(policy.due(true)).isEqualTo(gap);
    policy.answered(gap, 0);
    clock.advance(TIMING.gapPatience().multipliedBy(4));
    assertThat(policy.due(true)).isEqualTo(gap);
    policy.answered(gap, 0);
    assertThat(progress.hasHole()).as("three empty answers settle it").isFalse();
  }

  @Test
  void due_holesThatCloseByThemselves_areNeverAskedFor() {
    GapPolicy policy = policy(NO_END);
    emit(T0);
    for (long t = T0 + 1; t < T0 + 100; t += 2) {
      emit(t + 1);
      clock.advance(Duration.ofSeconds(1));
      assertThat(policy.due(true)).isNull();
      emit(t);
      clock.advance(Duration.ofSeconds(1));
      assertThat(policy.due(true)).isNull();
    }
  }

  @Test
  void due_streamFarAhead_doesNotWaitForTheClock() {
    GapPolicy policy = policy(NO_END);
    emit(T0, T0 + 2, T0 + 200);
    assertThat(policy.due(true)).isEqualTo(new Gap(T0 + 1, T0 + 199));
  }

  @Test
  void answered_streamHasGoneOn_settlesAtOnceButNotTheLastMinute() {
    GapPolicy policy = policy(NO_END);
    emit(T0, T0 + 200);
    policy.answered(new Gap(T0 + 1, T0 + 199), 0);
    assertThat(progress.firstMissing()).isEqualTo(T0 + 141);
  }

  @Test
  void due_sitesBehindTheEnd_areAskedForUpToTheEnd() {
    GapPolicy policy = policy(Instant.ofEpochSecond(T0 + 10));
    progress.admit(1, T0, 1, true);
    progress.admit(2, T0, 2, true);
    for (long t = T0 + 1; t < T0 + 10; t++) {
      progress.admit(1, t, t, true);
    }
    policy.due(true);
    clock.advance(TIMING.gapPatience());
    assertThat(policy.due(true)).isEqualTo(new Gap(T0 + 1, T0 + 9));
  }

  @Test
  void due_silence_isAskedAboutOnlyWhileConnectedAndEverMoreRarely() {
    GapPolicy policy = policy(NO_END);
    emit(T0);
    clock.advance(TIMING.silence());
    assertThat(policy.due(false)).isNull();
    Gap open = new Gap(T0 + 1, Gap.OPEN);
    assertThat(policy.due(true)).isEqualTo(open);
    policy.answered(open, 0);
    clock.advance(TIMING.silence());
    assertThat(policy.due(true)).isNull();
    clock.advance(TIMING.silence());
    assertThat(policy.due(true)).isEqualTo(open);
  }

  @Test
  void due_silenceBehindTheEnd_isAskedAboutAtAnEvenPaceFromTheEndOn() {
    GapPolicy policy = policy(Instant.ofEpochSecond(T0 + 10));
    emit(T0);
    Gap open = new Gap(T0 + 1, Gap.OPEN);
    clock.advance(Duration.ofSeconds(9).plus(TIMING.silence()));
    assertThat(policy.due(true)).isNull();
    clock.advance(Duration.ofSeconds(1));
    assertThat(policy.due(true)).isEqualTo(open);
    policy.answered(open, 0);
    assertThat(policy.due(true)).isNull();
    clock.advance(TIMING.silence());
    assertThat(policy.due(true)).isEqualTo(open);
    policy.answered(open, 0);
    assertThat(policy.due(true)).as("the end was told of both answers").isNull();
    assertThat(progress.firstMissing()).isEqualTo(T0 + 10);
  }

  @Test
  void dueOnResume_longGap_comesInPiecesAndEachOnce() {
    GapPolicy policy = policy(NO_END);
    Gap gap = new Gap(T0, T0 + 5000);
    assertThat(policy.dueOnResume(gap)).isEqualTo(new Gap(T0, T0 + 3599));
    assertThat(policy.dueOnResume(gap)).isEqualTo(new Gap(T0 + 3600, T0 + 5000));
    assertThat(policy.dueOnResume(gap)).isNull();
    policy.resume();
    assertThat(policy.dueOnResume(gap)).isEqualTo(new Gap(T0, T0 + 3599));
  }

  @Test
  void due_secondsOfSeveralRecords_readsTheSecondsAroundTheHole() {
    GapPolicy policy = policy(PadSettings.unrouted(null, null));
    emit(T0, T0 + 2, T0 + 200);
    Gap gap = new Gap(T0, T0 + 200);
    assertThat(policy.due(true)).isEqualTo(gap);
    policy.answered(gap, 0);
    assertThat(progress.firstMissing()).isEqualTo(T0 + 141);
  }

  @Test
  void dueOnResume_secondsOfSeveralRecords_readsMarginsAloneOncePerConnection() {
    GapPolicy policy = policy(PadSettings.unrouted(null, null));
    Gap margins = new Gap(T0, T0 + 1);
    assertThat(policy.dueOnResume(margins)).isEqualTo(margins);
    assertThat(policy.dueOnResume(new Gap(T0 + 1, T0 + 2))).isNull();
    assertThat(policy.dueOnResume(new Gap(T0 + 1, T0 + 4))).isEqualTo(new Gap(T0 + 2, T0 + 4));
    policy.resume();
    assertThat(policy.dueOnResume(new Gap(T0 + 4, T0 + 5))).isEqualTo(new Gap(T0 + 4, T0 + 5));
  }

  private GapPolicy policy(Instant until) {
    return policy(PadSettings.routed(null, until));
  }

  private GapPolicy policy(ReadSettings settings) {
    EndOfRoom end = new EndOfRoom(settings, clock, progress);
    return new GapPolicy(settings, PadSettings.PAD, clock, progress, end);
  }

  private void emit(long... seconds) {
    for (long second : seconds) {
      progress.admit(1, second, second, true);
    }
  }
}
