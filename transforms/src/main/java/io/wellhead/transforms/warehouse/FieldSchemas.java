// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import com.google.api.services.bigquery.model.Table;
import com.google.api.services.bigquery.model.TableFieldSchema;
import com.google.api.services.bigquery.model.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Columns as BigQuery's REST API states them, and back. */
final class FieldSchemas {
  private FieldSchemas() {}

  static TableFieldSchema of(Column column) {
    TableFieldSchema field =
        new TableFieldSchema()
            .setName(column.name())
            .setType(column.type().name())
            .setMode(column.mode().name())
            .setDescription(column.description());
    return column.fields().isEmpty() ? field : field.setFields(of(column.fields()));
  }

  static List<TableFieldSchema> of(List<Column> columns) {
    List<TableFieldSchema> fields = new ArrayList<>(); // one that the client's classes can clone
    columns.forEach(column -> fields.add(of(column)));
    return fields;
  }

  /** The fields of a table, which may have none yet. */
  static List<TableFieldSchema> of(Table table) {
    return Optional.ofNullable(table.getSchema()).map(TableSchema::getFields).orElse(List.of());
  }

  /**
   * The columns whose types our tables use, and so with the fields of records; the others are left
   * out, as a row may lack them.
   */
  static List<Column> columns(List<TableFieldSchema> fields) {
    List<Column> columns = new ArrayList<>();
    for (TableFieldSchema field : fields) {
      Optional<ColumnType> type = ColumnType.find(field.getType());
      List<Column> inner = columns(inner(field));
      if (type.isPresent() && (type.get() != ColumnType.RECORD || !inner.isEmpty())) {
        String description = Optional.ofNullable(field.getDescription()).orElse("");
        columns.add(new Column(field.getName(), type.get(), mode(field), description, inner));
      }
    }
    return columns;
  }

  static Column.Mode mode(TableFieldSchema field) {
    return field.getMode() == null
        ? Column.Mode.NULLABLE
        : Column.Mode.valueOf(field.getMode().toUpperCase(Locale.ROOT));
  }

  /** The fields of a record; of any other column none. */
  static List<TableFieldSchema> inner(TableFieldSchema field) {
    return field.getFields() == null ? List.of() : field.getFields();
  }

  /** By what fields are the same: BigQuery's names differ by more than case. */
  static String key(TableFieldSchema field) {
    return key(field.getName());
  }

  static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Type and mode, in one spelling of BigQuery's several. */
  static String describe(TableFieldSchema field) {
    return ColumnType.find(field.getType()).map(Enum::name).orElse(field.getType())
        + " "
        + mode(field);
  }
}
