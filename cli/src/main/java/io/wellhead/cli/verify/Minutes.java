// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.verify;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What {@code restream_silver.measurements_1m} must hold of a site, computed from its seconds. One
 * thread.
 */
final class Minutes {
  /** A row of the table. */
  record Key(long minute, String field) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int order = Long.compare(minute, other.minute);
      return order == 0 ? field.compareTo(other.field) : order;
    }
  }

  /** The figures of a row. */
  record Figures(double min, double max, double mean, double first, double last, long count) {
    /** Sums are rounded by their order, which need not be that of the pipeline. */
    private static final double MEAN_TOLERANCE = 1e-9;

    /** Equal but for the rounding of the mean. */
    boolean isEqualTo(Figures other) {
      return Double.compare(min, other.min) == 0
          && Double.compare(max, other.max) == 0
          && Double.compare(first, other.first) == 0
          && Double.compare(last, other.last) == 0
          && count == other.count
          && Math.abs(mean - other.mean) <= MEAN_TOLERANCE * (1 + Math.abs(mean));
    }

    private Figures add(double value) {
      // The mean holds the sum until it is asked for.
      return new Figures(
          Math.min(min, value), Math.max(max, value), mean + value, first, value, count + 1);
    }

    private Figures whole() {
      return new Figures(min, max, mean / count, first, last, count);
    }
  }

  private final SortedMap<Key, Figures> sums = new TreeMap<>();

  /** Adds a second; they come in the order of time. */
  void add(long second, StoredRecord record) {
    long minute = Math.floorDiv(second, 60) * 60;
    record
        .numbers()
        .forEach(
            (field, value) ->
                sums.merge(
                    new Key(minute, field),
                    new Figures(value, value, value, value, value, 1),
                    (sum, one) -> sum.add(value)));
  }

  /** The rows, in the order of time and field. */
  SortedMap<Key, Figures> rows() {
    SortedMap<Key, Figures> rows = new TreeMap<>();
    sums.forEach((key, sum) -> rows.put(key, sum.whole()));
    return rows;
  }
}
