// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

/** What an array of the source becomes. */
public enum ArrayForm {
  /** A JSON column. */
  JSON,
  /** A repeated column. */
  REPEATED
}
