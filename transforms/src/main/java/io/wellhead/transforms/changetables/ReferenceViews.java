// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import io.wellhead.transforms.changesettings.TableSettings;
import io.wellhead.transforms.changesettings.TableSettings.Reference;
import io.wellhead.transforms.warehouse.Column;
import io.wellhead.transforms.warehouse.ColumnType;
import io.wellhead.transforms.warehouse.IncompatibleTableException;
import io.wellhead.transforms.warehouse.TableDefinition;
import io.wellhead.transforms.warehouse.TableMaker;
import io.wellhead.transforms.warehouse.TableName;
import io.wellhead.transforms.warehouse.View;
import io.wellhead.transforms.warehouse.WarehouseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the views of those current-state tables whose columns tell whether other tables have a row:
 * the view has the table's name, its rows are in {@code <name>_rows}. The answer is always that of
 * now, whichever row came first, and a row that was deleted is missed (ADR 0007). One thread.
 */
final class ReferenceViews {
  private static final Logger LOG = LoggerFactory.getLogger(ReferenceViews.class);

  private final TableMaker maker;

  /** Settings of tables with references, by the names of their views. */
  private final Map<TableName, TableSettings> views = new HashMap<>();

  ReferenceViews(TableMaker maker, ChangeDestinations destinations) {
    this.maker = maker;
    for (TableSettings table : destinations.settings().tables()) {
      if (!table.references().isEmpty()) {
        views.put(destinations.referring(table), table);
      }
    }
  }

  /** The table that holds the rows of a view. */
  static TableName rows(TableName view) {
    return new TableName(view.dataset(), view.table() + "_rows");
  }

  /**
   * A table was made or changed: its view, and those of the tables that look into it, follow.
   *
   * @throws SchemaConflictException if its own view cannot be made
   */
  void follow(TableDefinition table) throws WarehouseException {
    for (Map.Entry<TableName, TableSettings> view : views.entrySet()) {
      boolean own = rows(view.getKey()).equals(table.tableName());
      if (own || looksInto(view.getValue(), table.tableName())) {
        try {
          make(view.getKey(), view.getValue());
        } catch (IncompatibleTableException e) {
          if (own) {
            throw new SchemaConflictException(
                e.getMessage() + ": rename it to " + table.name() + ", or drop it");
          }
          LOG.warn("view not made view={} reason={}", view.getKey(), e.getMessage());
        }
      }
    }
  }

  private boolean looksInto(TableSettings view, TableName table) {
    return view.references().stream().anyMatch(reference -> target(reference).equals(table));
  }

  /** The table that a reference looks into: the rows, where a view of ours has the name. */
  private TableName target(Reference reference) {
    int dot = reference.table().indexOf('.');
    TableName name =
        new TableName(reference.table().substring(0, dot), reference.table().substring(dot + 1));
    return views.containsKey(name) ? rows(name) : name;
  }

  /**
   * Looks again when it is made: whoever makes a table that is looked into meanwhile sees either
   * the view, or is seen here.
   */
  private void make(TableName name, TableSettings settings) throws WarehouseException {
    Optional<TableDefinition> rows = maker.find(rows(name));
    if (rows.isEmpty()) {
      return;
    }
    String query;
    String next = query(rows.get(), settings);
    do {
      query = next;
      maker.make(
          new View(
              name,
              rows.get().description(),
              query,
              rows.get().columns().size() + settings.references().size()));
      next = query(rows.get(), settings);
    } while (!next.equals(query));
  }

  private String query(TableDefinition rows, TableSettings settings) throws WarehouseException {
    List<String> columns = new ArrayList<>(List.of("SELECT r.*"));
    for (Reference reference : settings.references()) {
      columns.add(test(rows, reference) + " AS " + quote(reference.name()));
    }
    return String.join(",\n  ", columns) + "\nFROM " + maker.sqlName(rows.tableName()) + " AS r";
  }

  private String test(TableDefinition rows, Reference reference) throws WarehouseException {
    String whenNull = literal(reference.whenNull());
    Column column = column(rows, reference.column());
    if (column == null) {
      return whenNull;
    }
    String value = "r." + quote(column.name());
    return "CASE WHEN "
        + value
        + " IS NULL THEN "
        + whenNull
        + " ELSE "
        + exists(reference, column, value)
        + " END";
  }

  /** A table that is not there yet has no rows. */
  private String exists(Reference reference, Column column, String value)
      throws WarehouseException {
    Optional<TableDefinition> other = maker.find(target(reference));
    Column key = other.map(table -> column(table, reference.key())).orElse(null);
    if (key == null) {
      return "FALSE";
    }
    String found = "o." + quote(key.name());
    boolean alike = key.type() == column.type();
    String deleted = MetadataColumn.DELETED.columnName();
    String living =
        other.get().column(deleted).isEmpty()
            ? ""
            : " AND NOT COALESCE(o." + quote(deleted) + ", FALSE)";
    return "EXISTS (SELECT 1 FROM "
        + maker.sqlName(other.get().tableName())
        + " AS o WHERE "
        + (alike ? found : text(found))
        + " = "
        + (alike ? value : text(value))
        + living
        + ")";
  }

  private static String text(String value) {
    return "CAST(" + value + " AS " + ColumnType.STRING + ")";
  }

  private static String literal(@Nullable Boolean value) {
    return value == null ? "CAST(NULL AS BOOL)" : value ? "TRUE" : "FALSE";
  }

  private static @Nullable Column column(TableDefinition table, String name) {
    return table.columns().stream()
        .filter(column -> column.name().equalsIgnoreCase(ColumnNames.of(name)))
        .findFirst()
        .orElse(null);
  }

  private static String quote(String name) {
    return "`" + name + "`";
  }
}
