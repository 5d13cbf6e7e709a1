// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.cli.report.Trace.Point;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class TraceTest {
  @Property
  void everyBucket_keepsItsSmallestAndLargestValue(
      @ForAll @Size(min = 1, max = 200) List<@IntRange(min = -50, max = 50) Integer> values,
      @ForAll @LongRange(min = 1, max = 40) long bucketSeconds) {
    Trace trace = new Trace(bucketSeconds, 0);
    for (int i = 0; i < values.size(); i++) {
      trace.add(i, values.get(i));
    }

    List<Point> points = trace.finish();

    for (int from = 0; from < values.size(); from += (int) bucketSeconds) {
      List<Integer> bucket =
          values.subList(from, Math.min(values.size(), from + (int) bucketSeconds));
      int min = bucket.stream().min(Integer::compare).orElseThrow();
      int max = bucket.stream().max(Integer::compare).orElseThrow();
      assertThat(lineReaches(points, from, from + bucketSeconds, min))
          .as("min %s of bucket %s", min, from)
          .isTrue();
      assertThat(lineReaches(points, from, from + bucketSeconds, max))
          .as("max %s of bucket %s", max, from)
          .isTrue();
    }
    assertThat(points)
        .isSortedAccordingTo((a, b) -> Long.compare(a.epochSecond(), b.epochSecond()));
    assertThat(points.size()).isLessThanOrEqualTo(2 * (int) (values.size() / bucketSeconds + 1));
  }

  @Test
  void flatRun_isTwoPoints() {
    Trace trace = new Trace(1, 0);
    for (int second = 0; second < 50; second++) {
      trace.add(second, 7.2);
    }

    assertThat(trace.finish()).containsExactly(new Point(0, 7), new Point(49, 7));
  }

  @Test
  void pauseInTheData_isAGapInTheCurve() {
    Trace trace = new Trace(1, 1);
    trace.add(100, 5);
    trace.add(110, 6);
    trace.add(400, 7);

    assertThat(trace.finish())
        .containsExactly(
            new Point(100, 5), new Point(110, 6), new Point(111, Double.NaN), new Point(400, 7));
  }

  @Test
  void missingAndInfiniteValues_areNoPoints() {
    Trace trace = new Trace(1, 1);
    trace.add(1, Double.NaN);
    trace.add(2, Double.POSITIVE_INFINITY);

    assertThat(trace.finish()).isEmpty();
  }

  @Test
  void bucketOfZeroSeconds_isRefused() {
    assertThatThrownBy(() -> new Trace(0, 1)).hasMessageContaining("bucketSeconds is 0");
  }

  /** The value is on a point inside of the bucket, or on a flat part of the line that spans it. */
  private static boolean lineReaches(List<Point> points, long from, long to, double value) {
    boolean point =
        points.stream()
            .anyMatch(p -> p.epochSecond() >= from && p.epochSecond() < to && p.value() == value);
    for (int i = 1; i < points.size() && !point; i++) {
      Point a = points.get(i - 1);
      Point b = points.get(i);
      point =
          a.epochSecond() < to
              && b.epochSecond() >= from
              && a.value() == value
              && b.value() == value;
    }
    return point;
  }
}
