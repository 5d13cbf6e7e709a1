// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.simulation;

/**
 * One wireline run: rigging up on the surface, running in hole (pumped down in the lateral) until
 * the plug is set, pulling up from cluster to cluster to perforate and then out of hole, rigging
 * down on the surface. Instants in epoch seconds, depth in ft, speed in ft/min (positive: down),
 * tension in lb, pump-down rate in bpm. Immutable.
 */
final class WirelineRun {

  private static final double KICK_OFF = 9_500;
  private static final int CLUSTERS = 8;
  private static final double CLUSTER_SPACING = 20;
  private static final long PLUG_SETTING = 60;
  private static final double TOOL_WEIGHT = 230;

  private final double target;
  private final long down;
  private final long plug;
  private final long up;
  private final long perforated;
  private final long surface;
  private final long end;

  /**
   * Plans a run.
   *
   * @param number of the run on its pad
   * @param start when rigging up begins
   */
  WirelineRun(Noise noise, long number, int stage, long start) {
    target = 19_500 - 180.0 * (stage % 45) + noise.between(21, number, -40, 40);
    down = start + (long) noise.between(22, number, 180, 360);
    plug = down + (long) (60 * target / noise.between(23, number, 480, 560));
    up = plug + PLUG_SETTING;
    perforated = up + (long) (CLUSTERS * noise.between(24, number, 45, 75));
    surface = perforated + (long) (60 * target / noise.between(25, number, 560, 640));
    end = surface + (long) noise.between(26, number, 150, 300);
  }

  /** When the tool leaves the surface. */
  long down() {
    return down;
  }

  /** When the plug is set and the tool is pulled to the first cluster. */
  long up() {
    return up;
  }

  /** When the tool is back. */
  long surface() {
    return surface;
  }

  /** The first second after the run. */
  long end() {
    return end;
  }

  double depth(long second) {
    if (second < down || second >= surface) {
      return 0;
    }
    if (second < plug) {
      return target * (second - down) / (plug - down);
    }
    if (second < up) {
      return target;
    }
    if (second < perforated) {
      long cluster = (second - up) * CLUSTERS / (perforated - up);
      return target - CLUSTER_SPACING * cluster;
    }
    double pulled = (double) (second - perforated) / (surface - perforated);
    return (target - CLUSTER_SPACING * (CLUSTERS - 1)) * (1 - pulled);
  }

  double speed(long second) {
    return (depth(second + 5) - depth(second - 5)) * 6;
  }

  double tension(long second) {
    double depth = depth(second);
    double cable =
        TOOL_WEIGHT + 0.12 * Math.min(depth, KICK_OFF) + 0.02 * Math.max(0, depth - KICK_OFF);
    return speed(second) < -100 ? cable * 1.35 : cable;
  }

  double pumpDown(long second) {
    double depth = depth(second);
    boolean pumped = second < plug && depth > KICK_OFF;
    return pumped ? 6 + 4.4 * (depth - KICK_OFF) / (target - KICK_OFF) : 0;
  }

  /** Casing collars every 42 ft give a spike. */
  boolean collar(long second) {
    return Math.abs(speed(second)) > 50 && depth(second) % 42 < 6;
  }
}
