// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import io.wellhead.transforms.measurements.RecordNumbers;
import io.wellhead.transforms.restream.RefusedException;
import io.wellhead.transforms.stages.StageAggregation.Figure;
import io.wellhead.transforms.stages.StageTask.Goal;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does tasks, a part of at most some hours of a stage at a time. One thread. */
final class StageReading {
  private static final Logger LOG = LoggerFactory.getLogger(StageReading.class);

  /** So that a step takes seconds, whatever the stage's length. */
  static final long PART_SECONDS = 6 * 3600;

  private final StageService service;
  private final RecordNumbers parser = RecordNumbers.create();

  StageReading(StageService service) {
    this.service = service;
  }

  /**
   * What a step gave.
   *
   * @param rows of the task, if it is done
   * @param progress what is kept of the stage; null if nothing is
   * @param rest what is left to be done; null if it is done
   * @param records how many were read
   */
  record Step(
      List<StageAggregation> rows,
      @Nullable StageProgress progress,
      @Nullable StageTask rest,
      long records) {}

  /**
   * Does a part of a task, or all of it.
   *
   * @param kept what was kept of the stage; it stays as it is
   * @param readAt instant of the reading
   * @throws RefusedException if trying again cannot help
   * @throws IOException if the same step may be tried again later
   */
  Step step(StageTask task, @Nullable StageProgress kept, Instant readAt) throws IOException {
    if (task.goal() == Goal.REMOVED) {
      SortedSet<String> names = new TreeSet<>(task.goneNames());
      task.definitions().forEach(definition -> names.add(definition.name()));
      return new Step(deletes(task, names, readAt), null, null, 0);
    }
    boolean fresh = kept == null || task.again() || !kept.hasValuesOf(task.definitions());
    StageProgress progress = fresh ? StageProgress.of(task) : kept.copy();
    long from = progress.next();
    long through = Math.min(task.through(), from + PART_SECONDS - 1);
    long records = 0;
    if (from <= through) {
      StageRecords part = new StageRecords(task, from, through, progress, parser);
      service.read(task.stage().siteId(), from, through, part);
      records = part.finish();
    }
    if (through < task.through()) {
      return new Step(List.of(), progress, task.withAgain(false), records);
    }
    List<StageAggregation> rows = deletes(task, task.goneNames(), readAt);
    rows.addAll(rows(task, progress, readAt));
    return new Step(rows, task.goal() == Goal.FINAL ? null : progress, null, records);
  }

  private static List<StageAggregation> deletes(
      StageTask task, SortedSet<String> names, Instant readAt) {
    List<StageAggregation> rows = new ArrayList<>();
    for (String name : names) {
      rows.add(new StageAggregation(task.stage(), name, 0, false, readAt, task.revision(), null));
    }
    return rows;
  }

  private List<StageAggregation> rows(StageTask task, StageProgress progress, Instant readAt)
      throws IOException {
    Map<String, @Nullable Number> vendor = vendorFigures(task);
    List<StageAggregation> rows = new ArrayList<>();
    for (int i = 0; i < task.definitions().size(); i++) {
      StageDefinition definition = task.definitions().get(i);
      Number vendorFigure = vendor.get(definition.name());
      Accumulator values = progress.values(i);
      Figure figure =
          new Figure(
              definition.figure(values, task.stage().start(), task.through()),
              definition.unit(),
              values.count(),
              vendorFigure == null ? null : definition.vendorFigure(vendorFigure.doubleValue()),
              definition.problem());
      rows.add(
          new StageAggregation(
              task.stage(),
              definition.name(),
              task.through(),
              task.goal() == Goal.FINAL,
              readAt,
              task.revision(),
              figure));
    }
    return rows;
  }

  private Map<String, @Nullable Number> vendorFigures(StageTask task) throws IOException {
    Long historyId = task.stage().historyId();
    if (task.goal() != Goal.FINAL || historyId == null || !task.stage().isFrac()) {
      return Map.of();
    }
    try {
      return service.figures(task.stage().siteId(), historyId);
    } catch (RefusedException e) {
      LOG.warn("The vendor gives no figures of a stage. stage={}", task.key(), e);
      return Map.of();
    }
  }
}
