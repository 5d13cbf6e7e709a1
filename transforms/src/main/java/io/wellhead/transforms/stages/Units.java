// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import static java.util.Map.entry;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Conversions between the units of the field catalogue and of parameter definitions (ReStream API,
 * sections 2.9 and 6.4), by the names that the service gives them.
 */
final class Units {
  /** A linear map to the reference unit of a dimension. */
  private record Unit(Dimension dimension, double factor, double offset) {}

  private enum Dimension {
    PRESSURE,
    RATE,
    VOLUME,
    MASS_CONCENTRATION,
    VOLUME_CONCENTRATION,
    LENGTH,
    SPEED,
    MASS,
    TEMPERATURE,
    TIME
  }

  static final String SECOND = "s";

  private static final double LITRES_PER_GALLON = 3.785411784;
  private static final double LITRES_PER_BARREL = 42 * LITRES_PER_GALLON;
  private static final double KILOGRAMS_PER_POUND = 0.45359237;
  private static final double METRES_PER_FOOT = 0.3048;

  /** A pound-force on a square inch. */
  private static final double KILOPASCALS_PER_PSI = 4.4482216152605 / 0.64516;

  private static final double POUNDS_PER_GALLON = 1000 * KILOGRAMS_PER_POUND / LITRES_PER_GALLON;

  private static final Map<String, Unit> UNITS =
      Map.ofEntries(
          unit("kPa", Dimension.PRESSURE, 1),
          unit("psi", Dimension.PRESSURE, KILOPASCALS_PER_PSI),
          unit("L/min", Dimension.RATE, 1),
          unit("m^3/min", Dimension.RATE, 1000),
          unit("bpm", Dimension.RATE, LITRES_PER_BARREL),
          unit("bbl/min", Dimension.RATE, LITRES_PER_BARREL),
          unit("gpm", Dimension.RATE, LITRES_PER_GALLON),
          unit("L", Dimension.VOLUME, 1),
          unit("m^3", Dimension.VOLUME, 1000),
          unit("gal", Dimension.VOLUME, LITRES_PER_GALLON),
          unit("bbl", Dimension.VOLUME, LITRES_PER_BARREL),
          unit("kg/m^3", Dimension.MASS_CONCENTRATION, 1),
          unit("kg/L", Dimension.MASS_CONCENTRATION, 1000),
          unit("mg/L", Dimension.MASS_CONCENTRATION, 0.001),
          unit("lb/gal", Dimension.MASS_CONCENTRATION, POUNDS_PER_GALLON),
          unit("ppa", Dimension.MASS_CONCENTRATION, POUNDS_PER_GALLON),
          unit("L/m^3", Dimension.VOLUME_CONCENTRATION, 1),
          unit("mL/L", Dimension.VOLUME_CONCENTRATION, 1),
          unit("gpt", Dimension.VOLUME_CONCENTRATION, 1),
          unit("m", Dimension.LENGTH, 1),
          unit("ft", Dimension.LENGTH, METRES_PER_FOOT),
          unit("m/s", Dimension.SPEED, 1),
          unit("ft/min", Dimension.SPEED, METRES_PER_FOOT / 60),
          unit("kg", Dimension.MASS, 1),
          unit("lb", Dimension.MASS, KILOGRAMS_PER_POUND),
          unit("°C", Dimension.TEMPERATURE, 1),
          entry("°F", new Unit(Dimension.TEMPERATURE, 5.0 / 9, -32 * 5.0 / 9)),
          unit(SECOND, Dimension.TIME, 1));

  private Units() {}

  private static Map.Entry<String, Unit> unit(String name, Dimension dimension, double factor) {
    return entry(name, new Unit(dimension, factor, 0));
  }

  /** Whether both are the same unit, or known ones of the same dimension. */
  static boolean areCompatible(@Nullable String one, @Nullable String other) {
    if (one == null || other == null) {
      return false;
    }
    Unit first = UNITS.get(one);
    Unit second = UNITS.get(other);
    return one.equals(other)
        || (first != null && second != null && first.dimension == second.dimension);
  }

  /** The value in the other unit; unchanged if the units are not compatible. */
  static double convert(double value, @Nullable String from, @Nullable String to) {
    if (from == null || to == null || from.equals(to) || !areCompatible(from, to)) {
      return value;
    }
    Unit source = UNITS.get(from);
    Unit target = UNITS.get(to);
    return source.factor == target.factor && source.offset == target.offset
        ? value
        : (value * source.factor + source.offset - target.offset) / target.factor;
  }

  /** Whether the unit is a volume per time, whose integral over time is a volume. */
  static boolean isRate(@Nullable String unit) {
    return areCompatible(unit, "L/min");
  }

  static boolean isVolume(@Nullable String unit) {
    return areCompatible(unit, "L");
  }

  /** A volume from a rate that was summed over minutes. */
  static double volume(double rateMinutes, String rate, String volume) {
    return convert(convert(rateMinutes, rate, "L/min"), "L", volume);
  }
}
