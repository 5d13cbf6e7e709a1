// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

/** Which BigQuery types the columns of a source become. */
public enum TypeProfile {
  /** Those that lose nothing. */
  FAITHFUL,
  /** Those of Datastream's own BigQuery destination. */
  DATASTREAM,
  /** Those of Google's Datastream-to-BigQuery template. */
  INCUMBENT
}
