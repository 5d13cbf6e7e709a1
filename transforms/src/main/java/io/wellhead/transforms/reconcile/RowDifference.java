// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.reconcile;

import org.jspecify.annotations.Nullable;

/**
 * Something in which a row of the current state is not what it must be.
 *
 * @param what what differs
 * @param table the table, {@code dataset.table} without the prefix of datasets
 * @param key values of the key
 * @param column the column; empty for whole rows
 * @param expected what it must be; null for nothing
 * @param found what it is; null for nothing
 */
public record RowDifference(
    What what,
    String table,
    String key,
    String column,
    @Nullable String expected,
    @Nullable String found) {

  /** What can differ. */
  public enum What {
    /** The table has no row for the key. */
    MISSING_ROW,
    /** The table has a row that must not be there. */
    SURPLUS_ROW,
    /**
     * A surplus row has the values of a row with another key: its key was changed, and the change
     * came as one update of the new key.
     */
    CHANGED_KEY,
    /** A value. */
    VALUE,
    /** The row is kept as deleted and must not be, or the other way round. */
    DELETED
  }
}
