// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import java.io.IOException;
import java.util.List;

/**
 * Takes the encoded rows of one version of a table, at least once, and tells of each row what
 * became of it. One thread.
 *
 * @param <C> what the caller knows a row by
 */
public interface RowSink<C> extends AutoCloseable {
  /** Learns what became of rows. */
  interface Outcome<C> {
    /** The row is durable, and queries see it. */
    void written(C row);

    /** BigQuery refuses the row for good. */
    void rejected(C row, String reason);
  }

  /**
   * Takes a row, which is sent with others.
   *
   * @throws StaleTableException if BigQuery knows the table with other columns
   * @throws WarehouseException if this table cannot be written
   * @throws IOException if BigQuery cannot be reached
   */
  void add(byte[] row, C context) throws IOException;

  /**
   * Sends what is left, and waits until all rows are settled.
   *
   * @throws StaleTableException if BigQuery knows the table with other columns
   * @throws WarehouseException if this table cannot be written
   * @throws IOException if BigQuery cannot be reached
   */
  void flush() throws IOException;

  /** Takes back all rows that are not settled; some of them may be written nevertheless. */
  List<C> takeBack();

  @Override
  void close();
}
