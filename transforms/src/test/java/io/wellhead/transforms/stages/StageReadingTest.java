// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.transforms.restream.RefusedException;
import io.wellhead.transforms.stages.StageAggregation.Figure;
import io.wellhead.transforms.stages.StageReading.Step;
import io.wellhead.transforms.stages.StageTask.Goal;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class StageReadingTest {
  private static final Instant AT = Instant.parse("2030-06-01T11:00:00Z");
  private static final List<StageDefinition> DEFINITIONS = definitions();
  private static final StageEntry ENDED = new StageEntry(9102, "700", "frac_frac", 7, 100, 200L);
  private static final StageEntry RUNNING =
      new StageEntry(9102, "9102-100", "frac_frac", 7, 100, null);

  private final FakeStageService service = new FakeStageService();
  private final StageReading reading = new StageReading(service);

  @Test
  void firstAndLastSecondOfAStage_areBothIncluded() throws IOException {
    service.put(99, "\"slurry_rate\":1");
    service.put(100, "\"slurry_rate\":10");
    service.put(150, "\"slurry_rate\":20");
    service.put(200, "\"slurry_rate\":60");
    service.put(201, "\"slurry_rate\":1");

    Step step = reading.step(task(ENDED, Goal.FINAL, 200, true), null, AT);

    assertThat(figure(step, "avg_slurry_rate").value()).isEqualTo(30);
    assertThat(figure(step, "avg_slurry_rate").samples()).isEqualTo(3);
    assertThat(figure(step, "total_duration").value()).isEqualTo(100);
    assertThat(step.rest()).isNull();
    assertThat(step.progress()).isNull();
    assertThat(step.rows()).extracting(StageAggregation::isFinal).containsOnly(true);
    assertThat(service.asked).containsExactly("100-200", "#700");
  }

  @Test
  void runningStage_goesOnWhereItWas() throws IOException {
    service.put(100, "\"slurry_rate\":10");
    service.put(150, "\"slurry_rate\":20");
    Step first = reading.step(task(RUNNING, Goal.RUNNING, 120, false), null, AT);
    Step second = reading.step(task(RUNNING, Goal.RUNNING, 160, false), first.progress(), AT);

    assertThat(figure(first, "avg_slurry_rate").value()).isEqualTo(10);
    assertThat(figure(second, "avg_slurry_rate").value()).isEqualTo(15);
    assertThat(service.asked).containsExactly("100-120", "121-160");
    assertThat(second.rows()).extracting(StageAggregation::isFinal).containsOnly(false);
  }

  @Test
  void again_beginsAtTheStart() throws IOException {
    service.put(100, "\"slurry_rate\":10");
    Step first = reading.step(task(RUNNING, Goal.RUNNING, 120, false), null, AT);
    service.put(100, "\"slurry_rate\":30");

    Step second = reading.step(task(RUNNING, Goal.RUNNING, 130, true), first.progress(), AT);

    assertThat(figure(second, "avg_slurry_rate").value()).isEqualTo(30);
  }

  @Test
  void failureInTheMiddle_leavesWhatWasKept() throws IOException {
    service.put(100, "\"slurry_rate\":10");
    Step first = reading.step(task(RUNNING, Goal.RUNNING, 120, false), null, AT);
    service.put(130, "\"slurry_rate\":20");
    service.put(140, "\"slurry_rate\":60");
    service.failures = 1;
    service.cutAfter = 1;
    StageTask more = task(RUNNING, Goal.RUNNING, 160, false);

    assertThatThrownBy(() -> reading.step(more, first.progress(), AT))
        .isInstanceOf(IOException.class);

    assertThat(figure(reading.step(more, first.progress(), AT), "avg_slurry_rate").value())
        .isEqualTo(30);
  }

  @Test
  void longStage_isReadInParts() throws IOException {
    long end = 100 + 2 * StageReading.PART_SECONDS;
    StageTask task = task(new StageEntry(9102, "700", "wl_x", 7, 100, end), Goal.FINAL, end, true);
    service.put(100, "\"slurry_rate\":10");
    service.put(end, "\"slurry_rate\":20");

    Step first = reading.step(task, null, AT);
    assertThat(first.rows()).isEmpty();
    Step second = reading.step(Objects.requireNonNull(first.rest()), first.progress(), AT);
    assertThat(second.rows()).isEmpty();
    Step third = reading.step(Objects.requireNonNull(second.rest()), second.progress(), AT);

    assertThat(figure(third, "avg_slurry_rate").value()).isEqualTo(15);
    assertThat(third.rest()).isNull();
    assertThat(service.asked).containsExactly("100-21699", "21700-43299", "43300-43300");
  }

  @Test
  void recordsThatSilverRefuses_doNotCount() throws IOException {
    service.put(100, "\"slurry_rate\":10");
    service.put(101, "\"slurry_rate\":\"NaN\"");
    service.put(102, "\"slurry_rate\":1,\"slurry_rate\":2");
    service.put(103, "\"slurry_rate\":\"Infinity\"");
    service.put(104, "\"slurry_rate\":99,\"site_id\":1");

    Step step = reading.step(task(ENDED, Goal.FINAL, 200, true), null, AT);

    assertThat(figure(step, "avg_slurry_rate").value()).isEqualTo(10);
    assertThat(figure(step, "total_duration").samples()).isEqualTo(2);
    assertThat(step.records()).isEqualTo(2);
  }

  @Test
  void vendorsFigures_standBesideOurs() throws IOException {
    service.put(100, "\"slurry_rate\":10");
    service.figures.put(700L, Map.of("avg_slurry_rate", 11));

    Step step = reading.step(task(ENDED, Goal.FINAL, 200, true), null, AT);

    assertThat(figure(step, "avg_slurry_rate")).isEqualTo(new Figure(10.0, "bpm", 1, 11.0, null));
    assertThat(figure(step, "max_wl_depth")).isEqualTo(new Figure(null, "ft", 0, null, null));
  }

  @Test
  void vendorWithoutFigures_isNoFailure() throws IOException {
    service.refusingFigures = true;
    service.put(100, "\"slurry_rate\":10");

    Step step = reading.step(task(ENDED, Goal.FINAL, 200, true), null, AT);

    assertThat(figure(step, "avg_slurry_rate").value()).isEqualTo(10);
  }

  /** The vendor may be unable to aggregate for hours while its data can be read. */
  @Test
  void vendorsFiguresThatCannotBeHadNow_followWithoutAnotherReading() throws IOException {
    service.put(100, "\"slurry_rate\":10");
    service.figures.put(700L, Map.of("avg_slurry_rate", 11));
    service.figuresFailures = 2;

    Step ours = reading.step(task(ENDED, Goal.FINAL, 200, true), null, AT);
    StageTask rest = Objects.requireNonNull(ours.rest());
    assertThatThrownBy(() -> reading.step(rest, ours.progress(), AT))
        .isInstanceOf(IOException.class);
    Step both = reading.step(rest, ours.progress(), AT.plusSeconds(9));

    assertThat(figure(ours, "avg_slurry_rate")).isEqualTo(new Figure(10.0, "bpm", 1, null, null));
    assertThat(ours.rows()).extracting(StageAggregation::isFinal).containsOnly(true);
    assertThat(figure(both, "avg_slurry_rate")).isEqualTo(new Figure(10.0, "bpm", 1, 11.0, null));
    assertThat(both.rows()).hasSameSizeAs(ours.rows());
    assertThat(both.rows()).extracting(StageAggregation::isFinal).containsOnly(true);
    assertThat(both.rest()).isNull();
    assertThat(both.progress()).isNull();
    assertThat(service.asked).containsExactly("100-200", "#700", "#700", "#700");
  }

  @Test
  void comparisonThatIsToBeginAgain_readsTheStage() throws IOException {
    long end = 100 + StageReading.PART_SECONDS;
    StageEntry stage = new StageEntry(9102, "700", "frac_frac", 7, 100, end);
    service.put(100, "\"slurry_rate\":10");
    service.put(end, "\"slurry_rate\":20");
    service.figures.put(700L, Map.of("avg_slurry_rate", 11));

    Step part = reading.step(task(stage, Goal.COMPARED, end, true), null, AT);
    Step whole = reading.step(Objects.requireNonNull(part.rest()), part.progress(), AT);

    assertThat(part.rows()).isEmpty();
    assertThat(figure(whole, "avg_slurry_rate")).isEqualTo(new Figure(15.0, "bpm", 2, 11.0, null));
  }

  @Test
  void wirelineAndRunningStages_areNotAskedForAtTheVendor() throws IOException {
    StageEntry wireline = new StageEntry(9102, "701", "wl_runinhole", 7, 100, 200L);
    reading.step(task(wireline, Goal.FINAL, 200, true), null, AT);
    reading.step(task(RUNNING, Goal.RUNNING, 200, true), null, AT);

    assertThat(service.asked).containsExactly("100-200", "100-200");
  }

  @Test
  void removedStage_losesTheRowsOfAllNames() throws IOException {
    StageTask task =
        new StageTask(
            ENDED, Goal.REMOVED, 0, false, 3, 1, DEFINITIONS, new TreeSet<>(List.of("former")));

    Step step = reading.step(task, null, AT);

    assertThat(step.rows()).hasSize(DEFINITIONS.size() + 1);
    assertThat(step.rows()).extracting(StageAggregation::figure).containsOnlyNulls();
    assertThat(service.asked).isEmpty();
  }

  @Test
  void namesThatAreGone_loseTheirRowsBesideTheFigures() throws IOException {
    StageTask task =
        new StageTask(
            ENDED, Goal.FINAL, 200, true, 3, 1, DEFINITIONS, new TreeSet<>(List.of("former")));

    List<StageAggregation> rows = reading.step(task, null, AT).rows();

    assertThat(rows).hasSize(DEFINITIONS.size() + 1);
    assertThat(rows)
        .filteredOn(row -> row.figure() == null)
        .extracting(StageAggregation::parameter)
        .containsExactly("former");
    assertThat(rows).extracting(StageAggregation::revision).containsOnly(3L);
  }

  @Test
  void trimmedStage_losesTheRowsOfTheseNamesAlone_andIsReadOnLater() throws IOException {
    service.put(100, "\"slurry_rate\":10");
    Step before = reading.step(task(RUNNING, Goal.RUNNING, 120, false), null, AT);

    Step step =
        reading.step(
            new StageTask(
                RUNNING, Goal.TRIMMED, 0, false, 3, 1, List.of(), new TreeSet<>(List.of("former"))),
            before.progress(),
            AT);

    assertThat(step.rows()).extracting(StageAggregation::parameter).containsExactly("former");
    assertThat(step.rows()).extracting(StageAggregation::figure).containsOnlyNulls();
    assertThat(step.progress()).isEqualTo(before.progress());
    assertThat(step.rest()).isNull();
  }

  @Test
  void trimmingOfAStageThatWaitsToBeRead_isDoneByTheReading() {
    String gone = DEFINITIONS.get(0).name();
    StageTask trimming =
        new StageTask(ENDED, Goal.TRIMMED, 0, false, 0, 2, List.of(), new TreeSet<>(List.of(gone)));
    StageTask waiting =
        new StageTask(
            ENDED, Goal.FINAL, 200, false, 3, 1, DEFINITIONS, new TreeSet<>(List.of("former")));

    StageTask both = trimming.inPlaceOf(waiting);

    assertThat(both.goal()).isEqualTo(Goal.FINAL);
    assertThat(both.through()).isEqualTo(200);
    assertThat(both.again()).isTrue();
    assertThat(both.definitions()).isEqualTo(DEFINITIONS.subList(1, DEFINITIONS.size()));
    assertThat(both.goneNames()).containsExactlyInAnyOrder("former", gone);
    assertThat(both.number()).isEqualTo(2);
  }

  @Test
  void refusal_isNotTriedAgain() {
    service.refusing = true;
    assertThatThrownBy(() -> reading.step(task(ENDED, Goal.FINAL, 200, true), null, AT))
        .isInstanceOf(RefusedException.class);
  }

  /** However a stage is read in steps while it runs, it ends as if it was read at once. */
  @Property(tries = 100)
  void anySteps_endInTheSameFigures(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 0, max = 5000) Integer> values,
      @ForAll @Size(max = 8) List<@IntRange(min = 100, max = 200) Integer> stops)
      throws IOException {
    FakeStageService stage = new FakeStageService();
    for (int i = 0; i < values.size(); i++) {
      int value = values.get(i);
      stage.put(100 + i * 2L + value % 2, "\"slurry_rate\":" + value / 7.0);
    }
    StageReading steps = new StageReading(stage);
    StageProgress progress = null;
    for (int stop : new TreeSet<>(stops)) {
      progress = steps.step(task(RUNNING, Goal.RUNNING, stop, false), progress, AT).progress();
    }

    Step last = steps.step(task(RUNNING, Goal.RUNNING, 200, false), progress, AT);
    Step whole = steps.step(task(RUNNING, Goal.RUNNING, 200, true), null, AT);

    assertThat(last.rows()).isEqualTo(whole.rows());
    assertThat(last.progress()).isEqualTo(whole.progress());
  }

  private static Figure figure(Step step, String parameter) {
    return Objects.requireNonNull(
        step.rows().stream()
            .filter(row -> row.parameter().equals(parameter))
            .findFirst()
            .orElseThrow()
            .figure());
  }

  private static StageTask task(StageEntry stage, Goal goal, long through, boolean again) {
    return new StageTask(stage, goal, through, again, 0, 1, DEFINITIONS, new TreeSet<>());
  }

  private static List<StageDefinition> definitions() {
    byte[] units = "{\"slurry_rate\":{\"imperial\":\"bpm\"},\"wl_depth\":{}}".getBytes(UTF_8);
    return DefinitionReader.read("[]".getBytes(UTF_8), units, false);
  }
}
