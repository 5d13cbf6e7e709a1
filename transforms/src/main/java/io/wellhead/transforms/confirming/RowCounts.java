// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.confirming;

import io.wellhead.transforms.corrections.PieceRows;
import io.wellhead.transforms.warehouse.WriteReport;

/**
 * The rows that corrected ranges make, and what became of them. Counts add up, in any order.
 *
 * @param pieces pieces whose rows are counted here
 * @param received rows given to bronze
 * @param corrected seconds upserted
 * @param removed seconds deleted
 * @param changes rows given to tables of current state: these seconds, and minutes
 * @param written rows of {@code changes} that BigQuery has acknowledged
 * @param rejected rows of {@code changes} that became dead letters
 */
record RowCounts(
    long pieces,
    long received,
    long corrected,
    long removed,
    long changes,
    long written,
    long rejected) {
  static final RowCounts NONE = new RowCounts(0, 0, 0, 0, 0, 0, 0);

  static RowCounts of(PieceRows piece) {
    long received = piece.corrected() + piece.invalid();
    return new RowCounts(
        1, received, piece.corrected(), piece.removed(), piece.rows() - received, 0, 0);
  }

  static RowCounts of(WriteReport report) {
    return new RowCounts(0, 0, 0, 0, 0, report.written(), report.rejected());
  }

  RowCounts plus(RowCounts more) {
    return new RowCounts(
        pieces + more.pieces,
        received + more.received,
        corrected + more.corrected,
        removed + more.removed,
        changes + more.changes,
        written + more.written,
        rejected + more.rejected);
  }
}
