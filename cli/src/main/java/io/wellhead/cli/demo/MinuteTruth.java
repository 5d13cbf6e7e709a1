// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.demo;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code measurements_1m} must hold, recomputed from the records that were served. */
final class MinuteTruth {
  /** A row of the table: site, minute since 1970 and numeric field. */
  record Key(long site, long minute, String field) {}

  /** Sums are rounded by their order, which is not that of the pipeline. */
  private static final double MEAN_TOLERANCE = 1e-9;

  private static final class Figures {
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double sum;
    private long count;
    private long firstSecond = Long.MAX_VALUE;
    private long lastSecond = Long.MIN_VALUE;
    private double first;
    private double last;

    void add(long second, double value) {
      min = Math.min(min, value);
      max = Math.max(max, value);
      sum += value;
      count++;
      if (second < firstSecond) {
        firstSecond = second;
        first = value;
      }
      if (second > lastSecond) {
        lastSecond = second;
        last = value;
      }
    }

    boolean isEqual(Map<String, @Nullable Object> row) {
      double mean = sum / count;
      return Double.valueOf(min).equals(row.get("min"))
          && Double.valueOf(max).equals(row.get("max"))
          && Double.valueOf(first).equals(row.get("first"))
          && Double.valueOf(last).equals(row.get("last"))
          && Long.valueOf(count).equals(row.get("count"))
          && row.get("mean") instanceof Double written
          && Math.abs(written - mean) <= MEAN_TOLERANCE * (1 + Math.abs(mean));
    }
  }

  private final Map<Key, Figures> rows = new HashMap<>();

  private MinuteTruth() {}

  static MinuteTruth of(SimulatedTruth truth) {
    MinuteTruth minutes = new MinuteTruth();
    for (long site : truth.sites()) {
      truth.seconds(site).forEach((second, record) -> minutes.add(site, second, record.numbers()));
    }
    return minutes;
  }

  private void add(long site, long second, Map<String, Double> numbers) {
    numbers.forEach(
        (field, value) ->
            rows.computeIfAbsent(new Key(site, second / 60, field), key -> new Figures())
                .add(second, value));
  }

  long count() {
    return rows.size();
  }

  /** Whether a row of the table has that minute's figures, the mean up to rounding. */
  boolean isEqual(Key key, Map<String, @Nullable Object> row) {
    Figures figures = rows.get(key);
    return figures != null && figures.isEqual(row);
  }
}
