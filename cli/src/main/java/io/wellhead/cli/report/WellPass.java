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
 * Turns a well's samples, given once in time order, into the curves of the plot's period and the
 * figures of whole stages, which may reach beyond it; holds the curves, never the samples. Not
 * thread-safe.
 */
final class WellPass {
  /** A value holds until the next sample, but no longer than three of the slowest frac samples. */
  static final long LONGEST_HOLD_SECONDS = 30;

  private final Well well;
  private final List<Stage> stages;
  private final Instant from;
  private final Instant to;
  private final List<StageFigures.Sum> sums = new ArrayList<>();
  private final List<Coverage.Track> tracks = new ArrayList<>();
  private final Map<Channel, Trace> traces = new EnumMap<>(Channel.class);
  private final Sample held = new Sample();
  private long heldSince = Long.MIN_VALUE;
  private long newest = Long.MIN_VALUE;

  /**
   * @param from first instant of the plot
   * @param to its end, exclusive
   */
  WellPass(Well well, List<Stage> stages, long bucketSeconds, Instant from, Instant to) {
    this.well = well;
    this.stages = stages.stream().sorted(Comparator.comparing(Stage::start)).toList();
    this.from = from;
    this.to = to;
    for (Stage stage : this.stages) {
      sums.add(new StageFigures.Sum());
      tracks.add(new Coverage.Track(stage));
    }
    for (Channel channel : Channel.values()) {
      traces.put(channel, new Trace(bucketSeconds, channel.digits()));
    }
  }

  /**
   * @param sample in imperial units; read, not kept
   */
  void add(long epochSecond, Sample sample) {
    if (from.getEpochSecond() <= epochSecond && epochSecond < to.getEpochSecond()) {
      for (Channel channel : Channel.values()) {
        traces.get(channel).add(epochSecond, sample.get(channel));
      }
    }
    newest = epochSecond;
    boolean treating = sample.has(Channel.PRESSURE) || sample.has(Channel.RATE);
    int index = stageAt(epochSecond);
    if (index >= 0) {
      tracks.get(index).add(epochSecond, treating);
    }
    // Wireline records in between do not end what the pumps were last seen to do.
    if (!treating) {
      return;
    }
    count(epochSecond);
    held.copyFrom(sample);
    heldSince = epochSecond;
  }

  /** The report of the well. */
  WellReport finish() {
    Instant reached = Instant.ofEpochSecond(Math.max(to.getEpochSecond(), newest + 1));
    boolean ended = heldSince != Long.MIN_VALUE && !isRunning(stageAt(heldSince));
    count(ended ? Long.MAX_VALUE : reached.getEpochSecond());
    heldSince = Long.MIN_VALUE;
    List<StageRow> rows = new ArrayList<>();
    for (int i = 0; i < stages.size(); i++) {
      Stage stage = stages.get(i);
      rows.add(
          new StageRow(
              stage, stage.endOr(reached), sums.get(i).figures(), tracks.get(i).coverage()));
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

  private boolean isRunning(int index) {
    return index >= 0 && stages.get(index).end() == null;
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
