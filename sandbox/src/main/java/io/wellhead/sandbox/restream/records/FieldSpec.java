// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.records;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the field catalogue with what the simulation needs to know about it.
 *
 * @param base usual value, imperial
 * @param wander amplitude of the slow part around the base
 * @param jitter amplitude of the noise from sample to sample
 * @param decimals decimals of the imperial value
 */
public record FieldSpec(
    String name,
    String label,
    @Nullable String imperialUnit,
    @Nullable String siUnit,
    @Nullable String sourceCategory,
    @Nullable String fieldCategory,
    @Nullable Double imperialMin,
    @Nullable Double imperialMax,
    @Nullable Double siMin,
    @Nullable Double siMax,
    Cadence cadence,
    double base,
    double wander,
    double jitter,
    int decimals) {

  /** When a field has a value (ReStream API spec, section 6.2). */
  public enum Cadence {
    SECOND,
    TEN,
    FRAC,
    WIRELINE,
    ALWAYS,
    COMPUTABLE,
    /** Prefixed by a measurement source; only in un-routed pad data. */
    SOURCE,
    /** In the catalogue, never in data. */
    NONE
  }

  private static final int ALL_DECIMALS = 17;

  /** A field without description, as found in recorded data; values keep all their decimals. */
  public static FieldSpec plain(String name) {
    return new FieldSpec(
        name,
        name,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        Cadence.NONE,
        0,
        0,
        0,
        ALL_DECIMALS);
  }

  /** The same field with the units of its catalogue entry. */
  public FieldSpec withUnits(@Nullable String imperial, @Nullable String si) {
    return new FieldSpec(
        name,
        label,
        imperial,
        si,
        sourceCategory,
        fieldCategory,
        imperialMin,
        imperialMax,
        siMin,
        siMax,
        cadence,
        base,
        wander,
        jitter,
        decimals);
  }

  /** Converts a stored (imperial) value to the unit; a field without units stays as it is. */
  public double in(double value, @Nullable String unit) {
    return imperialUnit == null || unit == null ? value : Units.convert(value, imperialUnit, unit);
  }

  /** The twenty keys of the fields endpoint (section 2.4). */
  Map<String, @Nullable Object> describe(int id, String color) {
    Map<String, @Nullable Object> entry = new TreeMap<>();
    entry.put("id", id);
    entry.put("name", name);
    entry.put("label", label);
    entry.put("si_unit", siUnit);
    entry.put("imperial_unit", imperialUnit);
    entry.put("energistics_si_unit", Units.energistics(siUnit));
    entry.put("energistics_imperial_unit", Units.energistics(imperialUnit));
    entry.put("simops_label", "");
    entry.put("description", "");
    entry.put(
        "connect_nulls", name.equals("pumpdown_rate") || name.matches("wl_(depth|speed|tension)"));
    entry.put("customer_facing_label", null);
    entry.put("primary_color", color);
    entry.put("secondary_color", null);
    entry.put("tertiary_color", null);
    entry.put("source_category", sourceCategory);
    entry.put("field_category", fieldCategory);
    entry.put("si_plot_min", siMin);
    entry.put("si_plot_max", siMax);
    entry.put("imperial_plot_min", imperialMin);
    entry.put("imperial_plot_max", imperialMax);
    return entry;
  }
}
