// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

/** What becomes of the events of a table that has no key. */
public enum NoKey {
  /** They are kept in bronze only. */
  LOG,
  /** They become dead letters. */
  FAIL,
  /** Rows are told apart by Oracle's row id, as long as they stay where they are. */
  ROW_ID
}
