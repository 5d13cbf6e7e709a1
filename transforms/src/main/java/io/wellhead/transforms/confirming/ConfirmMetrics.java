// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.confirming;

/** The metrics of {@link ConfirmChanges}, in the namespace {@value #NAMESPACE}. */
final class ConfirmMetrics {
  static final String NAMESPACE = "ConfirmChanges";

  /** Rows of corrections that current-state tables have acknowledged, cumulative. */
  static final String ROWS_WRITTEN_COUNT = "rows_written_count";

  /** Changes that were confirmed, cumulative. */
  static final String CHANGES_CONFIRMED_COUNT = "changes_confirmed_count";

  /** Attempts to confirm that failed and are made again, cumulative. */
  static final String CONFIRMATIONS_FAILED_COUNT = "confirmations_failed_count";

  /** Durable changes that were not confirmed when the pipeline ended, cumulative. */
  static final String CONFIRMATIONS_LEFT_COUNT = "confirmations_left_count";

  private ConfirmMetrics() {}
}
