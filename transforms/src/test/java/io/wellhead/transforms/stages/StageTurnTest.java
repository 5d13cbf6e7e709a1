// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.transforms.stages.StageTask.Goal;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class StageTurnTest {
  private static final Instant NOW = Instant.parse("2030-06-01T10:00:00Z");

  @Test
  void runningStage_goesBeforeWholeOnesUnlessTheyWaitForAMinute() {
    StageTurn whole = StageTurn.of(task("700", Goal.FINAL), NOW);
    StageTurn other = StageTurn.of(task("701", Goal.FINAL), NOW.plusSeconds(1));
    StageTurn running = StageTurn.of(task("9102-5", Goal.RUNNING), NOW.plusSeconds(59));
    StageTurn late = StageTurn.of(task("9103-5", Goal.RUNNING), NOW.plusSeconds(61));

    assertThat(StageTurn.next(List.of(other, whole, running), NOW.plusSeconds(59)))
        .isEqualTo(running);
    assertThat(StageTurn.next(List.of(other, whole, late), NOW.plusSeconds(61))).isEqualTo(whole);
  }

  @Test
  void turnsOfOneInstant_areTakenInTheirOrder() {
    StageTurn first = StageTurn.of(task("700", Goal.FINAL), NOW);
    StageTurn second = StageTurn.of(task("699", Goal.REMOVED), NOW);

    assertThat(StageTurn.next(List.of(first, second), NOW)).isEqualTo(first);
  }

  @Test
  void turnThatFailed_waits() {
    StageTurn failed = new StageTurn("9102/700", 1, NOW.plusSeconds(5));

    assertThat(StageTurn.next(List.of(failed), NOW)).isNull();
    assertThat(StageTurn.next(List.of(failed), NOW.plusSeconds(5))).isEqualTo(failed);
  }

  private static StageTask task(String stageId, Goal goal) {
    StageEntry stage = new StageEntry(9102, stageId, "frac_frac", 7, 0, null);
    return new StageTask(stage, goal, 9, false, 0, 1, List.of(), new TreeSet<>());
  }
}
