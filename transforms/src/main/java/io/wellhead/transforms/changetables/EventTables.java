// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changesettings.SourceTable;
import io.wellhead.transforms.changesettings.TableSettings;
import io.wellhead.transforms.warehouse.TableDefinition;
import io.wellhead.transforms.warehouse.TableName;
import io.wellhead.transforms.warehouse.TableOptions;
import io.wellhead.transforms.warehouse.Tables;
import java.io.Serial;
import java.io.Serializable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tables that events belong in, worked out once for each table of a source: templates are
 * filled, and patterns of settings tried, for none of their events. Safe for use by several
 * threads.
 */
final class EventTables implements Serializable {
  @Serial private static final long serialVersionUID = 1L;

  /** Tables that are remembered; more of them begin anew. */
  private static final int MOST_TABLES = 20_000;

  private final ChangeDestinations destinations;
  private final transient Map<SourceTable, Names> known = new ConcurrentHashMap<>();

  private record Names(TableSettings settings, TableName bronze, Map<Layer, TableName> layers) {}

  EventTables(ChangeDestinations destinations) {
    this.destinations = destinations;
  }

  /** What the settings say of the event's table. */
  TableSettings settings(ChangeEvent event) {
    return names(event).settings();
  }

  /** The table of every event. */
  TableName bronze(ChangeEvent event) {
    return names(event).bronze();
  }

  /** The table of every event as it is made. */
  TableDefinition bronzeTable(ChangeEvent event) {
    Map<String, String> labels = settings(event).labels();
    return Tables.BRONZE_EVENTS.at(bronze(event)).withOptions(new TableOptions(labels, null));
  }

  /** The table that has the event's row. */
  TableName of(Layer layer, ChangeEvent event) {
    return requireNonNull(names(event).layers().get(layer), "every layer");
  }

  private Names names(ChangeEvent event) {
    SourceTable source = SourceTable.of(event);
    Names names = known.get(source);
    if (names == null) {
      TableSettings settings = destinations.settings().table(event);
      names =
          new Names(
              settings,
              destinations.bronze(event, settings),
              Map.of(
                  Layer.CURRENT_STATE, destinations.silver(event, settings),
                  Layer.VERSIONS, destinations.versions(event, settings)));
      if (known.size() >= MOST_TABLES) {
        known.clear();
      }
      known.put(source, names);
    }
    return names;
  }

  /** What is remembered does not travel. */
  @Serial
  private Object readResolve() {
    return new EventTables(destinations);
  }
}
