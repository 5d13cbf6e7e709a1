// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;

/**
 * One column of a table, or one field of a record.
 *
 * @param mode whether a value may be missing, or be several
 * @param description what it means; may be empty
 * @param fields the fields of a RECORD, at least one; of any other type none
 */
public record Column(
    String name, ColumnType type, Mode mode, String description, List<Column> fields)
    implements Serializable {

  /** How many values a row has in a column, by BigQuery's names. */
  public enum Mode {
    /** One or none. */
    NULLABLE,
    /** One. */
    REQUIRED,
    /** Any number, none of them null. */
    REPEATED
  }

  public Column {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    requireNonNull(mode, "mode");
    requireNonNull(description, "description");
    fields = List.copyOf(fields);
    if ((type == ColumnType.RECORD) == fields.isEmpty()) {
      throw new IllegalArgumentException(
          "column " + name + " of type " + type + " has " + fields.size() + " fields");
    }
  }

  /** A column that is no record, and whether every row must have it. */
  public Column(String name, ColumnType type, boolean required, String description) {
    this(name, type, required ? Mode.REQUIRED : Mode.NULLABLE, description, List.of());
  }

  /** A record of those fields. */
  public static Column record(String name, Mode mode, String description, Column... fields) {
    return new Column(name, ColumnType.RECORD, mode, description, List.of(fields));
  }

  public boolean required() {
    return mode == Mode.REQUIRED;
  }

  public boolean repeated() {
    return mode == Mode.REPEATED;
  }
}
