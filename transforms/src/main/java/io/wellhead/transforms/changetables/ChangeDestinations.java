// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changesettings.ChangeSettings;
import io.wellhead.transforms.changesettings.Deletes;
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

  TableName bronze(ChangeEvent event) {
    return naming(settings.table(event)).bronze(event);
  }

  TableName silver(ChangeEvent event, TableSettings table) {
    return naming(table).silver(event);
  }

  Deletes deletes(TableSettings table) {
    return table.deletes().orElse(deletes);
  }

  private TableNaming naming(TableSettings table) {
    return table.domain().isEmpty() && table.table().isEmpty()
        ? naming
        : new TableNaming(
            table.domain().orElse(naming.domain()), table.table().orElse(naming.table()));
  }
}
