// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.simulation;

import io.wellhead.sandbox.restream.records.FieldSpec;
import io.wellhead.sandbox.restream.records.FieldSpec.Cadence;
import io.wellhead.sandbox.restream.records.FieldTable;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Positions of the fields that the simulation computes. */
final class SimulatedFields {

  private static final double[] SCALES = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};

  final int pressure;
  final int slurryRate;
  final int cleanRate;
  final int proppant;
  final int frictionReducer;
  final int surfactant;
  final int step;
  final int depth;
  final int speed;
  final int tension;
  final int ccl;
  final int current;
  final int voltage;
  final int pumpDown;
  final int slurryDensity;
  final int slurryViscosity;
  final int frictionReduction;

  private final Map<Cadence, int[]> byCadence = new EnumMap<>(Cadence.class);

  SimulatedFields(FieldTable fields) {
    pressure = fields.require("surface_treating_pressure");
    slurryRate = fields.require("slurry_rate");
    cleanRate = fields.require("clean_flow");
    proppant = fields.require("proppant_conc");
    frictionReducer = fields.require("friction_reducer_conc1");
    surfactant = fields.require("surfactant_conc1");
    step = fields.require("frac_stage_step");
    depth = fields.require("wl_depth");
    speed = fields.require("wl_speed");
    tension = fields.require("wl_tension");
    ccl = fields.require("wl_ccl");
    current = fields.require("wl_current");
    voltage = fields.require("wl_voltage");
    pumpDown = fields.require("pumpdown_rate");
    slurryDensity = fields.require("slurry_feed_inlet_denisty_raw");
    slurryViscosity = fields.require("slurry_feed_inlet_viscosity");
    frictionReduction = fields.require("friction_reduction");
    List<FieldSpec> all = fields.numbers();
    for (Cadence cadence : Cadence.values()) {
      byCadence.put(
          cadence,
          IntStream.range(0, all.size()).filter(i -> all.get(i).cadence() == cadence).toArray());
    }
  }

  /** Positions of the fields with this cadence. */
  int[] of(Cadence cadence) {
    return byCadence.getOrDefault(cadence, new int[0]);
  }

  static double scale(int decimals) {
    return SCALES[decimals];
  }

  /** For each source, the pairs (plain position, prefixed position) of its fields. */
  static Map<String, List<int[]>> prefixes(FieldTable fields) {
    Map<String, List<int[]>> pairs = new TreeMap<>();
    for (String source : PadPlan.SOURCES) {
      List<int[]> ofSource = new ArrayList<>();
      for (int i = 0; i < fields.numbers().size(); i++) {
        int prefixed = fields.indexOf(source + "_" + fields.numbers().get(i).name());
        if (prefixed >= 0) {
          ofSource.add(new int[] {i, prefixed});
        }
      }
      pairs.put(source, ofSource);
    }
    return pairs;
  }
}
