// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

/** What becomes of a value that its column cannot hold. */
public enum OnError {
  /** The row is not written: it becomes a dead letter. */
  FAIL_ROW,
  /** The column is null, and the reason is noted. */
  SET_NULL,
  /** The same, and the value's text goes into the column {@code NAME_text}. */
  KEEP_TEXT
}
