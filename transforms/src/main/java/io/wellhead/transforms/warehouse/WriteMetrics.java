// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

/** The metrics of the writes, in the namespace {@value #NAMESPACE}; the step tells the table. */
final class WriteMetrics {
  static final String NAMESPACE = "Warehouse.Write";

  /** Rows given to the table's writer, cumulative. */
  static final String ROWS_ENCODED_COUNT = "rows_encoded_count";

  private WriteMetrics() {}
}
