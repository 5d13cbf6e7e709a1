// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.cli.report.Trace.Point;
import io.wellhead.cli.report.WarehouseReader.Extent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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

  @Test
  void earlierCurves_areThinnedUntilTheyFitAndKeepTheirPeaks() {
    List<Point> second = IntStream.range(0, 10_000).mapToObj(i -> new Point(i, i % 7)).toList();
    List<Point> peak =
        IntStream.range(0, 100).mapToObj(i -> new Point(i, i == 50 ? 900 : i % 5)).toList();
    List<WellReport> reports =
        List.of(earlier(Channel.PRESSURE, second), earlier(Channel.RATE, peak));

    List<WellReport> thinned = ReportBuilder.thinned(reports, 1, 1_000);

    List<Point> pressure = thinned.get(0).earlier().get(Channel.PRESSURE);
    List<Point> rate = thinned.get(1).earlier().get(Channel.RATE);
    assertThat(pressure.size() + rate.size()).isBetween(500, 1_000);
    assertThat(rate).contains(new Point(50, 900));
    assertThat(ReportBuilder.thinned(reports, 1, 10_100)).isSameAs(reports);
  }

  private static WellReport earlier(Channel channel, List<Point> points) {
    return ZipperPad.report(0, 1, 60).withCorrections(List.of(), Map.of(channel, points));
  }

  private static Extent extent(Duration length, long cadenceSeconds) {
    Instant first = Instant.parse("2030-06-01T00:00:00Z");
    return new Extent(
        first, first.plus(length), Map.of(Channel.PRESSURE, length.toSeconds() / cadenceSeconds));
  }
}
