// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.simulation;

/** Random numbers that are a pure function of seed, stream and position. */
record Noise(long seed) {

  /** Uniform in [0, 1). */
  double unit(long stream, long position) {
    long z = seed + stream * 0x9E3779B97F4A7C15L + position * 0xD1B54A32D192ED03L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return ((z ^ (z >>> 31)) >>> 11) * 0x1.0p-53;
  }

  /** Uniform in [low, high). */
  double between(long stream, long position, double low, double high) {
    return low + unit(stream, position) * (high - low);
  }

  /** Bell-shaped in (-1, 1). */
  double jitter(long stream, long position) {
    return unit(stream, 2 * position) + unit(stream, 2 * position + 1) - 1;
  }

  /** Smooth in (-1, 1): random values every {@code period}, eased between. */
  double wander(long stream, long position, long period) {
    long step = Math.floorDiv(position, period);
    double fraction = (double) Math.floorMod(position, period) / period;
    double eased = fraction * fraction * (3 - 2 * fraction);
    double from = unit(stream, step);
    double to = unit(stream, step + 1);
    return 2 * (from + (to - from) * eased) - 1;
  }
}
