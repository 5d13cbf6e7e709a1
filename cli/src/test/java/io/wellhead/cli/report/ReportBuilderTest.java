// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.cli.report.WarehouseReader.Extent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportBuilderTest {
  @Test
  void hoursOfData_keepEverySecond() {
    assertThat(ReportBuilder.bucketSeconds(List.of(extent(Duration.ofHours(12), 1)))).isEqualTo(1);
  }

  @Test
  void sparseWeeks_keepEverySampleAsWell() {
    assertThat(ReportBuilder.bucketSeconds(List.of(extent(Duration.ofDays(7), 10)))).isEqualTo(1);
  }

  @Test
  void monthsOfSeconds_areThinnedToTheBudget() {
    long bucket =
        ReportBuilder.bucketSeconds(
            List.of(extent(Duration.ofDays(60), 1), extent(Duration.ofDays(60), 1)));

    assertThat(bucket).isGreaterThan(60);
    assertThat(2 * 2 * Duration.ofDays(60).toSeconds() / bucket).isLessThan(300_000);
  }

  private static Extent extent(Duration length, long cadenceSeconds) {
    Instant first = Instant.parse("2030-06-01T00:00:00Z");
    return new Extent(
        first, first.plus(length), Map.of(Channel.PRESSURE, length.toSeconds() / cadenceSeconds));
  }
}
