// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import com.google.api.services.bigquery.model.TableFieldSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Brings wanted fields into those that a table has, as far as BigQuery lets a schema be patched:
 * fields are added behind the others, also to records, and REQUIRED ones may become NULLABLE.
 */
final class FieldMerge {
  private final List<TableFieldSchema> fields;
  private final List<String> differences = new ArrayList<>();
  private final boolean lenient;

  private FieldMerge(
      List<TableFieldSchema> wanted, List<TableFieldSchema> existing, boolean lenient) {
    this.lenient = lenient;
    this.fields = merged(wanted, existing, "");
  }

  static FieldMerge of(List<TableFieldSchema> wanted, List<TableFieldSchema> existing) {
    return new FieldMerge(wanted, existing, false);
  }

  /**
   * The same for rows of several shapes: what is added may be null, and columns that only the table
   * has, of whatever mode, are no difference.
   */
  static FieldMerge lenient(List<TableFieldSchema> wanted, List<TableFieldSchema> existing) {
    return new FieldMerge(wanted, existing, true);
  }

  /** The existing fields in their order, and behind them the added ones. */
  List<TableFieldSchema> fields() {
    return fields;
  }

  /** What stays different, one sentence each. */
  List<String> differences() {
    return differences;
  }

  private List<TableFieldSchema> merged(
      List<TableFieldSchema> wanted, List<TableFieldSchema> existing, String path) {
    Map<String, TableFieldSchema> missing = byName(wanted);
    List<TableFieldSchema> merged = new ArrayList<>();
    for (TableFieldSchema present : existing) {
      TableFieldSchema same = missing.remove(FieldSchemas.key(present));
      merged.add(same == null ? foreign(present, path) : merged(same, present, path));
    }
    for (TableFieldSchema field : missing.values()) {
      merged.add(added(field, path));
    }
    return merged;
  }

  private TableFieldSchema merged(TableFieldSchema wanted, TableFieldSchema present, String path) {
    TableFieldSchema merged = present.clone();
    if (FieldSchemas.mode(present) == Column.Mode.REQUIRED
        && FieldSchemas.mode(wanted) == Column.Mode.NULLABLE) {
      merged.setMode(wanted.getMode());
    }
    if (!FieldSchemas.describe(merged).equals(FieldSchemas.describe(wanted))) {
      differ(path, wanted, FieldSchemas.describe(present), FieldSchemas.describe(wanted));
    } else if (wanted.getFields() != null) {
      String inner = path + present.getName() + ".";
      merged.setFields(merged(wanted.getFields(), FieldSchemas.inner(present), inner));
    }
    return merged;
  }

  private TableFieldSchema foreign(TableFieldSchema present, String path) {
    if (!lenient && FieldSchemas.mode(present) == Column.Mode.REQUIRED) {
      differ(path, present, FieldSchemas.describe(present), "none");
    }
    return present;
  }

  private TableFieldSchema added(TableFieldSchema wanted, String path) {
    if (FieldSchemas.mode(wanted) != Column.Mode.REQUIRED) {
      return wanted;
    }
    if (!lenient) {
      String expected = FieldSchemas.describe(wanted);
      differ(path, wanted, "none", expected + ", which BigQuery does not add to an existing table");
    }
    return wanted.clone().setMode(Column.Mode.NULLABLE.name());
  }

  private void differ(String path, TableFieldSchema field, String found, String expected) {
    differences.add(
        "column " + path + field.getName() + ": found " + found + ", expected " + expected);
  }

  private static Map<String, TableFieldSchema> byName(List<TableFieldSchema> fields) {
    Map<String, TableFieldSchema> byName = new LinkedHashMap<>();
    fields.forEach(field -> byName.put(FieldSchemas.key(field), field));
    return byName;
  }
}
