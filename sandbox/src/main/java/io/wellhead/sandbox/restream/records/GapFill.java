// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.records;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Fills absent values of one site's rows from the last or the next known one, at most so many
 * seconds away (ReStream API spec, section 9.20). Only the rows that exist are filled, and only
 * numbers.
 */
public final class GapFill extends Rows {

  private final Iterator<Row> rows;
  private final Shape.Fill fill;
  private final double[] known;
  private final long[] knownAt;
  private final long @Nullable [] lastKnown;
  private final ArrayDeque<Row> ahead = new ArrayDeque<>();

  /**
   * @param rows one site's rows in order of time
   * @param again the same rows once more: filling only inside needs to know where values end
   */
  public GapFill(Iterator<Row> rows, Iterator<Row> again, Shape.Fill fill, int fields) {
    this.rows = rows;
    this.fill = fill;
    this.known = new double[fields];
    this.knownAt = new long[fields];
    Arrays.fill(known, Double.NaN);
    this.lastKnown = fill.insideOnly() && fill.forward() ? lastKnown(again, fields) : null;
  }

  private static long[] lastKnown(Iterator<Row> rows, int fields) {
    long[] last = new long[fields];
    Arrays.fill(last, Long.MIN_VALUE);
    while (rows.hasNext()) {
      Row row = rows.next();
      for (int i = 0; i < fields; i++) {
        if (row.has(i)) {
          last[i] = row.second();
        }
      }
    }
    return last;
  }

  @Override
  protected @Nullable Row advance() {
    return fill.forward() ? forward() : backward();
  }

  private @Nullable Row forward() {
    if (!rows.hasNext()) {
      return null;
    }
    Row row = rows.next();
    double[] values = row.copyOfValues();
    for (int i = 0; i < values.length; i++) {
      if (row.has(i)) {
        remember(i, row);
      } else if (row.second() - knownAt[i] <= fill.limit()
          && (lastKnown == null || row.second() < lastKnown[i])) {
        values[i] = known[i];
      }
    }
    return row.withValues(values);
  }

  private @Nullable Row backward() {
    if (ahead.isEmpty() && !rows.hasNext()) {
      return null;
    }
    Row row = ahead.isEmpty() ? rows.next() : ahead.removeFirst();
    while (rows.hasNext()
        && (ahead.isEmpty() || ahead.getLast().second() < row.second() + fill.limit())) {
      ahead.addLast(rows.next());
    }
    double[] values = row.copyOfValues();
    for (int i = 0; i < values.length; i++) {
      if (row.has(i)) {
        remember(i, row);
      } else if (!fill.insideOnly() || !Double.isNaN(known[i])) {
        values[i] = nextValue(i, row.second() + fill.limit());
      }
    }
    return row.withValues(values);
  }

  private double nextValue(int field, long until) {
    for (Row later : ahead) {
      if (later.second() > until) {
        return Double.NaN;
      }
      if (later.has(field)) {
        return later.value(field);
      }
    }
    return Double.NaN;
  }

  private void remember(int field, Row row) {
    known[field] = row.value(field);
    knownAt[field] = row.second();
  }
}
