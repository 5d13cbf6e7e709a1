// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import io.wellhead.cli.report.WellReport.StageRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Turns a well's samples, given once in time order, into curves and stage figures; holds the
 * curves, never the samples. Not thread-safe.
 */
final class WellPass {
  /** A value holds until the next sample, but no longer than three of the slowest frac samples. */
  static final long LONGEST_HOLD_SECONDS = 30;

  private final Well well;
  private final List<Stage> stages;
  private final List<StageFigures.Sum> sums = new ArrayList<>();
  private final Map<Channel, Trace> traces = new EnumMap<>(Channel.class);
  private final Sample held = new Sample();
  private long heldSince = Long.MIN_VALUE;

  WellPass(Well well, List<Stage> stages, long bucketSeconds) {
    this.well = well;
    this.stages = stages.stream().sorted(Comparator.comparing(Stage::start)).toList();
    this.stages.forEach(stage -> sums.add(new StageFigures.Sum()));
    for (Channel channel : Channel.values()) {
      traces.put(channel, new Trace(bucketSeconds, channel.digits()));
    }
  }

  /**
   * @param sample in imperial units; read, not kept
   */
  void add(long epochSecond, Sample sample) {
    for (Channel channel : Channel.values()) {
      traces.get(channel).add(epochSecond, sample.get(channel));
    }
    // Wireline records in between do not end what the pumps were last seen to do.
    if (!sample.has(Channel.PRESSURE) && !sample.has(Channel.RATE)) {
      return;
    }
    count(epochSecond);
    held.copyFrom(sample);
    heldSince = epochSecond;
  }

  /** The report of the well over the given period. */
  WellReport finish(Instant from, Instant to) {
    count(to.getEpochSecond() + 1);
    heldSince = Long.MIN_VALUE;
    List<StageRow> rows = new ArrayList<>();
    for (int i = 0; i < stages.size(); i++) {
      rows.add(new StageRow(stages.get(i), sums.get(i).figures()));
    }
    Map<Channel, List<Trace.Point>> curves = new EnumMap<>(Channel.class);
    traces.forEach(
        (channel, trace) -> {
          List<Trace.Point> points = trace.finish();
          if (!points.isEmpty()) {
            curves.put(channel, points);
          }
        });
    return new WellReport(well, from, to, rows, curves);
  }

  private void count(long now) {
    if (heldSince == Long.MIN_VALUE) {
      return;
    }
    int index = stageAt(heldSince);
    if (index < 0) {
      return;
    }
    Instant end = stages.get(index).end();
    long until = Math.min(now, heldSince + LONGEST_HOLD_SECONDS);
    if (end != null) {
      until = Math.min(until, end.getEpochSecond());
    }
    sums.get(index)
        .add(
            held.get(Channel.PRESSURE),
            held.get(Channel.RATE),
            held.get(Channel.PROPPANT),
            (double) Math.max(0, until - heldSince));
  }

  /** Neighbors may overlap by seconds: the later one has the sample. */
  private int stageAt(long epochSecond) {
    for (int i = stages.size() - 1; i >= 0; i--) {
      if (stages.get(i).contains(epochSecond)) {
        return i;
      }
    }
    return -1;
  }
}
