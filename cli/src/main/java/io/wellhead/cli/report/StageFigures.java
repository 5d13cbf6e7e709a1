// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import java.time.Duration;

/**
 * What was pumped during one stage. Averages are over the time in which the slurry rate was at
 * least {@value #PUMPING_RATE} bbl/min, weighted by time; NaN where nothing was measured.
 *
 * @param pumping time at or above that rate
 * @param averagePressure psi
 * @param maxPressure psi
 * @param averageRate bbl/min
 * @param maxRate bbl/min
 * @param maxConcentration ppa
 * @param slurryVolume bbl
 * @param cleanVolume bbl of fluid without proppant
 * @param proppantMass lb
 */
record StageFigures(
    Duration pumping,
    double averagePressure,
    double maxPressure,
    double averageRate,
    double maxRate,
    double maxConcentration,
    double slurryVolume,
    double cleanVolume,
    double proppantMass) {

  /** Slower flow is priming, leakage or sensor noise, not treatment. */
  static final double PUMPING_RATE = 1.0;

  /** Gal of volume that one lb of sand (specific gravity 2.65) takes. */
  static final double GAL_PER_LB = 0.0452;

  private static final double GAL_PER_BBL = 42;

  /** Adds up one stage from its samples. Not thread-safe. */
  static final class Sum {
    private double pumpingSeconds;
    private double pressureSeconds;
    private double pressureTimesSeconds;
    private double rateTimesSeconds;
    private double maxPressure = Double.NaN;
    private double maxRate = Double.NaN;
    private double maxConcentration = Double.NaN;
    private double slurry;
    private double clean;
    private double mass;

    /**
     * Adds a sample that holds for the given time.
     *
     * @param pressure psi, or NaN
     * @param rate bbl/min, or NaN
     * @param concentration ppa, or NaN
     */
    void add(double pressure, double rate, double concentration, double seconds) {
      maxPressure = max(maxPressure, pressure);
      maxRate = max(maxRate, rate);
      maxConcentration = max(maxConcentration, concentration);
      if (!(rate >= PUMPING_RATE)) {
        return;
      }
      pumpingSeconds += seconds;
      rateTimesSeconds += rate * seconds;
      if (!Double.isNaN(pressure)) {
        pressureSeconds += seconds;
        pressureTimesSeconds += pressure * seconds;
      }
      addVolumes(rate * seconds / 60, Double.isNaN(concentration) ? 0 : Math.max(0, concentration));
    }

    /**
     * One gal of clean fluid with c lb of proppant added makes 1 + {@value StageFigures#GAL_PER_LB}
     * c gal of slurry.
     */
    private void addVolumes(double bbl, double concentration) {
      double cleanBbl = bbl / (1 + GAL_PER_LB * concentration);
      slurry += bbl;
      clean += cleanBbl;
      mass += cleanBbl * GAL_PER_BBL * concentration;
    }

    StageFigures figures() {
      return new StageFigures(
          Duration.ofSeconds(Math.round(pumpingSeconds)),
          pressureSeconds == 0 ? Double.NaN : pressureTimesSeconds / pressureSeconds,
          maxPressure,
          pumpingSeconds == 0 ? Double.NaN : rateTimesSeconds / pumpingSeconds,
          maxRate,
          maxConcentration,
          slurry,
          clean,
          mass);
    }

    private static double max(double known, double value) {
      return Double.isNaN(known) || value > known ? value : known;
    }
  }
}
