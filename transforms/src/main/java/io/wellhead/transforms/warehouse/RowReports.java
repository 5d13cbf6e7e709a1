// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static java.util.Objects.requireNonNull;

import com.google.api.services.bigquery.model.TableRow;
import java.io.Serial;
import java.io.Serializable;
import org.apache.beam.sdk.transforms.SerializableFunction;

/**
 * By what a write reports its rows: the key and revision of an element that is no row yet, and the
 * columns in which they stand afterwards.
 *
 * @param <T> element type
 * @param keyColumn an INT64 column
 * @param revisionColumn an INT64 column, or the sequence, of which the first section counts
 */
record RowReports<T>(
    String keyColumn,
    SerializableFunction<T, Long> key,
    String revisionColumn,
    SerializableFunction<T, Long> revision)
    implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  /** Digits of a section in the text form of a sequence. */
  private static final int SECTION = 16;

  RowReports {
    requireNonNull(key, "key");
    requireNonNull(revision, "revision");
  }

  /** Whether the report needs that column. */
  boolean isNeeded(String column) {
    return column.equals(keyColumn) || column.equals(revisionColumn);
  }

  long keyOf(TableRow row) {
    return Long.parseLong(text(row, keyColumn));
  }

  long revisionOf(TableRow row) {
    String text = text(row, revisionColumn);
    return revisionColumn.equals(CdcColumns.CHANGE_SEQUENCE_NUMBER)
        ? Long.parseUnsignedLong(text, 0, SECTION, 16)
        : Long.parseLong(text);
  }

  private static String text(TableRow row, String column) {
    return String.valueOf(row.get(column));
  }
}
