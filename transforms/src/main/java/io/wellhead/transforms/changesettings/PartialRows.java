// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

/** What becomes of updates of PostgreSQL that may not tell large values that they leave alone. */
public enum PartialRows {
  /** They are written as they are told, NULL for what they do not tell, and counted. */
  KEEP,
  /** They get the values that the row had before. */
  FILL,
  /** There are none: the source tells whole rows. */
  COMPLETE
}
