// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changes;

/** The metrics of {@link CheckChanges}, in the namespace {@value #NAMESPACE}. */
final class ChangeMetrics {
  static final String NAMESPACE = "CheckChanges";

  /** Change events received, cumulative. */
  static final String CHANGES_RECEIVED_COUNT = "changes_received_count";

  /** Events that became dead letters, cumulative. */
  static final String DEFECTIVE_CHANGES_COUNT = "defective_changes_count";

  /** Usable events of a type or subtype that is not documented, cumulative. */
  static final String UNKNOWN_CHANGES_COUNT = "unknown_changes_count";

  private ChangeMetrics() {}
}
