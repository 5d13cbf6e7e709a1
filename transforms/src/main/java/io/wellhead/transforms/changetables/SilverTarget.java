// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import io.wellhead.transforms.changesettings.Deletes;
import io.wellhead.transforms.changesettings.MetadataForm;
import io.wellhead.transforms.changesettings.TableSettings;
import io.wellhead.transforms.warehouse.TableName;

/**
 * A table that rows go to, before anything is known of their columns.
 *
 * @param name its name
 * @param layer what it keeps of the rows
 * @param settings of the table in the source
 * @param deletes what becomes of deleted rows in the current state
 */
record SilverTarget(TableName name, Layer layer, TableSettings settings, Deletes deletes) {
  /** Whether rows that the source deletes stay, and say so. */
  boolean keepsDeleted() {
    return layer == Layer.VERSIONS || deletes == Deletes.SOFT;
  }

  /** Whether rows say whether they are deleted. */
  boolean tellsDeleted() {
    return keepsDeleted() || isAsIncumbent();
  }

  /** Whether rows have the columns of Google's template, too. */
  boolean isAsIncumbent() {
    return settings.metadata() == MetadataForm.INCUMBENT;
  }

  /** Whether every version of a row is a row. */
  boolean hasVersions() {
    return layer == Layer.VERSIONS;
  }
}
