// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * Everything that is shown of one well.
 *
 * @param from first instant of the plot
 * @param to last instant of the plot
 * @param stages ascending by start, with what was pumped
 * @param traces curves that have at least one point
 * @param comparisons by stage id, of stages that have any
 * @param corrections data changes that overlap the plot, by start
 * @param earlier what the curves were before corrections, where that differs
 */
record WellReport(
    Well well,
    Instant from,
    Instant to,
    List<StageRow> stages,
    Map<Channel, List<Trace.Point>> traces,
    Map<String, VendorComparison> comparisons,
    List<Correction> corrections,
    Map<Channel, List<Trace.Point>> earlier) {

  /**
   * A stage and what was pumped, in the whole of it.
   *
   * @param until end of the stage, or the newest that is known while it runs
   * @param coverage of how much of the stage there are data
   */
  record StageRow(Stage stage, Instant until, StageFigures figures, Coverage coverage) {
    boolean isRunning() {
      return stage.end() == null;
    }

    /** What the figures lack, for the reader; empty if nothing. */
    String missing(ZoneId zone) {
      if (coverage.first() == null && stage.operation() != Operation.FRAC) {
        return ""; // a well that does nothing need not measure what is shown
      }
      return coverage.missing(stage.start(), until, zone);
    }
  }

  WellReport {
    stages = List.copyOf(stages);
    traces = Map.copyOf(traces);
    comparisons = Map.copyOf(comparisons);
    corrections = List.copyOf(corrections);
    earlier = Map.copyOf(earlier);
  }

  /** Without anything but what the records say. */
  WellReport(
      Well well,
      Instant from,
      Instant to,
      List<StageRow> stages,
      Map<Channel, List<Trace.Point>> traces) {
    this(well, from, to, stages, traces, Map.of(), List.of(), Map.of());
  }

  WellReport withComparisons(Map<String, VendorComparison> known) {
    return new WellReport(well, from, to, stages, traces, known, corrections, earlier);
  }

  WellReport withCorrections(List<Correction> known, Map<Channel, List<Trace.Point>> before) {
    return new WellReport(well, from, to, stages, traces, comparisons, known, before);
  }

  boolean hasCurves() {
    return !traces.isEmpty() || !earlier.isEmpty();
  }

  VendorComparison comparison(Stage stage) {
    return comparisons.getOrDefault(stage.id(), VendorComparison.NONE);
  }

  List<StageRow> fracStages() {
    return stages.stream().filter(row -> row.stage().operation() == Operation.FRAC).toList();
  }

  /** Frac stages whose figures are not those of the whole stage, because data are missing. */
  List<StageRow> fracStagesWithGaps() {
    return fracStages().stream().filter(row -> !row.missing(well.zone()).isEmpty()).toList();
  }

  /** Frac stages with a figure that is not the vendor's. */
  List<StageRow> fracStagesThatDiffer() {
    return fracStages().stream()
        .filter(row -> comparison(row.stage()).count(StageParameter.Match.DIFFERS) > 0)
        .toList();
  }
}
