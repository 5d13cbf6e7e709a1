// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

/** Which columns tell of a row's event. */
public enum MetadataForm {
  /** Ours. */
  WELLHEAD,
  /** Ours, and those that Google's Datastream-to-BigQuery template writes by default. */
  INCUMBENT
}
