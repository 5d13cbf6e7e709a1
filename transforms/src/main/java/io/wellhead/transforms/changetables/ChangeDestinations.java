// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changesettings.ChangeSettings;
import io.wellhead.transforms.changesettings.Deletes;
import io.wellhead.transforms.changesettings.MetadataForm;
import io.wellhead.transforms.changesettings.TableSettings;
import io.wellhead.transforms.warehouse.TableName;
import java.io.Serializable;

/**
 * Which tables events belong in: by the settings of their table, else by the names that hold for
 * all.
 *
 * @param settings of tables
 * @param naming where the settings name nothing else
 * @param deletes where the settings say nothing else
 */
public record ChangeDestinations(ChangeSettings settings, TableNaming naming, Deletes deletes)
    implements Serializable {
  public ChangeDestinations {
    requireNonNull(settings, "settings");
    requireNonNull(naming, "naming");
    requireNonNull(deletes, "deletes");
  }

  TableName bronze(ChangeEvent event, TableSettings table) {
    return naming(table).bronze(event);
  }

  /** The table that holds the rows of the current state. */
  public TableName silver(ChangeEvent event, TableSettings table) {
    TableName name = naming(table).silver(event);
    return table.references().isEmpty() ? name : ReferenceViews.rows(name);
  }

  /** The table that holds every version of the rows; a view of it tells when they held. */
  TableName versions(ChangeEvent event, TableSettings table) {
    return HistoryViews.versions(naming(table).silver(event));
  }

  /** The view of a table that has references: settings with them name it without tokens. */
  TableName referring(TableSettings table) {
    return naming(table).silver();
  }

  /** What becomes of rows that the source deletes. */
  public Deletes deletes(TableSettings table) {
    return table.deletes().orElse(deletes);
  }

  private TableNaming naming(TableSettings table) {
    boolean asIncumbent = table.metadata() == MetadataForm.INCUMBENT;
    return table.domain().isEmpty() && table.table().isEmpty() && !asIncumbent
        ? naming
        : new TableNaming(
            table.domain().orElse(naming.domain()),
            table.table().orElse(naming.table()),
            asIncumbent);
  }
}
