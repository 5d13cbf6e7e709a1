// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a site's stages, definitions and delivered seconds are, and which figures follow from a
 * change of them. Signals may come in any order: of two that tell of the same thing, the later one
 * counts. One thread.
 */
final class SiteTimeline {
  /** Stages that ended no longer ago take over new definitions, with the running one. */
  static final Duration REDEFINED = Duration.ofDays(1);

  /** How long an id is remembered that is gone, in case that older news of it comes late. */
  private static final Duration REMEMBERED = Duration.ofDays(1);

  static final long NEVER = Long.MAX_VALUE;

  final SortedMap<String, StageStatus> stages = new TreeMap<>();

  /** Ids that are gone, and when. */
  final SortedMap<String, Instant> gone = new TreeMap<>();

  /** Stages whose rows are to be deleted, by id. */
  final SortedMap<String, StageEntry> toRemove = new TreeMap<>();

  final CorrectionMemory corrections = new CorrectionMemory();
  final LeftFigures left = new LeftFigures();

  @Nullable List<StageDefinition> definitions;
  Instant definedAt = Instant.EPOCH;
  final SortedSet<String> formerNames = new TreeSet<>();
  long firstDelivered = NEVER;
  long lastDelivered = Long.MIN_VALUE;
  long tasks;

  /** When it is to be looked at next; null if nothing is known to be due. */
  @Nullable Instant wakeAt;

  void take(StageSignal signal) {
    if (signal instanceof StageSignal.Told told) {
      tell(told.stage(), told.at());
    } else if (signal instanceof StageSignal.Removed removed) {
      remove(removed.stageId(), removed.at());
    } else if (signal instanceof StageSignal.Defined defined) {
      define(defined);
    } else if (signal instanceof StageSignal.Delivered delivered) {
      deliver(delivered);
    } else if (signal instanceof StageSignal.Corrected corrected) {
      correct(corrected);
    }
  }

  private void tell(StageEntry stage, Instant at) {
    StageStatus status = stages.get(stage.stageId());
    Instant goneAt = gone.get(stage.stageId());
    if (status != null ? status.toldAt.isAfter(at) : goneAt != null && goneAt.isAfter(at)) {
      return;
    }
    if (!stage.isWork()) {
      if (status != null) {
        forget(status, at);
      } else if (!removeLeft(stage.stageId()) && !left.known) {
        gone.put(stage.stageId(), at);
      }
      return;
    }
    gone.remove(stage.stageId());
    toRemove.remove(stage.stageId());
    if (status != null) {
      status.tell(stage, at);
      return;
    }
    status = new StageStatus(stage, at);
    stages.put(stage.stageId(), status);
    if (stage.historyId() != null) {
      replaceDerived(status, at);
    }
    goOnWithLeft(status);
    for (StageSignal.Corrected corrected : corrections.ranges) {
      correct(status, corrected);
    }
  }

  /** The stage has got its id: what was known of it under the derived one goes on. */
  private void replaceDerived(StageStatus status, Instant at) {
    StageStatus derived = stages.get(status.stage.derivedId());
    if (derived != null && !derived.toldAt.isAfter(at)) {
      status.revision = derived.revision;
      forget(derived, at);
    }
  }

  private void forget(StageStatus status, Instant at) {
    String id = status.stage.stageId();
    stages.remove(id);
    toRemove.put(id, status.stage);
    gone.put(id, at);
  }

  private void remove(String stageId, Instant at) {
    StageStatus status = stages.get(stageId);
    if (status == null) {
      gone.merge(stageId, at, (one, other) -> one.isAfter(other) ? one : other);
      removeLeft(stageId);
    } else if (!status.toldAt.isAfter(at)) {
      forget(status, at);
    }
  }

  /** Whether it is to be told, once, what the table of figures has of the site. */
  boolean isToTakeOver() {
    return definitions != null && !left.known;
  }

