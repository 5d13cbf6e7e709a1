// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import io.wellhead.restream.model.Condition;
import io.wellhead.restream.model.ParameterConfig;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The parameters that every stage has, by the vendor's keys (ReStream API, section 2.6): those
 * whose meaning is evident and that can be computed from fields of the catalogue (section 6.4). A
 * definition of the vendor with the same name goes before.
 */
final class StandardParameters {
  private static final SortedMap<String, ParameterConfig> ALL = all();

  private StandardParameters() {}

  /** By name. */
  static SortedMap<String, ParameterConfig> byName() {
    return new TreeMap<>(ALL);
  }

  private static SortedMap<String, ParameterConfig> all() {
    SortedMap<String, ParameterConfig> all = new TreeMap<>();
    addTimes(all);
    addTreatment(all);
    addFluid(all);
    all.put("max_wl_depth", config("wl_depth", "max", "ft", "m"));
    return all;
  }

  private static void addTimes(SortedMap<String, ParameterConfig> all) {
    Condition pumping = condition("slurry_rate", "greater_than", "800", "L/min");
    all.put("total_duration", config("timestamp", "duration", "s", "s"));
    all.put("test_time", config("timestamp", "last", "s", "s"));
    all.put("start_pumping_time", config("timestamp", "first", "s", "s", pumping));
  }

  /**
   * The service's clean rate is its slurry rate, its down-hole pressure that of the surface, in
   * every stage that was looked at (section 2.6); the catalogue has no field of either.
   */
  private static void addTreatment(SortedMap<String, ParameterConfig> all) {
    String pressure = "surface_treating_pressure";
    all.put("avg_surface_pressure", config(pressure, "average", "psi", "kPa"));
    all.put("avg_down_hole_pressure", config(pressure, "average", "psi", "kPa"));
    all.put("max_surface_pressure", config(pressure, "max", "psi", "kPa"));
    all.put("avg_slurry_rate", config("slurry_rate", "average", "bpm", "m^3/min"));
    all.put("total_slurry_flow", config("slurry_rate", "total", "gal", "L"));
    all.put("total_slurry_flow_test", config("slurry_rate", "total", "bbl", "L"));
    all.put("avg_clean_rate", config("slurry_rate", "average", "bpm", "m^3/min"));
    all.put("total_clean_flow", config("slurry_rate", "total", "gal", "L"));
    all.put("avg_prop_conc", config("proppant_conc", "average", "ppa", "kg/m^3"));
    all.put("max_prop_conc", config("proppant_conc", "max", "ppa", "kg/m^3"));
    all.put("avg_fr_conc", config("friction_reducer_conc1", "average", "gpt", "L/m^3"));
    all.put("fr_cons_universal", config("friction_reducer_conc1", "average", "gpt", "L/m^3"));
    all.put("avg_friction_reduction", config("friction_reduction", "average", "%", "%"));
    all.put("max_frac_stage_step", config("frac_stage_step", "max", "#", "#"));
    all.put("min_frac_stage_step", config("frac_stage_step", "min", "#", "#"));
  }

  /** The clean sample counts while it flows. */
  private static void addFluid(SortedMap<String, ParameterConfig> all) {
    Condition flowing = flowing("2");
    put(all, "clean_density", "clean_feed_inlet_density_raw", "lb/gal", "kg/L", flowing);
    put(all, "clean_conductivity", "clean_conductivity_raw", "mS/cm", "mS/cm", flowing);
    put(all, "clean_corrosion", "clean__corrosion_raw", "mpy", "mpy", flowing);
    put(all, "clean_orp", "clean_analytics_spool_orp", "mV", "mV", flowing);
    put(all, "clean_ph", "clean_analytics_spool_ph", "pH", "pH", flowing("0.5"));
    put(all, "clean_tds", "tds", "ppm", "ppm");
    put(all, "slurry_density", "slurry_feed_inlet_denisty_raw", "lb/gal", "kg/L");
    put(all, "slurry_corrosion", "slurry__corrosion_raw", "mpy", "mpy");
    put(all, "slurry_orp", "slurry_analytics_spool_orp", "mV", "mV");
    put(all, "slurry_ph", "slurry_analytics_spool_ph", "pH", "pH");
  }

  private static void put(
      SortedMap<String, ParameterConfig> all,
      String of,
      String field,
      String imperial,
      String si,
      Condition... conditions) {
    all.put("avg_" + of, config(field, "average", imperial, si, conditions));
  }

  private static ParameterConfig config(
      String field, String aggregation, String imperial, String si, Condition... conditions) {
    List<Condition> all = conditions.length == 0 ? null : List.of(conditions);
    return new ParameterConfig(field, si, si, all, aggregation, imperial, Map.of());
  }

  private static Condition flowing(String gallonsPerMinute) {
    return condition(
        "clean_sample_slipstream_flow", "greater_than_or_equal", gallonsPerMinute, "gpm");
  }

  private static Condition condition(
      String field, String operator, String value, @Nullable String unit) {
    return new Condition(field, new BigDecimal(value), unit, operator, unit, unit, Map.of());
  }
}
