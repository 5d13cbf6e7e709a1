// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.simulation;

import io.wellhead.sandbox.restream.simulation.Segment.State;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The zipper schedule of a pad, known from its seed: the wells are treated in turn, and while one
 * is treated the wireline works on another. Numbering and durations follow section 2.5: the stage
 * number rises when wireline work starts, and a run passes through the three wireline states. Every
 * fifth treatment is pumped by the second source and overlaps the one before.
 */
public final class PadPlan {

  /** The measurement sources of a simulated pad. */
  public static final List<String> SOURCES = List.of("M1", "M2");

  private static final long FIRST_HISTORY_ID = 700_000;
  private static final int OVERLAPPING = 5;

  private final PadSpec spec;
  private final Noise noise;
  private final Map<Long, List<Segment>> segments = new HashMap<>();

  public PadPlan(PadSpec spec) {
    this.spec = spec;
    this.noise = new Noise(spec.seed());
    List<Job> jobs = schedule();
    for (int w = 0; w < spec.wells().size(); w++) {
      segments.put(spec.wells().get(w).id(), List.copyOf(timeline(w, jobs)));
    }
  }

  public PadSpec spec() {
    return spec;
  }

  /** The site's whole timeline without gaps, oldest first; the last segment never ends. */
  public List<Segment> segments(long siteId) {
    List<Segment> timeline = segments.get(siteId);
    if (timeline == null) {
      throw new IllegalArgumentException("site=" + siteId + " is not on pad " + spec.id());
    }
    return timeline;
  }

  /** The segment of an epoch second; before the beginning of operation the first one. */
  public Segment segment(long siteId, long second) {
    List<Segment> timeline = segments(siteId);
    int low = 0;
    int high = timeline.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (timeline.get(middle).start() <= second) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return timeline.get(low);
  }

  /** The site that a source feeds at a second, null when it rests. */
  public @Nullable Long activeSite(String source, long second) {
    for (PadSpec.Well well : spec.wells()) {
      if (source.equals(segment(well.id(), second).source())) {
        return well.id();
      }
    }
    return null;
  }

  /** The second at which the last treatment ends. */
  public long completion() {
    return spec.wells().stream()
        .map(well -> segments(well.id()))
        .mapToLong(timeline -> timeline.get(timeline.size() - 1).start())
        .max()
        .orElseThrow();
  }

  /** One stage of one well: wireline run, then treatment. */
  private record Job(
      int well,
      int stage,
      long wirelineStart,
      WirelineRun run,
      long fracStart,
      long fracEnd,
      String source,
      long screenOut) {}

  private List<Job> schedule() {
    int wells = spec.wells().size();
    long[] wellFree = new long[wells];
    long wirelineFree = spec.firstSecond() + 300;
    long crewFree = spec.firstSecond();
    long previousStart = spec.firstSecond();
    Arrays.fill(wellFree, spec.firstSecond() + 300);
    List<Job> jobs = new ArrayList<>();
    for (int j = 0; j < wells * spec.stages(); j++) {
      int well = j % wells;
      boolean second = j % OVERLAPPING == OVERLAPPING - 1;
      long wirelineStart =
          Math.max(wirelineFree, wellFree[well]) + (long) noise.between(1, j, 180, 900);
      int stage = j / wells + 1;
      WirelineRun run = new WirelineRun(noise, j, stage, wirelineStart);
      long ready = run.end() + (long) noise.between(3, j, 300, 1500);
      long turn = second ? previousStart + 3000 : crewFree + (long) noise.between(4, j, 300, 720);
      long fracStart = Math.max(ready, turn);
      long duration = (long) noise.between(5, j, 5500, 7000);
      long screenOut = Segment.NEVER;
      if (noise.unit(6, j) < 0.06) {
        screenOut = fracStart + (long) (duration * noise.between(7, j, 0.5, 0.85));
        duration = screenOut - fracStart + 600;
      }
      long fracEnd = fracStart + duration;
      String source = SOURCES.get(second ? 1 : 0);
      jobs.add(new Job(well, stage, wirelineStart, run, fracStart, fracEnd, source, screenOut));
      wirelineFree = run.end();
      wellFree[well] = fracEnd;
      previousStart = fracStart;
      crewFree = second ? Math.max(crewFree, fracEnd) : fracEnd;
    }
    return jobs;
  }

  private List<Segment> timeline(int well, List<Job> jobs) {
    Timeline timeline = new Timeline(well);
    int stage = 0;
    long at = spec.firstSecond();
    for (Job job : jobs) {
      if (job.well == well) {
        timeline.standby(stage, at, job.wirelineStart, State.ON_SURFACE);
        stage = job.stage;
        timeline.wireline(job);
        timeline.standby(stage, job.run.end(), job.fracStart, State.FRAC);
        timeline.frac(job);
        at = job.fracEnd;
      }
    }
    timeline.standby(stage, at, Long.MAX_VALUE, null);
    return timeline.segments;
  }

  /** Collects the segments of one well. */
  private final class Timeline {
    private final long siteId;
    private final long firstId;
    private final List<Segment> segments = new ArrayList<>();

    Timeline(int well) {
      this.siteId = spec.wells().get(well).id();
      this.firstId = FIRST_HISTORY_ID + spec.id() * 100_000 + well * 5_000L;
    }

    void standby(int stage, long since, long until, @Nullable State next) {
      segments.add(
          new Segment(
              id(), siteId, State.STANDBY, stage, since, until, null, Segment.NEVER, null, next));
    }

    void wireline(Job job) {
      WirelineRun run = job.run;
      wireline(job, State.ON_SURFACE, job.wirelineStart, run.down(), State.RUN_IN_HOLE);
      wireline(job, State.RUN_IN_HOLE, run.down(), run.up(), State.PULL_OUT_OF_HOLE);
      wireline(job, State.PULL_OUT_OF_HOLE, run.up(), run.surface(), State.ON_SURFACE);
      wireline(job, State.ON_SURFACE, run.surface(), run.end(), State.STANDBY);
    }

    private void wireline(Job job, State state, long start, long end, State next) {
      segments.add(
          new Segment(
              id(), siteId, state, job.stage, start, end, null, Segment.NEVER, job.run, next));
    }

    void frac(Job job) {
      segments.add(
          new Segment(
              id(),
              siteId,
              State.FRAC,
              job.stage,
              job.fracStart,
              job.fracEnd,
              job.source,
              job.screenOut,
              null,
              State.STANDBY));
    }

    private long id() {
      return firstId + segments.size();
    }
  }
}
