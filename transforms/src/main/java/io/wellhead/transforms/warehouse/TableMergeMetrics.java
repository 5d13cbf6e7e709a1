// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;

/** The metrics of tables that change while a pipeline runs; the step's name tells which layer. */
final class TableMergeMetrics {
  static final String NAMESPACE = "Warehouse.Merge";
  static final String COLUMNS_ADDED_COUNT = "columns_added_count";
  static final String COLUMNS_WIDENED_COUNT = "columns_widened_count";
  static final String COLUMNS_IN_CONFLICT_COUNT = "columns_in_conflict_count";

  private static final Counter ADDED = Metrics.counter(NAMESPACE, COLUMNS_ADDED_COUNT);
  private static final Counter WIDENED = Metrics.counter(NAMESPACE, COLUMNS_WIDENED_COUNT);
  private static final Counter IN_CONFLICT = Metrics.counter(NAMESPACE, COLUMNS_IN_CONFLICT_COUNT);

  private TableMergeMetrics() {}

  static void added(long columns) {
    ADDED.inc(columns);
  }

  static void widened() {
    WIDENED.inc();
  }

  static void inConflict(long columns) {
    IN_CONFLICT.inc(columns);
  }
}
