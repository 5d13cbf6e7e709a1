// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changeevents.Payload;
import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import io.wellhead.transforms.changesettings.CurrentRow;
import io.wellhead.transforms.changesettings.Deletes;
import io.wellhead.transforms.changesettings.TableSettings;
import io.wellhead.transforms.warehouse.Column;
import io.wellhead.transforms.warehouse.ColumnType;
import io.wellhead.transforms.warehouse.TableDefinition;
import io.wellhead.transforms.warehouse.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The current-state table that an event asks for: a column for each that its payload has and whose
 * type is known, the key of the source, and what a row tells of its event. Columns stand in the
 * order of their names after the key, so that it does not matter which file comes first.
 */
final class SilverDefinition {
  /** BigQuery's most columns of a key, and of a clustering. */
  private static final int MOST_KEY_COLUMNS = 16;

  private static final int MOST_CLUSTERING = 4;

  /** Without one every query would merge the newest changes itself. */
  private static final String MAX_STALENESS = "0-0 0 0:15:0";

  private SilverDefinition() {}

  /**
   * The table of that event.
   *
   * @throws KeyMissingException if the event has no key, or one without its columns
   * @throws SchemaConflictException if two of its columns would have one name
   */
  static TableDefinition of(
      TableName name, CurrentRow row, TableSettings settings, Deletes deletes) {
    ChangeEvent event = row.event();
    Payload payload = event.payload();
    int[] keys = keys(row.key(), event);
    Map<String, Column> columns = new TreeMap<>();
    List<String> keyNames = new ArrayList<>();
    boolean derived = keys.length > MOST_KEY_COLUMNS;
    for (int key : keys) {
      Column column = column(payload, key, settings);
      if (column == null) {
        throw new KeyMissingException(
            "the key's column " + payload.schema().columns().get(key).name() + " has no value");
      }
      keyNames.add(column.name());
      derived |= !ColumnTypes.isKeyType(column.type());
    }
    for (int i = 0; i < payload.schema().columns().size(); i++) {
      Column column = column(payload, i, settings);
      if (column != null) {
        Column other = columns.put(column.name().toLowerCase(Locale.ROOT), column);
        if (other != null) {
          throw new SchemaConflictException(
              "two columns of the source would be " + other.name() + " of one table");
        }
      }
    }
    List<Column> all = new ArrayList<>();
    keyNames.forEach(key -> all.add(columns.remove(key.toLowerCase(Locale.ROOT))));
    all.addAll(columns.values());
    for (MetadataColumn column : MetadataColumn.values()) {
      boolean needed =
          switch (column) {
            case KEY -> derived;
            case DELETED -> deletes == Deletes.SOFT;
            default -> true;
          };
      if (needed) {
        all.add(column.column());
      }
    }
    List<String> primaryKey = derived ? List.of(MetadataColumn.KEY.columnName()) : keyNames;
    return new TableDefinition(
        name.dataset(),
        name.table(),
        settings.description().orElse("Current state of " + event.object() + ", by its key."),
        all,
        settings.partitionBy().orElse(null),
        settings.clusterBy().isEmpty()
            ? primaryKey.subList(0, Math.min(MOST_CLUSTERING, primaryKey.size()))
            : settings.clusterBy(),
        primaryKey,
        settings.maxStaleness().orElse(MAX_STALENESS),
        MetadataColumn.SEQUENCE.columnName(),
        null);
  }

  /** Positions of the key's columns in the payload. */
  static int[] keys(List<String> names, ChangeEvent event) {
    if (names.isEmpty()) {
      throw new KeyMissingException("the source tells no key for " + event.object());
    }
    return KeyNames.find(names, event.payload().schema());
  }

  /** The column for that of the payload; null if its type is not known, or it never has a value. */
  private static @Nullable Column column(Payload payload, int position, TableSettings settings) {
    PayloadColumn source = payload.schema().columns().get(position);
    if (!ColumnTypes.hasValues(source)) {
      return null;
    }
    ColumnType type = settings.type(source.name()).orElse(ColumnTypes.of(source));
    if (type == null) {
      type = ColumnTypes.of(payload.values().get(position));
    }
    String name = ColumnNames.of(source.name());
    String description =
        settings
            .description(source.name())
            .orElse(name.equals(source.name()) ? "" : "Column " + source.name() + ".");
    return type == null ? null : new Column(name, type, false, description);
  }
}
