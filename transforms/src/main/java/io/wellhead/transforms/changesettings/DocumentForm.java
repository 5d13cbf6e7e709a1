// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

/** What a document of MongoDB becomes. */
public enum DocumentForm {
  /** It stays as it was sent. */
  JSON,
  /** Plain JSON without the types of extended JSON. */
  RELAXED,
  /** A column of each member at the top. */
  FLATTENED
}
