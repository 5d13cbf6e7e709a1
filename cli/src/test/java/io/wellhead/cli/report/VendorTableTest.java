// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VendorTableTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "60, 60",
    "8264.123456789, '8,264.123'",
    "1748844000, '1,748,844,000'",
    "-0.25, -0.25",
    "0.00001234, 1.234000e-05",
    "NaN, NaN"
  })
  void number_keepsSevenDigits(double value, String text) {
    assertThat(VendorTable.number(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "1000000, 1000001, AGREES",
    "1000000, 1000002, DIFFERS",
    "0, 0, AGREES",
    "0, 0.1, DIFFERS",
    "-5, 5, DIFFERS",
    "NaN, 5, DIFFERS"
  })
  void values_matchUpToAMillionth(double value, double vendor, StageParameter.Match match) {
    assertThat(parameter("a", value, vendor).match()).isEqualTo(match);
  }

  @Test
  void reportWithTooManyFigures_listsOnlyThoseThatDoNotAgree() {
    VendorComparison comparison =
        new VendorComparison(0, List.of(parameter("same", 1, 1), parameter("other", 1, 2)));
    Markup page = new Markup();

    VendorTable.write(comparison, false, ZoneOffset.UTC, page);

    assertThat(page.toString()).contains("1 of 2 agree", "≠ other", "too many figures to list");
    assertThat(page.toString()).doesNotContain("same");
  }

  @Test
  void roomForAllFigures_endsWithThousandsOfThem() {
    List<StageParameter> hundred =
        LongStream.range(0, 100).mapToObj(i -> parameter("p" + i, 1, 1)).toList();

    assertThat(VendorTable.hasRoomForAll(List.of(wellWith(hundred, 80)))).isTrue();
    assertThat(VendorTable.hasRoomForAll(List.of(wellWith(hundred, 81)))).isFalse();
  }

  private static WellReport wellWith(List<StageParameter> parameters, int stages) {
    Map<String, VendorComparison> comparisons = new HashMap<>();
    for (int i = 0; i < stages; i++) {
      comparisons.put("s" + i, new VendorComparison(0, parameters));
    }
    return ZipperPad.report(0, 1, 60).withComparisons(comparisons);
  }

  private static StageParameter parameter(String name, double value, double vendor) {
    return new StageParameter(name, "psi", value, vendor, 10, true, null);
  }
}
