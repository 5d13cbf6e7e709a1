// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.transforms.stages.StageTask.Goal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When which stage is computed; each look goes through the encoding of the state. */
class SiteTimelineTest {
  private static final long SITE = 9102;
  private static final long START = Instant.parse("2030-06-01T10:00:00Z").getEpochSecond();
  private static final Instant EARLY = Instant.parse("2030-06-01T10:00:00Z");
  private static final StageScope SCOPE =
      new StageScope(Instant.ofEpochSecond(START), null, Duration.ofMinutes(2));
  private static final List<StageDefinition> DEFINITIONS =
      DefinitionReader.read("[]".getBytes(UTF_8), null, false);

  private SiteTimeline timeline = new SiteTimeline();

  /** The clock stands before everything, so that data alone make time pass. */
  private Instant now = EARLY;

  private int told;

  @Test
  void runningStage_isComputedThroughWhatWasDelivered() throws Exception {
    define();
    tell("9102-" + START, 0, null);
    assertThat(due()).isEmpty();

    deliver(5, 9);
    assertThat(due()).containsExactly("RUNNING 9102-0 through 9");
    assertThat(due()).isEmpty();
    deliver(10, 14);
    assertThat(due()).containsExactly("RUNNING 9102-0 through 14");
  }

  @Test
  void nothingIsComputed_beforeTheDefinitionsAreKnown() throws Exception {
    tell("9102-" + START, 0, null);
    deliver(0, 9);
    assertThat(due()).isEmpty();

    define();
    assertThat(due()).containsExactly("RUNNING 9102-0 through 9");
  }

  @Test
  void stageWithItsId_replacesTheDerivedOneAndIsWholeAfterItsGrace() throws Exception {
    define();
    tell("9102-" + START, 0, null);
    deliver(0, 99);
    due();

    tell("700", 0, 100L);
    assertThat(due()).containsExactly("RUNNING 700 through 99", "REMOVED 9102-0 through -");
    deliver(100, 219);
    assertThat(due()).containsExactly("RUNNING 700 through 100");
    deliver(220, 220);
    assertThat(due()).containsExactly("FINAL 700 through 100 again");
    deliver(221, 400);
    assertThat(due()).isEmpty();
  }

  @Test
  void graceIsOverByTheClock_evenWithoutData() throws Exception {
    define();
    tell("700", 0, 100L);
    assertThat(due()).isEmpty();
    assertThat(timeline.wakeAt).isEqualTo(Instant.ofEpochSecond(START + 220));

    now = Instant.ofEpochSecond(START + 220);
    assertThat(due()).containsExactly("FINAL 700 through 100 again", "REMOVED 9102-0 through -");
    assertThat(timeline.wakeAt).isNull();
  }

  @Test
  void stagesOfAnEarlierJobAndIdleOnes_areLeftAlone() throws Exception {
    define();
    tell("699", -200, -1L);
    take(
        new StageSignal.Told(
            new StageEntry(SITE, "701", "standby_standby", 1, START, START + 100), at()));
    deliver(300, 400);

    assertThat(due()).isEmpty();
  }

  @Test
  void stageOfAnEarlierJobThatMoves_isComputed() throws Exception {
    define();
    tell("699", -200, -1L);
    deliver(300, 400);
    assertThat(due()).isEmpty();

    tell("699", -200, -10L);

    assertThat(due()).contains("FINAL 699 through -10 again");
  }

