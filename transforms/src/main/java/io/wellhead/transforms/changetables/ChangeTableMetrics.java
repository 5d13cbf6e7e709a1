// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

/** Names of the metrics of writing current-state tables. */
final class ChangeTableMetrics {
  static final String NAMESPACE = "WriteChanges.Silver";
  static final String EVENTS_WITHOUT_KEY_COUNT = "events_without_key_count";
  static final String EVENTS_FOR_BRONZE_ONLY_COUNT = "events_for_bronze_only_count";

  private ChangeTableMetrics() {}
}
