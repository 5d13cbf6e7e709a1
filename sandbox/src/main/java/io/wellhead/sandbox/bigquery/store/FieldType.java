// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.store;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The closed set of BigQuery column types, each with its names and the DuckDB type that stores it.
 */
public enum FieldType {
  STRING("VARCHAR"),
  BYTES("BLOB"),
  INTEGER("BIGINT", "INT64"),
  FLOAT("DOUBLE", "FLOAT64"),
  BOOLEAN("BOOLEAN", "BOOL"),
  TIMESTAMP("TIMESTAMPTZ"),
  DATE("DATE"),
  TIME("TIME"),
  DATETIME("TIMESTAMP"),
  NUMERIC("DECIMAL(38,9)", "DECIMAL"),
  /** DuckDB's decimals end at 38 digits, so the exact text is stored. */
  BIGNUMERIC("VARCHAR", "BIGDECIMAL"),
  /** Stored as well-known text. */
  GEOGRAPHY("VARCHAR"),
  JSON("JSON"),
  /** Stored as BigQuery's canonical text, {@code Y-M D H:M:S}. */
  INTERVAL("VARCHAR"),
  RANGE("STRUCT"),
  RECORD("STRUCT", "STRUCT");

  private final String duckType;
  private final String alias;

  FieldType(String duckType) {
    this(duckType, "");
  }

  FieldType(String duckType, String alias) {
    this.duckType = duckType;
    this.alias = alias;
  }

  String duckType() {
    return duckType;
  }

  /** The name in GoogleSQL. */
  String standardName() {
    return switch (this) {
      case INTEGER, FLOAT, BOOLEAN, RECORD -> alias;
      default -> name();
    };
  }

  /** Whether that is the type's name or its alias, in any case. */
  boolean isNamed(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    return name().equals(upper) || (!upper.isEmpty() && alias.equals(upper));
  }

  /** Reads the REST API's type name in any case, standard SQL aliases included. */
  public static FieldType parse(String name) {
    for (FieldType type : values()) {
      if (type.isNamed(name)) {
        return type;
      }
    }
    throw ServiceError.invalid(
        "Invalid value for type: "
            + name
            + " is not a valid value; accepted: "
            + Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", ")));
  }
}
