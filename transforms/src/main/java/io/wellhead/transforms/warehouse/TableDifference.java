// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import com.google.api.services.bigquery.model.Table;
import com.google.api.services.bigquery.model.TableFieldSchema;
import com.google.api.services.bigquery.model.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares a table that exists with its definition. The patch adds columns and brings clustering,
 * primary key, staleness and the table's description up to date; a column that exists keeps what it
 * has, description included.
 */
record TableDifference(Table patch) {

  static TableDifference of(TableDefinition definition, Table wanted, Table found) {
    List<String> refused = new ArrayList<>();
    Table patch = new Table();
    List<TableFieldSchema> added = addedColumns(definition, found, refused);
    if (!added.isEmpty()) {
      List<TableFieldSchema> fields = new ArrayList<>(fields(found));
      fields.addAll(added);
      patch.setSchema(new TableSchema().setFields(fields));
    }
    String partition = partition(found);
    if (!Objects.equals(partition, definition.partitionColumn())) {
      refused.add(
          "partition column: found " + partition + ", expected " + definition.partitionColumn());
    }
    if (!refused.isEmpty()) {
      throw new IncompatibleTableException(definition, refused);
    }
    if (!definition.clustering().equals(clustering(found))) {
      patch.setClustering(wanted.getClustering());
    }
    if (!definition.primaryKey().equals(primaryKey(found))) {
      patch.setTableConstraints(wanted.getTableConstraints());
    }
    if (!Objects.equals(definition.maxStaleness(), found.getMaxStaleness())) {
      patch.setMaxStaleness(definition.maxStaleness());
    }
    if (!definition.description().equals(found.getDescription())) {
      patch.setDescription(definition.description());
    }
    return new TableDifference(patch);
  }

  private static List<TableFieldSchema> addedColumns(
      TableDefinition definition, Table found, List<String> refused) {
    Map<String, TableFieldSchema> existing =
        fields(found).stream()
            .collect(
                Collectors.toMap(f -> f.getName().toLowerCase(Locale.ROOT), Function.identity()));
    List<TableFieldSchema> added = new ArrayList<>();
    for (TableFieldSchema wanted : definition.toTableSchema().getFields()) {
      TableFieldSchema present = existing.remove(wanted.getName().toLowerCase(Locale.ROOT));
      if (present != null) {
        compare(wanted, present, refused);
      } else if (wanted.getMode().equals("REQUIRED")) {
        refused.add(
            "column "
                + wanted.getName()
                + ": found none, expected "
                + describe(wanted)
                + ", which BigQuery does not add to an existing table");
      } else {
        added.add(wanted);
      }
    }
    for (TableFieldSchema extra : existing.values()) {
      if ("REQUIRED".equals(extra.getMode())) {
        refused.add("column " + extra.getName() + ": found " + describe(extra) + ", expected none");
      }
    }
    return added;
  }

  private static void compare(
      TableFieldSchema wanted, TableFieldSchema present, List<String> refused) {
    if (!describe(wanted).equals(describe(present))) {
      refused.add(
          "column "
              + wanted.getName()
              + ": found "
              + describe(present)
              + ", expected "
              + describe(wanted));
    }
  }

  /** Type and mode, in one spelling of BigQuery's several. */
  private static String describe(TableFieldSchema field) {
    String type;
    try {
      type = ColumnType.named(field.getType()).name();
    } catch (IllegalArgumentException e) {
      type = field.getType();
    }
    return type + " " + Optional.ofNullable(field.getMode()).orElse("NULLABLE");
  }

  private static List<TableFieldSchema> fields(Table table) {
    return Optional.ofNullable(table.getSchema()).map(TableSchema::getFields).orElse(List.of());
  }

  private static @Nullable String partition(Table table) {
    return table.getTimePartitioning() == null ? null : table.getTimePartitioning().getField();
  }

  private static List<String> clustering(Table table) {
    return table.getClustering() == null ? List.of() : table.getClustering().getFields();
  }

  private static List<String> primaryKey(Table table) {
    return table.getTableConstraints() == null
            || table.getTableConstraints().getPrimaryKey() == null
        ? List.of()
        : table.getTableConstraints().getPrimaryKey().getColumns();
  }
}
