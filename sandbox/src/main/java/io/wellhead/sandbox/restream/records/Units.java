// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.records;

import static java.util.Map.entry;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Units of the field catalogue: conversion and Energistics symbols.
 *
 * <p>Each unit is a linear map to a reference unit of its dimension (ReStream API spec, section
 * 6.4).
 */
public final class Units {

  private record Unit(
      String dimension, double factor, double offset, @Nullable String energistics) {
    static Unit of(String dimension, double factor, @Nullable String energistics) {
      return new Unit(dimension, factor, 0, energistics);
    }
  }

  private static final double LITRES_PER_BARREL = 158.9873;
  private static final double LITRES_PER_GALLON = 3.785412;

  private static final Map<String, Unit> UNITS =
      Map.ofEntries(
          entry("kPa", Unit.of("pressure", 1, "kPa")),
          entry("psi", Unit.of("pressure", 6.894757, "psi")),
          entry("L/min", Unit.of("rate", 1, "L/min")),
          entry("m^3/min", Unit.of("rate", 1000, "m3/min")),
          entry("bpm", Unit.of("rate", LITRES_PER_BARREL, "bbl/min")),
          entry("bbl/min", Unit.of("rate", LITRES_PER_BARREL, "bbl/min")),
          entry("gpm", Unit.of("rate", LITRES_PER_GALLON, "gal[US]/min")),
          entry("L", Unit.of("volume", 1, "L")),
          entry("gal", Unit.of("volume", LITRES_PER_GALLON, "gal[US]")),
          entry("bbl", Unit.of("volume", LITRES_PER_BARREL, "bbl")),
          entry("mg/L", Unit.of("mass concentration", 1, "mg/L")),
          entry("ppm", Unit.of("parts", 1, "ppm")),
          entry("kg/m^3", Unit.of("mass concentration", 1000, "kg/m3")),
          entry("ppa", Unit.of("mass concentration", 119826.4, "lbm/gal[US]")),
          entry("gpt", Unit.of("volume concentration", 1, "0.001 gal[US]/gal[US]")),
          entry("L/m^3", Unit.of("volume concentration", 1, "L/m3")),
          entry("mL/L", Unit.of("volume concentration", 1, "mL/L")),
          entry("kg/L", Unit.of("density", 1, "kg/L")),
          entry("lb/gal", Unit.of("density", 0.1198264, "lbm/gal[US]")),
          entry("m", Unit.of("length", 1, "m")),
          entry("ft", Unit.of("length", 0.3048, "ft")),
          entry("m/s", Unit.of("speed", 1, "m/s")),
          entry("ft/min", Unit.of("speed", 0.00508, "ft/min")),
          entry("kg", Unit.of("mass", 1, "kg")),
          entry("lb", Unit.of("mass", 0.45359237, "lbm")),
          entry("°C", Unit.of("temperature", 1, "degC")),
          entry("°F", new Unit("temperature", 5.0 / 9, -32 * 5.0 / 9, "degF")),
          entry("mpy", Unit.of("corrosion", 1, "mil/a")),
          entry("bool", Unit.of("bool", 1, "bit")),
          entry("pH", Unit.of("pH", 1, "EUC")),
          entry("#", Unit.of("count", 1, "EUC")),
          entry("enum", Unit.of("enum", 1, null)));

  private Units() {}

  /** Converts; unknown or equal units leave the value as it is. */
  public static double convert(double value, String from, String to) {
    Unit source = UNITS.get(from);
    Unit target = UNITS.get(to);
    if (from.equals(to) || source == null || target == null) {
      return value;
    }
    return (value * source.factor + source.offset - target.offset) / target.factor;
  }

  /** Whether values in one unit can be read in the other. */
  public static boolean compatible(String from, String to) {
    Unit source = UNITS.get(from);
    Unit target = UNITS.get(to);
    return from.equals(to)
        || (source != null && target != null && source.dimension.equals(target.dimension));
  }

  /** The Energistics symbol, or null where there is none. */
  public static @Nullable String energistics(@Nullable String unit) {
    if (unit == null) {
      return null;
    }
    Unit known = UNITS.get(unit);
    return known == null ? unit : known.energistics;
  }
}
