// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.restream.SecretReference;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Applies settings to events. What is done with a table's columns is worked out once for each
 * schema that its events have. One thread.
 */
public final class ChangeTransforms {
  private final ChangeSettings settings;

  /** By reference. */
  private final Map<String, String> salts = new HashMap<>();

  private final Map<SourceTable, TableTransforms> tables = new HashMap<>();

  /** Of the event that came last: those of a file come from one table. */
  private @Nullable SourceTable newestPlace;

  private @Nullable TableTransforms newest;

  ChangeTransforms(ChangeSettings settings) throws IOException {
    this.settings = settings;
    for (TableSettings table : settings.tables()) {
      for (ColumnEntry column : table.entry().columns().values()) {
        if (column.hash() != null && !salts.containsKey(column.hash().salt())) {
          String salt = column.hash().salt();
          salts.put(salt, SecretReference.parse(salt).read());
        }
      }
    }
  }

  /** The settings of the event's table. */
  public TableSettings table(ChangeEvent event) {
    return of(event).settings();
  }

  /**
   * What of an event may be stored anywhere, bronze and dead letters among it: without the columns
   * that are dropped, and with those that are hashed, masked, truncated or replaced.
   *
   * @return the same event if nothing is to be changed; null if it is left out
   */
  public @Nullable ChangeEvent received(ChangeEvent event) {
    return of(event).received(event);
  }

  /**
   * What an event is in the table of the current state: columns cleaned, typed and renamed, those
   * of the quality rules behind them.
   *
   * @param received as {@link #received} gave it
   * @throws ColumnException if a value fails the row
   */
  public CurrentRow current(ChangeEvent received) throws ColumnException {
    return of(received).current(received);
  }

  private TableTransforms of(ChangeEvent event) {
    SourceTable place = SourceTable.of(event);
    TableTransforms table = place.equals(newestPlace) ? newest : tables.get(place);
    if (table == null) {
      SourceNames names = SourceNames.of(event);
      table = new TableTransforms(settings.table(names), names, salts);
      tables.put(place, table);
    }
    newestPlace = place;
    newest = table;
    return table;
  }
}
