// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.simulation;

/**
 * One wireline run: run in hole, pumped down in the lateral, perforating stops, pull out of hole.
 * Depth in ft, speed in ft/min, tension in lb, pump-down rate in bpm.
 */
final class WirelineRun {

  private static final double KICK_OFF = 9_500;
  private static final int CLUSTERS = 8;

  private final double duration;
  private final double target;
  private final double downTime;
  private final double perforatingTime;
  private final double upTime;

  WirelineRun(Noise noise, Segment segment) {
    duration = segment.duration();
    target = 19_500 - 180.0 * (segment.stage() % 45) + noise.between(21, segment.id(), -40, 40);
    downTime = duration * 0.42;
    perforatingTime = duration * 0.12;
    upTime = duration * 0.40;
  }

  double depth(double t) {
    if (t < downTime) {
      return target * t / downTime;
    }
    double perforated = t - downTime;
    if (perforated < perforatingTime) {
      return target - 20 * Math.floor(perforated / perforatingTime * CLUSTERS);
    }
    double pulled = Math.min(1, (perforated - perforatingTime) / upTime);
    return (target - 20 * (CLUSTERS - 1)) * (1 - pulled);
  }

  double speed(double t) {
    return (depth(t + 5) - depth(t - 5)) * 6;
  }

  double tension(double t) {
    double depth = depth(t);
    double cable = 230 + 0.12 * Math.min(depth, KICK_OFF) + 0.02 * Math.max(0, depth - KICK_OFF);
    return speed(t) < -100 ? cable * 1.35 : cable;
  }

  double pumpDown(double t) {
    boolean inLateral = t < downTime && depth(t) > KICK_OFF;
    return inLateral ? 6 + 5 * (depth(t) - KICK_OFF) / (target - KICK_OFF) : 0;
  }

  /** Casing collars every 42 ft give a spike. */
  boolean collar(double t) {
    return Math.abs(speed(t)) > 50 && Math.abs(depth(t)) % 42 < 6;
  }
}
