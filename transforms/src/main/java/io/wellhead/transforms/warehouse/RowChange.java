// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static java.util.Objects.requireNonNull;

import java.util.SortedMap;
import java.util.TreeMap;

/** What happens to the row of one key: it is put in place, or deleted, at a sequence. */
public record RowChange(Kind kind, ChangeSequence sequence) {

  /** BigQuery's two kinds of change, by the names that {@code _CHANGE_TYPE} takes. */
  public enum Kind {
    UPSERT,
    DELETE
  }

  public RowChange {
    requireNonNull(kind, "kind");
    requireNonNull(sequence, "sequence");
  }

  public static RowChange upsert(ChangeSequence sequence) {
    return new RowChange(Kind.UPSERT, sequence);
  }

  public static RowChange delete(ChangeSequence sequence) {
    return new RowChange(Kind.DELETE, sequence);
  }

  /** The change as texts, by the names of the pseudo-columns by which BigQuery takes it. */
  public SortedMap<String, String> pseudoColumns() {
    SortedMap<String, String> columns = new TreeMap<>();
    columns.put(CdcColumns.CHANGE_SEQUENCE_NUMBER, sequence.toString());
    columns.put(CdcColumns.CHANGE_TYPE, kind.name());
    return columns;
  }
}
