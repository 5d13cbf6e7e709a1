// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

/** What becomes of the row when the source deletes its own. */
public enum Deletes {
  /** It is deleted as well. BigQuery remembers that for two days. */
  HARD,
  /** It stays, and is marked as deleted. */
  SOFT
}
