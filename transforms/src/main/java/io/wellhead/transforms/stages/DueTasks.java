// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.stages.StageTask.Goal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a site's timeline has to be computed, written or deleted at a moment. Used once. */
final class DueTasks {
  private final SiteTimeline timeline;
  private final StageScope scope;
  private final List<StageTask> due = new ArrayList<>();

  DueTasks(SiteTimeline timeline, StageScope scope) {
    this.timeline = timeline;
    this.scope = scope;
  }

  /**
   * Gives the tasks, and notes in the timeline that they were given.
   *
   * @param atEnd whether every stage is as whole as it will be
   */
  List<StageTask> at(Instant now, boolean atEnd) {
    if (timeline.definitions == null) {
      return List.of();
    }
    for (StageStatus status : timeline.stages.values()) {
      if (isOurs(status)) {
        add(status, now.getEpochSecond(), atEnd);
      }
      if (status.namesGone) {
        due.add(task(status.stage, Goal.TRIMMED, 0, false, status.revision));
        status.namesGone = false;
      }
    }
    timeline.toRemove.values().forEach(stage -> due.add(task(stage, Goal.REMOVED, 0, false, 0)));
    timeline.toRemove.clear();
    return due;
  }

  private boolean isOurs(StageStatus status) {
    return status.followed || status.again || scope.includes(status.stage, timeline.firstDelivered);
  }

  private void add(StageStatus status, long now, boolean atEnd) {
    StageEntry stage = status.stage;
    Long end = stage.end();
    long through = timeline.lastDelivered;
    boolean whole = false;
    if (end != null) {
      long from = scope.wholeFrom(end);
      whole = atEnd || now >= from || timeline.lastDelivered >= from;
      through = whole ? end : Math.min(end, timeline.lastDelivered);
    } else if (atEnd && scope.until() != null) {
      through = Math.max(through, scope.until().getEpochSecond() - 1);
    }
    boolean more = whole ? !status.settled : through > status.computedThrough;
    if ((!more && !status.isDirty()) || through < stage.start()) {
      return;
    }
    if (!status.followed && stage.historyId() != null) {
      // Written while it ran, by this job or by an earlier one.
      timeline.toRemove.put(stage.derivedId(), derived(stage));
    }
    boolean again = whole || status.again;
    due.add(task(stage, whole ? Goal.FINAL : Goal.RUNNING, through, again, status.revision));
    status.followed = true;
    status.settled = whole;
    status.again = false;
    status.renamed = false;
    status.namesGone = false;
    status.computedThrough = through;
  }

  private static StageEntry derived(StageEntry stage) {
    return new StageEntry(
        stage.siteId(), stage.derivedId(), stage.state(), stage.number(), stage.start(), null);
  }

  private StageTask task(StageEntry stage, Goal goal, long through, boolean again, long revision) {
    return new StageTask(
        stage,
        goal,
        through,
        again,
        revision,
        ++timeline.tasks,
        goal == Goal.TRIMMED ? List.of() : requireNonNull(timeline.definitions, "definitions"),
        timeline.formerNames);
  }

  /** When the next stage that has ended will be whole by the clock. */
  @Nullable Instant nextWhole(Instant now) {
    Instant next = null;
    for (StageStatus status : timeline.stages.values()) {
      Long end = status.stage.end();
      if (end != null && isOurs(status) && (!status.settled || status.again)) {
        Instant whole = Instant.ofEpochSecond(scope.wholeFrom(end));
        if (whole.isAfter(now) && (next == null || whole.isBefore(next))) {
          next = whole;
        }
      }
    }
    return next;
  }
}
