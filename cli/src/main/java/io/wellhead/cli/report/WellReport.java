// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that is shown of one well.
 *
 * @param from first instant of the plot
 * @param to last instant of the plot, where a running stage is cut
 * @param stages ascending by start, with what was pumped
 * @param traces curves that have at least one point
 */
record WellReport(
    Well well,
    Instant from,
    Instant to,
    List<StageRow> stages,
    Map<Channel, List<Trace.Point>> traces) {

  /** A stage and its figures. */
  record StageRow(Stage stage, StageFigures figures) {}

  WellReport {
    stages = List.copyOf(stages);
    traces = traces.isEmpty() ? Map.of() : Map.copyOf(new EnumMap<>(traces));
  }

  List<StageRow> fracStages() {
    return stages.stream().filter(row -> row.stage().operation() == Operation.FRAC).toList();
  }
}