  @Test
  void stagesThatAnEarlierJobLeftAsTheyAre_areLeftAlone() throws Exception {
    define();
    tell("699", -200, -1L);
    deliver(300, 400);
    takeOver(names(), left("699", -200, -1L));
    tell("698", -400, -201L);

    assertThat(due()).isEmpty();
    assertThat(timeline.isToTakeOver()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void stageThatMovedWhileNoJobRan_isComputedHoweverOld(boolean toldBefore) throws Exception {
    define();
    if (toldBefore) {
      tell("699", -200, -10L);
    }
    takeOver(names(), new StoredStage(stage("699", -200, -1L, 7), true, 33));
    if (!toldBefore) {
      assertThat(due()).isEmpty();
      tell("699", -200, -10L);
    }
    deliver(300, 400);

    assertThat(due())
        .containsExactly("FINAL 699 through -10 again r33", "REMOVED 9102--200 through -");
    assertThat(due()).isEmpty();
  }

  @Test
  void stageThatWasNumberedAnewOrIsThereTwice_isComputed() throws Exception {
    define();
    deliver(300, 400);
    takeOver(
        names(),
        new StoredStage(stage("698", -400, -201L, 6), true, 0),
        left("699", -200, -1L),
        new StoredStage(stage("699", -300, -1L, 7), true, 0));
    tell("698", -400, -201L);
    tell("699", -200, -1L);

    assertThat(due())
        .contains("FINAL 698 through -201 again", "FINAL 699 through -1 again")
        .hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void stageThatIsGoneOrIdleSinceAnEarlierJob_losesItsRows(boolean toldBefore) throws Exception {
    define();
    StageEntry idle = new StageEntry(SITE, "698", "standby_standby", 7, START - 400, START - 201);
    List<StageSignal> news =
        List.of(new StageSignal.Removed(SITE, "699", at()), new StageSignal.Told(idle, at()));
    if (toldBefore) {
      news.forEach(this::take);
    }
    takeOver(names(), left("698", -400, -201L), left("699", -200, -1L));
    if (!toldBefore) {
      assertThat(due()).isEmpty();
      news.forEach(this::take);
    }

    assertThat(due()).containsExactly("REMOVED 698 through -", "REMOVED 699 through -");
    assertThat(due()).isEmpty();
  }

  @Test
  void stageThatEndedWhileNoJobRan_isComputedAsAWhole() throws Exception {
    define();
    deliver(300, 400);
    takeOver(names(), new StoredStage(stage("9102-" + (START - 200), -200, null, 7), false, 5));
    tell("699", -200, -10L);

    assertThat(due()).containsExactly("FINAL 699 through -10 again", "REMOVED 9102--200 through -");
  }

  @Test
  void definitionThatWentWhileNoJobRan_losesItsRows_andYoungStagesAreComputed() throws Exception {
    SortedSet<String> names = names();
    names.add("own");
    define();
    deliver(100_000, 100_300);
    tell("700", 99_000, 99_100L);
    takeOver(names, left("700", 99_000, 99_100L), left("690", -200, -1L));
    tell("690", -200, -1L);

    List<StageTask> tasks = look();

    assertThat(tasks)
        .extracting(SiteTimelineTest::text)
        .containsExactly(
            "TRIMMED 690 through -",
            "FINAL 700 through 99100 again",
            "REMOVED 9102-99000 through -");
    assertThat(tasks).extracting(StageTask::goneNames).containsOnly(new TreeSet<>(Set.of("own")));
    assertThat(due()).isEmpty();
  }

  @Test
  void whatThisJobComputed_isNotLeftByAnEarlierOne() throws Exception {
    settled("700", 0, 100);
    takeOver(names(), left("700", 10, 100L));

    assertThat(due()).isEmpty();
  }

  private static SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>();
    DEFINITIONS.forEach(definition -> names.add(definition.name()));
    return names;
  }

  private static StoredStage left(String id, long start, long end) {
    return new StoredStage(stage(id, start, end, 7), true, 0);
  }

  private void takeOver(SortedSet<String> names, StoredStage... stages) {
    assertThat(timeline.isToTakeOver()).isTrue();
    timeline.takeOver(new StoredFigures.OfSite(List.of(stages), names, List.of()));
  }

  @Test
  void stagesThatALateRecordIsOf_areComputedAgain() throws Exception {
    settled("700", 0, 100);

    deliver(50, 50);

    assertThat(due()).containsExactly("FINAL 700 through 100 again");
  }

  @Test
  void lateRecordOfTheRunningStage_makesItBeginAgain() throws Exception {
    define();
    tell("9102-" + START, 0, null);
    deliver(0, 50);
    due();

    deliver(40, 52);

    assertThat(due()).containsExactly("RUNNING 9102-0 through 52 again");
  }

  @Test
  void correctedStage_hasTheHighestRevisionAndIsThisJobsHoweverOld() throws Exception {
    define();
    tell("699", -200, -100L);
    deliver(0, 300);
    take(new StageSignal.Corrected(SITE, START - 500, START - 200, 9));
    take(new StageSignal.Corrected(SITE, START - 150, START - 149, 7));

    assertThat(due())
        .containsExactly("FINAL 699 through -100 again r9", "REMOVED 9102--200 through -");
    assertThat(due()).isEmpty();
  }

  @Test
  void stageThatIsToldOfAfterItsCorrection_hasItsRevision() throws Exception {
    take(new StageSignal.Corrected(SITE, START - 500, START - 401, 9));
    take(new StageSignal.Corrected(SITE, START - 400, START - 200, 9));
    take(new StageSignal.Corrected(SITE, START - 150, START - 149, 7));
    define();
    deliver(0, 300);
    tell("699", -200, -100L);
    tell("698", -900, -600L);

    assertThat(due())
        .containsExactly("FINAL 699 through -100 again r9", "REMOVED 9102--200 through -");
    assertThat(due()).isEmpty();
  }

  @Test
  void changeThatFiguresDoNotHave_isGoneOnWithByTheNextJob() throws Exception {
    define();
    tell("699", -200, -100L);
    deliver(0, 300);
    StageSignal.Corrected change = new StageSignal.Corrected(SITE, START - 150, START - 149, 9);

    timeline.takeOver(
        new StoredFigures.OfSite(List.of(left("699", -200, -100)), names(), List.of(change)));

    assertThat(due())
        .containsExactly("FINAL 699 through -100 again r9", "REMOVED 9102--200 through -");
    assertThat(due()).isEmpty();
  }

  @Test
  void correctionBehindWhatWasRead_onlyMarksTheRunningStage() throws Exception {
    define();
    tell("9102-" + START, 0, null);
    deliver(0, 50);
    due();

    take(new StageSignal.Corrected(SITE, START + 60, START + 70, 9));
    assertThat(due()).isEmpty();
    deliver(51, 80);
    assertThat(due()).containsExactly("RUNNING 9102-0 through 80 r9");
    take(new StageSignal.Corrected(SITE, START + 70, START + 70, 10));
    assertThat(due()).containsExactly("RUNNING 9102-0 through 80 again r10");
  }

  @Test
  void scopeThatIncludesNothing_hasTheStagesThatWereCorrectedAsFarAsTheyWere() throws Exception {
    StageScope nothing =
        new StageScope(Instant.ofEpochSecond(START), Instant.EPOCH, Duration.ofMinutes(2));
    define();
    tell("700", 0, 100L);
    tell("701", 110, 200L);
    tell("9102-210", 210, null);
    take(new StageSignal.Corrected(SITE, START + 60, START + 89, 9));
    take(new StageSignal.Corrected(SITE, START + 210, START + 219, 9));
    deliver(250, 250);

    assertThat(timeline.atEnd(nothing, now).stream().map(SiteTimelineTest::text))
        .containsExactlyInAnyOrder(
            "FINAL 700 through 100 again r9",
            "REMOVED 9102-0 through -",
            "RUNNING 9102-210 through 250 again r9");
  }

  @Test
  void movedBoundary_makesTheStageBeginAgainAndNumberItsRowsAnew() throws Exception {
    settled("700", 0, 100);

    tell("700", 10, 90L);
    assertThat(due()).containsExactly("FINAL 700 through 90 again");
    take(new StageSignal.Told(stage("700", 10, 90L, 8), at()));
    assertThat(due()).containsExactly("FINAL 700 through 90 again");
  }

  @Test
  void removedStage_losesItsRows() throws Exception {
    settled("700", 0, 100);

    take(new StageSignal.Removed(SITE, "700", at()));

    assertThat(due()).containsExactly("REMOVED 700 through -");
    assertThat(due()).isEmpty();
  }

  @Test
  void stageThatBecomesIdleTime_losesItsRows() throws Exception {
    settled("700", 0, 100);

    take(
        new StageSignal.Told(
            new StageEntry(SITE, "700", "standby_standby", 7, START, START + 100), at()));

    assertThat(due()).containsExactly("REMOVED 700 through -");
  }

  @Test
  void olderNewsThatComesLate_changesNothing() throws Exception {
    define();
    Instant early = at();
    take(new StageSignal.Told(stage("700", 0, 100L, 7), at()));
    take(new StageSignal.Told(stage("700", 0, 90L, 7), early));
    take(new StageSignal.Removed(SITE, "700", early));
    take(new StageSignal.Removed(SITE, "699", at()));
    take(new StageSignal.Told(stage("699", -50, 0L, 6), early));
    deliver(300, 300);

    assertThat(due()).containsExactly("FINAL 700 through 100 again", "REMOVED 9102-0 through -");
  }

  @Test
  void newDefinitions_concernTheRunningStageAndThoseOfTheLastDay() throws Exception {
    settled("690", 0, 100);
    tell("700", 100_000, 100_100L);
    tell("9102-" + (START + 100_100), 100_100, null);
    deliver(100_100, 100_300);
    due();

    take(
        new StageSignal.Defined(SITE, List.of(StageDefinition.unusable("own", "f", "none")), at()));
    List<StageTask> tasks = look();

    assertThat(tasks)
        .extracting(SiteTimelineTest::text)
        .containsExactly(
            "TRIMMED 690 through -",
            "FINAL 700 through 100100 again",
            "RUNNING 9102-100100 through 100300 again");
    assertThat(tasks.get(1).goneNames()).contains("avg_slurry_rate").doesNotContain("own");
    define();
    assertThat(look().get(1).goneNames()).containsExactly("own");
  }

  @Test
  void sameDefinitionsAgain_changeNothing() throws Exception {
    settled("700", 0, 100);
    define();
    assertThat(due()).isEmpty();
  }

  @Test
  void end_makesEveryStageAsWholeAsItWillBe() throws Exception {
    StageScope until =
        new StageScope(
            Instant.ofEpochSecond(START),
            Instant.ofEpochSecond(START + 300),
            Duration.ofMinutes(2));
    define();
    tell("700", 0, 250L);
    tell("9102-" + (START + 250), 250, null);
    tell("9102-" + (START + 300), 300, null);
    deliver(0, 280);

    assertThat(timeline.atEnd(until, now))
        .extracting(SiteTimelineTest::text)
        .containsExactly(
            "FINAL 700 through 250 again",
            "RUNNING 9102-250 through 299",
            "REMOVED 9102-0 through -");
  }

  private void settled(String id, long start, long end) throws Exception {
    define();
    tell(id, start, end);
    deliver(end, end + 120);
    assertThat(due()).contains("FINAL " + id + " through " + end + " again");
  }

  private void define() {
    take(new StageSignal.Defined(SITE, DEFINITIONS, at()));
  }

  private void tell(String id, long start, @Nullable Long end) {
    take(new StageSignal.Told(stage(id, start, end, 7), at()));
  }

  private static StageEntry stage(String id, long start, @Nullable Long end, int number) {
    return new StageEntry(
        SITE, id, "frac_frac", number, START + start, end == null ? null : START + end);
  }

  private void deliver(long first, long last) {
    take(new StageSignal.Delivered(SITE, START + first, START + last));
  }

  private void take(StageSignal signal) {
    timeline.take(signal);
  }

  private Instant at() {
    return EARLY.plusSeconds(told++);
  }

  private List<String> due() throws Exception {
    return look().stream().map(SiteTimelineTest::text).toList();
  }

  private List<StageTask> look() throws CoderException {
    timeline = CoderUtils.clone(SiteTimelineCoder.of(), timeline);
    return timeline.due(SCOPE, now);
  }

  private static String text(StageTask task) {
    boolean deletes = task.goal() == Goal.REMOVED || task.goal() == Goal.TRIMMED;
    String through = deletes ? "-" : "" + (task.through() - START);
    return task.goal()
        + " "
        + (task.stage().historyId() == null
            ? SITE + "-" + (task.stage().start() - START)
            : task.stage().stageId())
        + " through "
        + through
        + (task.again() ? " again" : "")
        + (task.revision() == 0 ? "" : " r" + task.revision());
  }
}
