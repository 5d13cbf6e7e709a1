// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changeevents.Payload;
import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import io.wellhead.transforms.changesettings.CurrentRow;
import io.wellhead.transforms.changesettings.TableSettings;
import io.wellhead.transforms.warehouse.Column;
import io.wellhead.transforms.warehouse.ColumnType;
import io.wellhead.transforms.warehouse.TableDefinition;
import io.wellhead.transforms.warehouse.TableOptions;
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
  static TableDefinition of(SilverTarget target, CurrentRow row) {
    return of(target, row, null);
  }

  /**
   * The same.
   *
   * @param known the table, if it is known already
   */
  static TableDefinition of(SilverTarget target, CurrentRow row, @Nullable TableDefinition known) {
    TableSettings settings = target.settings();
    ChangeEvent event = row.event();
    Payload payload = event.payload();
    boolean byRowId = KeyPolicy.of(settings, event) == KeyPolicy.ROW_ID;
    int[] keys = byRowId ? KeyNames.find(row.key(), payload.schema()) : keys(row.key(), event);
    ColumnTypes types = ColumnTypes.of(settings, event);
    Map<String, Column> columns = new TreeMap<>();
    List<String> keyNames = new ArrayList<>();
    boolean derived = keys.length + (target.hasVersions() ? 1 : 0) > MOST_KEY_COLUMNS;
    for (int key : keys) {
      Column column = column(payload, key, types, settings, known);
      if (column == null) {
        throw new KeyMissingException(
            "the key's column " + payload.schema().columns().get(key).name() + " has no value");
      }
      keyNames.add(column.name());
      derived |= !ColumnTypes.isOfKeys(column);
    }
    for (int i = 0; i < payload.schema().columns().size(); i++) {
      Column column = column(payload, i, types, settings, known);
      if (column != null) {
        Column other = columns.put(column.name().toLowerCase(Locale.ROOT), column);
        if (other != null) {
          throw new SchemaConflictException(
              "two columns of the source would be " + other.name() + " of one table");
        }
      }
    }
    settings
        .processingTime()
        .ifPresent(
            name -> {
              if (columns.put(name.toLowerCase(Locale.ROOT), processingTime(name)) != null) {
                throw new SchemaConflictException(
                    "the source has a column "
                        + name
                        + " already, so processing_time needs another name");
              }
            });
    List<Column> all = new ArrayList<>();
    keyNames.forEach(key -> all.add(columns.remove(key.toLowerCase(Locale.ROOT))));
    all.addAll(columns.values());
    for (MetadataColumn column : MetadataColumn.values()) {
      boolean needed =
          switch (column) {
            case KEY -> derived;
            case ROW_ID -> byRowId;
            case DELETED -> target.tellsDeleted();
            default -> true;
          };
      if (needed) {
        all.add(column.column());
      }
    }
    if (target.isAsIncumbent()) {
      for (Column column : IncumbentColumns.of(event.source().kind()).columns()) {
        if (all.stream().noneMatch(other -> other.name().equals(column.name()))) {
          all.add(column);
        }
      }
    }
    if (byRowId) {
      keyNames.add(0, MetadataColumn.ROW_ID.columnName());
    }
    List<String> rowKey = derived ? List.of(MetadataColumn.KEY.columnName()) : keyNames;
    TableDefinition table =
        TableDefinition.builder(target.name(), all)
            .description(
                settings
                    .description()
                    .orElse("Current state of " + event.object() + ", by its key."))
            .partitionColumn(settings.partitionBy().orElse(null))
            .clustering(
                settings.clusterBy().isEmpty()
                    ? first(MOST_CLUSTERING, rowKey)
                    : settings.clusterBy())
            .primaryKey(rowKey)
            .maxStaleness(settings.maxStaleness().orElse(MAX_STALENESS))
            .sequenceColumn(MetadataColumn.SEQUENCE.columnName())
            .writtenAtColumn(settings.processingTime().orElse(null))
            .options(options(event, settings))
            .build();
    return target.hasVersions() ? versions(table, event) : table;
  }

  private static Column processingTime(String name) {
    return new Column(
        name, ColumnType.TIMESTAMP, false, "When the pipeline wrote the row, as it is now.");
  }

  /** The same rows, each kept under its sequence. */
  private static TableDefinition versions(TableDefinition table, ChangeEvent event) {
    List<String> key = new ArrayList<>(table.primaryKey());
    key.add(MetadataColumn.SEQUENCE.columnName());
    return table.toBuilder()
        .description("Versions of the rows of " + event.object() + ", by key and sequence.")
        .partitionColumn(MetadataColumn.SOURCE_TIMESTAMP.columnName())
        .clustering(first(MOST_CLUSTERING, key))
        .primaryKey(key)
        .options(new TableOptions(table.options().labels(), null))
        .build();
  }

  private static List<String> first(int most, List<String> names) {
    return names.subList(0, Math.min(most, names.size()));
  }

  /** Shards of one table come from several of the source. */
  private static TableOptions options(ChangeEvent event, TableSettings settings) {
    TableOptions options =
        new TableOptions(settings.labels(), settings.partitionExpirationMillis().orElse(null));
    return settings.isSharded()
        ? options
        : options.withLabel(TableOptions.SOURCE_LABEL, SourceLabel.of(event));
  }

  /** Positions of the key's columns in the payload. */
  static int[] keys(List<String> names, ChangeEvent event) {
    if (names.isEmpty()) {
      throw new KeyMissingException("the source tells no key for " + event.object());
    }
    return KeyNames.find(names, event.payload().schema());
  }

  /** The column for that of the payload; null if its type is not known, or it never has a value. */
  private static @Nullable Column column(
      Payload payload,
      int position,
      ColumnTypes types,
      TableSettings settings,
      @Nullable TableDefinition known) {
    PayloadColumn source = payload.schema().columns().get(position);
    if (!ColumnTypes.hasValues(source)) {
      return null;
    }
    ColumnType type = settings.type(source.name()).orElse(types.of(source));
    String name = ColumnNames.of(source.name());
    if (type == null) {
      type = types.of(payload.values().get(position), type(name, known));
    }
    String description =
        settings
            .description(source.name())
            .orElse(name.equals(source.name()) ? "" : "Column " + source.name() + ".");
    Column.Mode mode = types.isRepeated(source) ? Column.Mode.REPEATED : Column.Mode.NULLABLE;
    return type == null ? null : new Column(name, type, mode, description, List.of());
  }

  private static @Nullable ColumnType type(String name, @Nullable TableDefinition known) {
    if (known != null) {
      for (Column column : known.columns()) {
        if (column.name().equalsIgnoreCase(name)) {
          return column.type();
        }
      }
    }
    return null;
  }
}
