// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.minutes;

/** Running figures of one field; values are added in the order of event time. */
final class FieldFigures {
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private double sum;
  private double first;
  private double last;
  private long count;

  void add(double value) {
    if (count == 0) {
      first = value;
    }
    min = Math.min(min, value);
    max = Math.max(max, value);
    sum += value;
    last = value;
    count++;
  }

  double min() {
    return min;
  }

  double max() {
    return max;
  }

  /**
   * Arithmetic mean, summed in the order of time; within the field's range even where the sum
   * overflows.
   */
  double mean() {
    double mean = sum / count;
    return Math.max(min, Math.min(max, mean));
  }

  double first() {
    return first;
  }

  double last() {
    return last;
  }

  long count() {
    return count;
  }
}
