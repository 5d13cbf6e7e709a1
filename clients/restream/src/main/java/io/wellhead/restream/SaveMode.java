// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

/** What happens to a file that exists. */
public enum SaveMode {
  /** Saving is refused. */
  CREATE,
  /** It is replaced once the new one is complete. */
  REPLACE
}
