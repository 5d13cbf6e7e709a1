// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

/**
 * A curve of the treatment plot, in imperial units; the column is that of {@code
 * restream_silver.measurements}.
 */
enum Channel {
  PRESSURE("surface_treating_pressure", "Treating pressure", "psi", 0, 6.894757),
  RATE("slurry_rate", "Slurry rate", "bbl/min", 1, 0.1589873),
  PROPPANT("proppant_conc", "Proppant concentration", "ppa", 2, 119.8264),
  FRICTION_REDUCER("friction_reducer_conc1", "Friction reducer", "gpt", 2, 1),
  WIRELINE_DEPTH("wl_depth", "Wireline depth", "ft", 0, 0.3048);

  private final String column;
  private final String label;
  private final String unit;
  private final int digits;
  private final double siPerImperial;

  Channel(String column, String label, String unit, int digits, double siPerImperial) {
    this.column = column;
    this.label = label;
    this.unit = unit;
    this.digits = digits;
    this.siPerImperial = siPerImperial;
  }

  String column() {
    return column;
  }

  String label() {
    return label;
  }

  String unit() {
    return unit;
  }

  /** Decimals worth showing. */
  int digits() {
    return digits;
  }

  /** The value as it is shown. */
  double rounded(double value) {
    double scale = Math.pow(10, digits);
    return Math.round(value * scale) / scale;
  }

  /**
   * A value that was measured in SI units, in the unit of the plot (factors: ReStream API spec,
   * section 6.4).
   */
  double fromSi(double value) {
    return value / siPerImperial;
  }
}
