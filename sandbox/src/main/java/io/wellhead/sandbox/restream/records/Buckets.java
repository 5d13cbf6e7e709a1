// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.records;

import io.wellhead.sandbox.restream.records.Shape.Aggregation;
import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a coarser resolution: bucket labels are their starts, aligned to the epoch; a bucket
 * without any record is omitted, a field without any value stays absent. Without an aggregation the
 * last value of the bucket stands; texts are always the last (ReStream API spec, section 9.15 to
 * 9.17).
 */
public final class Buckets extends Rows {

  private final Iterator<Row> rows;
  private final int seconds;
  private final @Nullable Aggregation aggregation;
  private @Nullable Row pending;

  /** The rows must be of one site, in order of time. */
  public Buckets(Iterator<Row> rows, int seconds, @Nullable Aggregation aggregation) {
    this.rows = rows;
    this.seconds = seconds;
    this.aggregation = aggregation;
  }

  @Override
  protected @Nullable Row advance() {
    Row first = pending != null ? pending : rows.hasNext() ? rows.next() : null;
    pending = null;
    if (first == null) {
      return null;
    }
    long label = label(first);
    double[] values = first.copyOfValues();
    int[] counts = new int[values.length];
    Arrays.setAll(counts, i -> first.has(i) ? 1 : 0);
    @Nullable String[] texts = first.copyOfTexts();
    while (rows.hasNext()) {
      Row row = rows.next();
      if (label(row) != label) {
        pending = row;
        break;
      }
      for (int i = 0; i < values.length; i++) {
        if (row.has(i)) {
          values[i] = counts[i]++ == 0 ? row.value(i) : combine(values[i], row.value(i));
        }
      }
      for (int i = 0; i < texts.length; i++) {
        texts[i] = row.text(i) == null ? texts[i] : row.text(i);
      }
    }
    if (aggregation == Aggregation.MEAN) {
      Arrays.setAll(values, i -> counts[i] == 0 ? Double.NaN : values[i] / counts[i]);
    }
    return new Row(label, first.siteId(), values, texts);
  }

  private long label(Row row) {
    return Math.floorDiv(row.second(), (long) seconds) * seconds;
  }

  private double combine(double left, double right) {
    if (aggregation == null) {
      return right;
    }
    return switch (aggregation) {
      case MIN -> Math.min(left, right);
      case MAX -> Math.max(left, right);
      case MEAN -> left + right;
    };
  }
}
