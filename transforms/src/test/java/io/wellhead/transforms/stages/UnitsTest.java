// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitsTest {
  private static final Offset<Double> EXACT = within(1e-9);

  /** The spec's factors (section 6.4) have six or seven digits. */
  @ParameterizedTest
  @CsvSource({
    "psi, kPa, 6.894757",
    "bpm, m^3/min, 0.1589873",
    "bbl/min, L/min, 158.9873",
    "gpm, L/min, 3.785412",
    "lb/gal, kg/L, 0.1198264",
    "ppa, kg/m^3, 119.8264",
    "ppa, mg/L, 119826.4",
    "gpt, L/m^3, 1",
    "gpt, mL/L, 1",
    "ft, m, 0.3048",
    "ft/min, m/s, 0.00508",
    "lb, kg, 0.45359237",
    "bbl, gal, 42",
    "m^3, L, 1000"
  })
  void factors_areThoseOfTheCatalogue(String from, String to, double factor) {
    assertThat(Units.convert(1, from, to)).isCloseTo(factor, within(factor * 1e-6));
    assertThat(Units.convert(Units.convert(7.25, from, to), to, from)).isCloseTo(7.25, EXACT);
  }

  @Test
  void temperatures_haveAnOffset() {
    assertThat(Units.convert(212, "°F", "°C")).isCloseTo(100, EXACT);
    assertThat(Units.convert(-40, "°C", "°F")).isCloseTo(-40, EXACT);
  }

  @Test
  void unitsOfOtherDimensionsAndUnknownOnes_leaveTheValue() {
    assertThat(Units.convert(3, "psi", "bpm")).isEqualTo(3);
    assertThat(Units.convert(3, "furlong", "m")).isEqualTo(3);
    assertThat(Units.convert(3, null, "m")).isEqualTo(3);
    assertThat(Units.areCompatible("furlong", "furlong")).isTrue();
    assertThat(Units.areCompatible("psi", "bpm")).isFalse();
  }

  @Test
  void volumes_comeOfRates() {
    assertThat(Units.volume(2, "bpm", "gal")).isCloseTo(84, EXACT);
    assertThat(Units.volume(2, "m^3/min", "L")).isCloseTo(2000, EXACT);
  }
}
