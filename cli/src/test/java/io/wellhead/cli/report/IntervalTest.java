// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class IntervalTest {
  @Test
  void correctionsThatOverlapOrAreNear_areReadAsOne() {
    assertThat(intervals(change(500, 600), change(100, 400), change(200, 300), change(460, 470)))
        .containsExactly(interval(100, 600));
  }

  @Test
  void correctionsFarApart_areReadOnTheirOwn() {
    assertThat(intervals(change(500, 600), change(100, 400)))
        .containsExactly(interval(100, 400), interval(500, 600));
  }

  @Test
  void correctionBeyondThePeriod_isCutToIt() {
    assertThat(intervals(change(-50, 5000))).containsExactly(interval(0, 999));
  }

  @Test
  void correctionOutsideOfThePeriod_isNotRead() {
    assertThat(intervals(change(-50, -1), change(1000, 1100))).isEmpty();
  }

  private static List<Interval> intervals(Correction... corrections) {
    return Interval.of(List.of(corrections), Instant.ofEpochSecond(0), Instant.ofEpochSecond(1000));
  }

  private static Interval interval(long from, long through) {
    return new Interval(Instant.ofEpochSecond(from), Instant.ofEpochSecond(through));
  }

  private static Correction change(long from, long through) {
    return new Correction(
        from,
        "change",
        Instant.ofEpochSecond(from),
        Instant.ofEpochSecond(through),
        "applied",
        null,
        null,
        null,
        null);
  }
}
