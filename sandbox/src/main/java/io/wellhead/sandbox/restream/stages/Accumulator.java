// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.stages;

import io.wellhead.sandbox.restream.records.Row;

/** Gathers one parameter over the records of one stage. */
final class Accumulator {

  /** A sample stands for the time until the next one, at most this long. */
  static final long LONGEST_HOLD_SECONDS = 60;

  private final Definition definition;
  private long count;
  private double sum;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private double first = Double.NaN;
  private double last = Double.NaN;
  private long firstSecond;
  private long lastSecond;
  private double rateMinutes;

  private final long start;
  private final long end;

  /** For a stage from that second through that one. */
  Accumulator(Definition definition, long start, long end) {
    this.definition = definition;
    this.start = start;
    this.end = end;
  }

  void add(Row row) {
    double value = definition.valueIn(row);
    if (Double.isNaN(value)) {
      return;
    }
    if (count++ == 0) {
      first = value;
      firstSecond = row.second();
    } else {
      hold(row.second());
    }
    sum += value;
    min = Math.min(min, value);
    max = Math.max(max, value);
    last = value;
    lastSecond = row.second();
  }

  private void hold(long until) {
    rateMinutes += last * Math.min(until - lastSecond, LONGEST_HOLD_SECONDS) / 60.0;
  }

  /** The value in the definition's imperial unit, NaN when there was nothing to aggregate. */
  double result() {
    if (count == 0) {
      return Double.NaN;
    }
    if (definition.isOfBounds()) {
      return switch (definition.aggregation()) {
        case "first" -> start;
        case "last" -> end;
        default -> end - start;
      };
    }
    return switch (definition.aggregation()) {
      case "average" -> definition.output(sum / count);
      case "max" -> definition.output(max);
      case "min" -> definition.output(min);
      case "sum" -> definition.output(sum);
      case "first" -> definition.output(first);
      case "last" -> definition.output(last);
      case "duration" -> lastSecond - firstSecond;
      case "total" -> definition.volume(rateMinutes);
      default -> Double.NaN;
    };
  }
}
