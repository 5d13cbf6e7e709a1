// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.simulation;

/**
 * The treatment schedule of one frac stage: equalize, ramp-up, pad, proppant steps, flush, shut-in,
 * and sometimes a screen-out that ends it early. Rates in bpm, pressures in psi, concentrations in
 * ppa and gpt.
 */
final class Treatment {

  private static final double[] STEPS = {0.25, 0.5, 1.0, 1.5, 2.0, 2.5};
  private static final double EQUALIZE = 180;
  private static final double RAMP = 480;
  private static final double SHUT_IN = 240;
  private static final double ABORT = 90;
  private static final double PROPPANT_DENSITY = 22.1;

  private final double duration;
  private final double screenOut;
  private final double targetRate;
  private final double instantaneousShutIn;
  private final double friction;
  private final double proppantScale;
  private final double frictionReducer;

  Treatment(Noise noise, Segment segment) {
    long id = segment.id();
    duration = segment.duration();
    screenOut =
        segment.screenOut() == Segment.NEVER
            ? Double.MAX_VALUE
            : segment.screenOut() - segment.start();
    targetRate = noise.between(11, id, 86, 102);
    instantaneousShutIn = noise.between(12, id, 2900, 3900);
    friction = noise.between(13, id, 4300, 5600);
    proppantScale = noise.between(14, id, 0.85, 1.2);
    frictionReducer = noise.between(15, id, 0.4, 0.75);
  }

  /** Slurry rate. */
  double rate(double t) {
    if (t > screenOut) {
      return targetRate * Math.max(0, 1 - (t - screenOut) / 30);
    }
    if (t < EQUALIZE) {
      return 0;
    }
    if (t < EQUALIZE + RAMP) {
      double stairs = Math.floor((t - EQUALIZE) / RAMP * 10) / 10;
      return targetRate * Math.min(1, stairs + 0.1);
    }
    double stop = duration - SHUT_IN;
    return t < stop ? targetRate : targetRate * Math.max(0, 1 - (t - stop) / 60);
  }

  /** Treatment step: 0 before proppant, then from 1, and one more for the flush. */
  int step(double t) {
    double planned = plannedDuration();
    double begin = EQUALIZE + RAMP + planned * 0.1;
    double end = planned - SHUT_IN - planned * 0.06;
    if (t < begin || t > screenOut) {
      return 0;
    }
    if (t >= end) {
      return STEPS.length + 1;
    }
    return 1 + (int) ((t - begin) / (end - begin) * STEPS.length);
  }

  double proppant(double t) {
    int step = step(t);
    return step == 0 || step > STEPS.length ? 0 : STEPS[step - 1] * proppantScale;
  }

  /** The clean part of the slurry rate, what the proppant leaves. */
  double cleanRate(double t) {
    return rate(t) / (1 + proppant(t) / PROPPANT_DENSITY);
  }

  double frictionReducer(double t) {
    return rate(t) < 5 ? 0 : frictionReducer * (step(t) == 0 ? 1.1 : 1);
  }

  double surfactant(double t) {
    return rate(t) < 5 ? 0 : 0.5;
  }

  double pressure(double t) {
    if (t < EQUALIZE) {
      return instantaneousShutIn * Math.min(1, t / 60) * 0.8;
    }
    double relative = rate(t) / targetRate;
    double pipe = friction * Math.pow(relative, 1.75);
    double column = 260 * proppant(t);
    double pressure = instantaneousShutIn + pipe - column;
    if (t > screenOut - ABORT) {
      double rising = Math.min(1, (t - screenOut + ABORT) / ABORT);
      double falling = t > screenOut ? Math.exp(-(t - screenOut) / 120) : 1;
      pressure += 4200 * rising * rising * falling;
    }
    double stop = duration - SHUT_IN + 60;
    return t > stop ? pressure - 500 * (1 - Math.exp(-(t - stop) / 90)) : pressure;
  }

  private double plannedDuration() {
    return screenOut == Double.MAX_VALUE ? duration : screenOut / 0.75;
  }
}
