// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.records;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An iterator over rows that only has to say which one comes next. */
public abstract class Rows implements Iterator<Row> {

  private @Nullable Row ahead;
  private boolean ended;

  /** The next row, or null at the end; not called again after that. */
  protected abstract @Nullable Row advance();

  @Override
  public final boolean hasNext() {
    if (ahead == null && !ended) {
      ahead = advance();
      ended = ahead == null;
    }
    return ahead != null;
  }

  @Override
  public final Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Row row = Objects.requireNonNull(ahead);
    ahead = null;
    return row;
  }

  /** The rows of a source between two seconds, both included. */
  public static Rows between(RowSource source, long from, long to) {
    return new Rows() {
      private long at = from;

      @Override
      protected @Nullable Row advance() {
        while (at <= to) {
          Row row = source.row(at++);
          if (row != null) {
            return row;
          }
        }
        return null;
      }
    };
  }
}
