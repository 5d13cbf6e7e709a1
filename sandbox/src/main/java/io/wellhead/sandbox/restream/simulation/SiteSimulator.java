// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.simulation;

import io.wellhead.sandbox.restream.records.FieldSpec;
import io.wellhead.sandbox.restream.records.FieldTable;
import io.wellhead.sandbox.restream.records.Row;
import io.wellhead.sandbox.restream.records.RowSource;
import io.wellhead.sandbox.restream.simulation.Segment.State;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The records of one site as first measured: cadence groups of section 6.2, values from the
 * treatment schedule and the wireline run of the running segment. Any second can be asked for, in
 * any order, from any thread.
 */
public final class SiteSimulator implements RowSource {

  private static final long HOUR = 3600;
  private static final int CADENCE = 10;

  private final PadPlan plan;
  private final long siteId;
  private final FieldTable fields;
  private final SimulatedFields at;
  private final Noise noise;

  /** The treatment of one segment; recomputed when a thread moves to another segment. */
  private volatile Work work;

  private record Work(Segment segment, Treatment treatment) {}

  public SiteSimulator(PadPlan plan, long siteId, FieldTable fields) {
    this.plan = plan;
    this.siteId = siteId;
    this.fields = fields;
    this.at = new SimulatedFields(fields);
    this.noise = new Noise(plan.spec().seed() * 31 + siteId);
    this.work = work(plan.segment(siteId, plan.spec().firstSecond()));
  }

  @Override
  public @Nullable Row row(long second) {
    if (second < plan.spec().firstSecond()) {
      return null;
    }
    if (outage(second)) {
      return Row.bare(second, siteId, fields);
    }
    Work now = workAt(second);
    double[] values = new double[fields.numbers().size()];
    Arrays.fill(values, Double.NaN);
    State state = now.segment.state();
    boolean sampled = second % CADENCE == 0;
    double t = second - now.segment.start();
    sample(values, second, FieldSpec.Cadence.ALWAYS);
    if (state == State.FRAC && feeds(now.segment, second)) {
      sample(values, second, FieldSpec.Cadence.SECOND);
      if (sampled) {
        sample(values, second, FieldSpec.Cadence.TEN);
        fluid(values, second, now.treatment, t);
      }
    }
    if (sampled && state == State.FRAC) {
      frac(values, second, now.treatment, t);
    }
    if (sampled && state != State.STANDBY) {
      wireline(values, second, now.segment.run());
    }
    String[] valves = {now.segment.upperMaster(), now.segment.swab(second)};
    return new Row(second, siteId, values, valves);
  }

  /** The segment in which a second lies. */
  public Segment segment(long second) {
    return workAt(second).segment;
  }

  /** Whether the gateway is down: rows without any field (section 6.2). */
  public boolean outage(long second) {
    long hour = Math.floorDiv(second, HOUR);
    if (noise.unit(31, hour) >= 0.12) {
      return false;
    }
    long start = hour * HOUR + (long) noise.between(32, hour, 0, HOUR - 360);
    long length = (long) noise.between(33, hour, 120, 340);
    return second >= start && second < start + length;
  }

  /** The fluid equipment feeds one site at a time: that of the first working source. */
  private boolean feeds(Segment segment, long second) {
    return PadPlan.SOURCES.get(0).equals(segment.source())
        || plan.activeSite(PadPlan.SOURCES.get(0), second) == null;
  }

  private Work workAt(long second) {
    Work current = work;
    if (!current.segment.covers(second)) {
      current = work(plan.segment(siteId, second));
      work = current;
    }
    return current;
  }

  private Work work(Segment segment) {
    return new Work(segment, new Treatment(noise, segment));
  }

  private void sample(double[] values, long second, FieldSpec.Cadence cadence) {
    for (int field : at.of(cadence)) {
      put(values, field, second, fields.numbers().get(field).base());
    }
  }

  /** Sets the field to the level plus its wander and jitter, rounded to its decimals. */
  private void put(double[] values, int field, long second, double level) {
    FieldSpec spec = fields.numbers().get(field);
    double value = level;
    if (spec.wander() != 0) {
      value += spec.wander() * noise.wander(100 + field, second, 600);
    }
    if (spec.jitter() != 0) {
      value += spec.jitter() * noise.jitter(200 + field, second);
    }
    double scale = SimulatedFields.scale(spec.decimals());
    values[field] = Math.round(value * scale) / scale;
  }

  private void frac(double[] values, long second, Treatment treatment, double t) {
    double rate = treatment.rate(t);
    put(values, at.pressure, second, treatment.pressure(t));
    put(values, at.proppant, second, treatment.proppant(t));
    put(values, at.step, second, treatment.step(t));
    if (rate > 0) {
      put(values, at.slurryRate, second, rate);
      put(values, at.cleanRate, second, treatment.cleanRate(t));
    } else {
      values[at.slurryRate] = 0;
      values[at.cleanRate] = 0;
    }
    put(values, at.frictionReducer, second, treatment.frictionReducer(t));
    put(values, at.surfactant, second, treatment.surfactant(t));
  }

  private void fluid(double[] values, long second, Treatment treatment, double t) {
    double proppant = treatment.proppant(t);
    put(values, at.slurryDensity, second, 8.6 + 0.62 * proppant);
    if (noise.unit(34, second) < 0.002) {
      // A bubble in the viscometer: raw readings leave their plot range (section 6.1).
      values[at.slurryViscosity] = Math.rint(noise.between(35, second, 2_000, 26_000));
    }
    if (treatment.rate(t) > 40 && noise.unit(36, second / 300) < 0.2) {
      put(values, at.frictionReduction, second, 60);
    }
  }

  private void wireline(double[] values, long second, @Nullable WirelineRun run) {
    put(values, at.depth, second, run == null ? -50 : run.depth(second));
    put(values, at.speed, second, run == null ? 0 : run.speed(second));
    put(values, at.tension, second, run == null ? 235 : run.tension(second));
    put(values, at.ccl, second, run != null && run.collar(second) ? 2.6 : -0.4);
    put(values, at.current, second, fields.numbers().get(at.current).base());
    put(values, at.voltage, second, fields.numbers().get(at.voltage).base());
    if (run != null && run.pumpDown(second) > 0) {
      put(values, at.pumpDown, second, run.pumpDown(second));
    } else {
      values[at.pumpDown] = 0;
    }
  }
}
