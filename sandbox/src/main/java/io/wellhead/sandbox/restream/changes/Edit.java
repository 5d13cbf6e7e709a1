// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.changes;

import io.wellhead.sandbox.restream.records.Row;
import io.wellhead.sandbox.restream.records.RowSource;
import io.wellhead.sandbox.restream.world.Interval;
import org.jspecify.annotations.Nullable;

/** A correction of one site's stored records. It lies over what was stored before it. */
sealed interface Edit {

  /** The record of a second after the correction; {@code below} is what was stored before. */
  @Nullable Row read(long second, RowSource below);

  /** Records are gone. */
  record DeleteRecords(Interval range) implements Edit {
    @Override
    public @Nullable Row read(long second, RowSource below) {
      return range.contains(second) ? null : below.row(second);
    }
  }

  /** One field is gone. */
  record DeleteField(Interval range, int field) implements Edit {
    @Override
    public @Nullable Row read(long second, RowSource below) {
      Row row = below.row(second);
      return row == null || !range.contains(second) ? row : row.without(field);
    }
  }

  /** One field's values are multiplied, where it has one. */
  record ScaleField(Interval range, int field, double factor) implements Edit {
    @Override
    public @Nullable Row read(long second, RowSource below) {
      Row row = below.row(second);
      if (row == null || !range.contains(second) || !row.has(field)) {
        return row;
      }
      double[] values = row.copyOfValues();
      values[field] = Math.rint(values[field] * factor * 1e6) / 1e6;
      return row.withValues(values);
    }
  }

  /** One field gets a value in every record. */
  record SetField(Interval range, int field, double value) implements Edit {
    @Override
    public @Nullable Row read(long second, RowSource below) {
      Row row = below.row(second);
      if (row == null || !range.contains(second)) {
        return row;
      }
      double[] values = row.copyOfValues();
      values[field] = value;
      return row.withValues(values);
    }
  }

  /** Records are shifted in time, over those that stood there. */
  record Shift(Interval range, long seconds, boolean keepOriginals) implements Edit {
    @Override
    public @Nullable Row read(long second, RowSource below) {
      long origin = second - seconds;
      if (range.contains(origin)) {
        Row moved = below.row(origin);
        if (moved != null) {
          return moved.at(second);
        }
      }
      return range.contains(second) && !keepOriginals ? null : below.row(second);
    }
  }
}
