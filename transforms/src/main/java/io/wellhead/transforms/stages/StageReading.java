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
   * @param rows of the task, if it is done or only the vendor's figures are missing
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
    if (task.goal() == Goal.TRIMMED) {
      return new Step(deletes(task, task.goneNames(), readAt), kept, null, 0);
    }
    boolean fresh = kept == null || task.again() || !kept.hasValuesOf(task.definitions());
    if (task.goal() == Goal.COMPARED) {
      return fresh ? step(task.toBeRead(), null, readAt) : compare(task, kept, readAt);
    }
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
    if (task.goal() == Goal.RUNNING) {
      rows.addAll(rows(task, progress, Map.of(), readAt));
      return new Step(rows, progress, null, records);
    }
    try {
      rows.addAll(rows(task, progress, vendorFigures(task), readAt));
      return new Step(rows, null, null, records);
    } catch (IOException e) {
      LOG.warn("Figures go without the vendor's for now. stage={}", task.key(), e);
      rows.addAll(rows(task, progress, Map.of(), readAt));
      return new Step(rows, progress, task.toBeCompared(), records);
    }
  }

  /** What was read before is not read again: only the vendor's figures are asked for. */
  private Step compare(StageTask task, StageProgress kept, Instant readAt) throws IOException {
    Map<String, @Nullable Number> vendor = vendorFigures(task);
    List<StageAggregation> rows = vendor.isEmpty() ? List.of() : rows(task, kept, vendor, readAt);
    return new Step(rows, null, null, 0);
  }

  private static List<StageAggregation> deletes(
      StageTask task, SortedSet<String> names, Instant readAt) {
    List<StageAggregation> rows = new ArrayList<>();
    for (String name : names) {
      rows.add(new StageAggregation(task.stage(), name, 0, false, readAt, task.revision(), null));
    }
    return rows;
  }

  private static List<StageAggregation> rows(
      StageTask task,
      StageProgress progress,
      Map<String, @Nullable Number> vendor,
      Instant readAt) {
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
              task.goal() != Goal.RUNNING,
              readAt,
              task.revision(),
              figure));
    }
    return rows;
  }

  private Map<String, @Nullable Number> vendorFigures(StageTask task) throws IOException {
    Long historyId = task.stage().historyId();
    if (historyId == null || !task.stage().isFrac()) {
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
