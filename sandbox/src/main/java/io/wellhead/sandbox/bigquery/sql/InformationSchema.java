// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.sql;

import io.wellhead.sandbox.bigquery.store.DatasetId;
import io.wellhead.sandbox.bigquery.store.Field;
import io.wellhead.sandbox.bigquery.store.Sql;
import io.wellhead.sandbox.bigquery.store.TableDefinition;
import io.wellhead.sandbox.bigquery.store.Warehouse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * {@code INFORMATION_SCHEMA.SCHEMATA}, {@code dataset.INFORMATION_SCHEMA.TABLES} and {@code
 * .COLUMNS}.
 */
final class InformationSchema {
  private InformationSchema() {}

  static TableNames.@Nullable Match find(Warehouse warehouse, String project, List<String> parts) {
    int schema = -1;
    for (int i = 0; i < parts.size() && i < 3; i++) {
      if (parts.get(i).equalsIgnoreCase("INFORMATION_SCHEMA")) {
        schema = i;
      }
    }
    if (schema < 0 || schema + 1 >= parts.size()) {
      return null;
    }
    String inProject = schema == 2 ? parts.get(0) : project;
    DatasetId dataset = schema == 0 ? null : new DatasetId(inProject, parts.get(schema - 1));
    String sql =
        switch (parts.get(schema + 1).toUpperCase(Locale.ROOT)) {
          case "SCHEMATA" -> schemata(warehouse, inProject);
          case "TABLES" -> dataset == null ? null : tables(warehouse.tables().of(dataset));
          case "COLUMNS" -> dataset == null ? null : columns(warehouse.tables().of(dataset));
          default -> null;
        };
    return sql == null ? null : new TableNames.Match(sql, schema + 2, null);
  }

  private static String schemata(Warehouse warehouse, String project) {
    List<List<String>> rows = new ArrayList<>();
    for (DatasetId id : warehouse.datasets().of(project)) {
      rows.add(List.of(text(id.project()), text(id.dataset()), text("US")));
    }
    return values(rows, "catalog_name", "schema_name", "location");
  }

  private static String tables(List<TableDefinition> tables) {
    List<List<String>> rows = new ArrayList<>();
    for (TableDefinition table : tables) {
      List<String> row = new ArrayList<>(names(table));
      row.add(text(table.isView() ? "VIEW" : "BASE TABLE"));
      row.add(
          "(TIMESTAMPTZ 'epoch' + to_milliseconds("
              + table.resource().path("creationTime").asLong()
              + "))");
      rows.add(row);
    }
    return values(
        rows, "table_catalog", "table_schema", "table_name", "table_type", "creation_time");
  }

  private static String columns(List<TableDefinition> tables) {
    List<List<String>> rows = new ArrayList<>();
    for (TableDefinition table : tables) {
      int position = 1;
      for (Field field : table.schema().fields()) {
        List<String> row = new ArrayList<>(names(table));
        row.add(text(field.name()));
        row.add(Integer.toString(position++));
        row.add(text(field.required() ? "NO" : "YES"));
        row.add(text(standardType(field)));
        rows.add(row);
      }
    }
    return values(
        rows,
        "table_catalog",
        "table_schema",
        "table_name",
        "column_name",
        "ordinal_position",
        "is_nullable",
        "data_type");
  }

  private static List<String> names(TableDefinition table) {
    return List.of(
        text(table.id().project()), text(table.id().dataset().dataset()), text(table.id().table()));
  }

  private static String standardType(Field field) {
    String element =
        switch (field.type()) {
          case INTEGER -> "INT64";
          case FLOAT -> "FLOAT64";
          case BOOLEAN -> "BOOL";
          case RECORD ->
              field.fields().stream()
                  .map(f -> f.name() + " " + standardType(f))
                  .collect(Collectors.joining(", ", "STRUCT<", ">"));
          case RANGE -> "RANGE<" + standardType(field.fields().get(0)) + ">";
          default -> field.type().name();
        };
    return field.repeated() ? "ARRAY<" + element + ">" : element;
  }

  private static String text(String value) {
    return Sql.literal(value);
  }

  /** A derived table; without rows one of nulls is filtered out, since VALUES needs a row. */
  private static String values(List<List<String>> rows, String... columns) {
    String list =
        rows.isEmpty()
            ? "(" + "NULL, ".repeat(columns.length - 1) + "NULL)"
            : rows.stream()
                .map(r -> "(" + String.join(", ", r) + ")")
                .collect(Collectors.joining(", "));
    String filter = rows.isEmpty() ? " WHERE false" : "";
    return "(SELECT * FROM (VALUES "
        + list
        + ") v("
        + String.join(", ", columns)
        + ")"
        + filter
        + ")";
  }
}