  /**
   * Takes over what earlier jobs left: what no longer applies is deleted, and what the service
   * moved, ended or defined anew since then becomes this job's.
   */
  void takeOver(StoredFigures.OfSite stored) {
    List<StageDefinition> now = Objects.requireNonNull(definitions, "definitions");
    Set<String> names = now.stream().map(StageDefinition::name).collect(Collectors.toSet());
    left.take(stored.stages());
    left.redefined = !stored.stages().isEmpty() && !stored.names().equals(names);
    formerNames.addAll(stored.names());
    formerNames.removeAll(names);
    stages.values().forEach(this::goOnWithLeft);
    gone.keySet().forEach(this::removeLeft);
    stored.corrected().forEach(this::correct);
  }

  private boolean removeLeft(String stageId) {
    StoredStage stored = left.remove(stageId);
    if (stored != null) {
      toRemove.put(stageId, stored.stage());
    }
    return stored != null;
  }

  private void goOnWithLeft(StageStatus status) {
    StageEntry stage = status.stage;
    StoredStage own = left.remove(stage.stageId());
    boolean ranThen = stage.historyId() != null && removeLeft(stage.derivedId());
    if (own == null && !ranThen) {
      return;
    }
    status.namesGone |= !formerNames.isEmpty();
    status.revision = Math.max(status.revision, own == null ? 0 : own.revision());
    // What this job has computed before is newer than what was left.
    status.again |=
        !status.followed
            && (own == null || own.differsFrom(stage) || (left.redefined && isRecent(stage)));
  }

  private boolean isRecent(StageEntry stage) {
    Long end = stage.end();
    return end == null || end >= newest() - REDEFINED.toSeconds();
  }

  private void define(StageSignal.Defined defined) {
    if (definedAt.isAfter(defined.at())) {
      return;
    }
    definedAt = defined.at();
    List<StageDefinition> before = definitions;
    definitions = defined.definitions();
    if (before == null || before.equals(definitions)) {
      return;
    }
    before.forEach(definition -> formerNames.add(definition.name()));
    definitions.forEach(definition -> formerNames.remove(definition.name()));
    for (StageStatus status : stages.values()) {
      status.again |= status.followed && isRecent(status.stage);
      status.namesGone |= !formerNames.isEmpty();
    }
  }

  /** The newest second that anything tells of. */
  private long newest() {
    long newest = lastDelivered;
    for (StageStatus status : stages.values()) {
      Long end = status.stage.end();
      newest = Math.max(newest, end == null ? status.stage.start() : end);
    }
    return newest;
  }

  private void deliver(StageSignal.Delivered delivered) {
    firstDelivered = Math.min(firstDelivered, delivered.first());
    lastDelivered = Math.max(lastDelivered, delivered.last());
    for (StageStatus status : stages.values()) {
      if (status.stage.overlaps(delivered.first(), delivered.last())) {
        status.change(delivered.first());
      }
    }
  }

  private void correct(StageSignal.Corrected corrected) {
    corrections.add(corrected);
    for (StageStatus status : stages.values()) {
      correct(status, corrected);
    }
  }

  private static void correct(StageStatus status, StageSignal.Corrected corrected) {
    if (status.stage.overlaps(corrected.first(), corrected.last())) {
      status.revision = Math.max(status.revision, corrected.revision());
      status.change(corrected.first());
      // From now on it is this job's, however old it is.
      status.again |= status.stage.end() != null || !status.followed;
    }
  }

  /** The tasks that are due, and when to look again. */
  List<StageTask> due(StageScope scope, Instant now) {
    gone.values().removeIf(then -> then.isBefore(now.minus(REMEMBERED)));
    DueTasks due = new DueTasks(this, scope);
    List<StageTask> tasks = due.at(now, false);
    wakeAt = due.nextWhole(now);
    return tasks;
  }

  void wakeNotAfter(Instant latest) {
    wakeAt = wakeAt == null || wakeAt.isAfter(latest) ? latest : wakeAt;
  }

  /** The tasks at the end of what the job reads: every stage is as whole as it will be. */
  List<StageTask> atEnd(StageScope scope, Instant now) {
    return new DueTasks(this, scope).at(now, true);
  }
}
