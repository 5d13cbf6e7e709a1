// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.deadletters.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is to be done for a stage's rows.
 *
 * @param through the last second to be read
 * @param again whether what was read before counts no longer
 * @param revision the highest data change that touched the stage; 0 without one
 * @param number later tasks of a site have higher ones
 * @param definitions what is to be computed
 * @param goneNames names of former definitions, whose rows are deleted
 */
record StageTask(
    StageEntry stage,
    Goal goal,
    long through,
    boolean again,
    long revision,
    long number,
    List<StageDefinition> definitions,
    SortedSet<String> goneNames) {

  /** What the rows say afterwards. */
  enum Goal {
    /** The figures so far. */
    RUNNING(1),
    /** The figures of the whole stage, beside the vendor's if it gives them at once. */
    FINAL(2),
    /** Nothing: they are deleted. */
    REMOVED(3),
    /** The figures of the whole stage as they were written, now beside the vendor's. */
    COMPARED(4),
    /** What they said before, but for those of the names that are gone. */
    TRIMMED(5);

    private final int code;

    Goal(int code) {
      this.code = code;
    }

    /** The number that stands for this value in encodings; it never changes. */
    int code() {
      return code;
    }
  }

  StageTask {
    requireNonNull(stage, "stage");
    requireNonNull(goal, "goal");
    definitions = List.copyOf(definitions);
    goneNames = new TreeSet<>(goneNames);
  }

  /** Names the stage within the job. */
  String key() {
    return stage.siteId() + "/" + stage.stageId();
  }

  /** This task in place of an earlier one of the stage that was not done. */
  StageTask inPlaceOf(StageTask earlier) {
    return goal == Goal.TRIMMED && earlier.goal != Goal.TRIMMED
        ? earlier.without(goneNames, number)
        : withAgain(again || earlier.again);
  }

  private StageTask without(SortedSet<String> names, long newNumber) {
    SortedSet<String> gone = new TreeSet<>(goneNames);
    gone.addAll(names);
    List<StageDefinition> left =
        definitions.stream().filter(definition -> !names.contains(definition.name())).toList();
    boolean fromTheStart = again || left.size() < definitions.size();
    return new StageTask(stage, goal, through, fromTheStart, revision, newNumber, left, gone);
  }

  StageTask withAgain(boolean fromTheStart) {
    return new StageTask(
        stage, goal, through, fromTheStart, revision, number, definitions, goneNames);
  }

  /** What is left of this task when its figures stand, and the vendor's are still to come. */
  StageTask toBeCompared() {
    return new StageTask(
        stage, Goal.COMPARED, through, false, revision, number, definitions, goneNames);
  }

  /** This task when nothing is kept any more of what was to be compared. */
  StageTask toBeRead() {
    return new StageTask(
        stage, Goal.FINAL, through, true, revision, number, definitions, goneNames);
  }

  /** The stage as the subject of a dead letter, in the words of the service. */
  DeadLetter.Subject subject() {
    String json =
        "{\"site\":%d,\"stage_id\":\"%s\",\"state\":\"%s\",\"start\":\"%s\",\"end\":%s}"
            .formatted(
                stage.siteId(),
                stage.stageId(),
                stage.state(),
                Instant.ofEpochSecond(stage.start()),
                stage.end() == null
                    ? "null"
                    : '"' + Instant.ofEpochSecond(stage.end()).toString() + '"');
    return new DeadLetter.Subject(
        json.getBytes(StandardCharsets.UTF_8),
        "site/" + stage.siteId(),
        Instant.ofEpochSecond(stage.start()));
  }
}
