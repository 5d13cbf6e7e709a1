// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.store;

import java.util.List;

/**
 * What BigQuery allows when a table's schema changes: columns are added at the end or relaxed,
 * nothing else.
 */
final class SchemaChange {
  private SchemaChange() {}

  static void check(TableId table, TableSchema from, TableSchema to) {
    check("Provided Schema does not match Table " + table + ". ", "", from.fields(), to.fields());
  }

  private static void check(String start, String path, List<Field> from, List<Field> to) {
    for (int i = 0; i < from.size(); i++) {
      Field old = from.get(i);
      String name = path + old.name();
      if (to.stream().noneMatch(f -> f.name().equalsIgnoreCase(old.name()))) {
        throw ServiceError.invalid(start + "Field " + name + " is missing in new schema");
      }
      Field field = to.get(i);
      if (!field.name().equalsIgnoreCase(old.name())) {
        throw ServiceError.invalid(
            start
                + "Field "
                + name
                + " has moved: new columns stand behind the old ones in the sandbox");
      }
      if (field.type() != old.type()
          || !field.duckTypeWithoutFields().equals(old.duckTypeWithoutFields())) {
        throw ServiceError.invalid(
            start
                + "Field "
                + name
                + " has changed type from "
                + old.type()
                + " to "
                + field.type());
      }
      boolean relaxed = old.required() && field.mode() == Field.Mode.NULLABLE;
      if (field.mode() != old.mode() && !relaxed) {
        throw ServiceError.invalid(
            start
                + "Field "
                + name
                + " has changed mode from "
                + old.mode()
                + " to "
                + field.mode());
      }
      if (old.type() == FieldType.RECORD) {
        check(start, name + ".", old.fields(), field.fields());
      }
    }
    for (Field added : to.subList(Math.min(from.size(), to.size()), to.size())) {
      if (added.required()) {
        throw ServiceError.invalid(
            start
                + "Cannot add required fields to an existing schema. (field: "
                + path
                + added.name()
                + ")");
      }
      if (added.defaultSql() != null) {
        throw ServiceError.invalid(
            start
                + "Cannot add a column with a default value (field: "
                + path
                + added.name()
                + "); add it first, then change its default value");
      }
    }
  }
}
