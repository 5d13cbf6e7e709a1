// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import java.util.ArrayList;
import java.util.List;

/**
 * One curve, thinned so that the file stays small: of each bucket of seconds the smallest and the
 * largest value are kept at their own times, so no peak is lost. Where the data pause, the curve
 * gets a gap. Not thread-safe.
 */
final class Trace {
  /** A point of the curve; NaN is a gap. */
  record Point(long epochSecond, double value) {}

  /** Frac data come every 10 s at the slowest; a minute without any is an outage or a pause. */
  static final long LONGEST_STEP_SECONDS = 60;

  private final long bucketSeconds;
  private final double scale;
  private final List<Point> points = new ArrayList<>();
  private long bucket = Long.MIN_VALUE;
  private Point low = new Point(0, Double.NaN);
  private Point high = low;

  /**
   * @param bucketSeconds 1 or more
   * @param digits decimals that are kept
   */
  Trace(long bucketSeconds, int digits) {
    if (bucketSeconds < 1) {
      throw new IllegalArgumentException(
          "bucketSeconds is " + bucketSeconds + "; it must be 1 or more");
    }
    this.bucketSeconds = bucketSeconds;
    this.scale = Math.pow(10, digits);
  }

  /** Adds a value; times must not go back. */
  void add(long epochSecond, double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return;
    }
    Point point = new Point(epochSecond, Math.round(value * scale) / scale);
    long itsBucket = Math.floorDiv(epochSecond, bucketSeconds);
    if (itsBucket != bucket) {
      closeBucket();
      bucket = itsBucket;
      low = point;
      high = point;
    } else if (point.value() < low.value()) {
      low = point;
    } else if (point.value() > high.value()) {
      high = point;
    }
  }

  /** The curve in time order. Nothing may be added afterwards. */
  List<Point> finish() {
    closeBucket();
    bucket = Long.MIN_VALUE;
    return List.copyOf(points);
  }

  private void closeBucket() {
    if (bucket == Long.MIN_VALUE) {
      return;
    }
    boolean lowFirst = low.epochSecond() <= high.epochSecond();
    keep(lowFirst ? low : high);
    if (!low.equals(high)) {
      keep(lowFirst ? high : low);
    }
  }

  private void keep(Point point) {
    int size = points.size();
    if (size > 0) {
      Point last = points.get(size - 1);
      if (point.epochSecond() - last.epochSecond()
          > Math.max(LONGEST_STEP_SECONDS, 3 * bucketSeconds)) {
        points.add(new Point(last.epochSecond() + 1, Double.NaN));
      } else if (size > 1
          && last.value() == point.value()
          && points.get(size - 2).value() == point.value()) {
        points.remove(size - 1); // the middle of a flat run adds nothing to the line
      }
    }
    points.add(point);
  }
}
