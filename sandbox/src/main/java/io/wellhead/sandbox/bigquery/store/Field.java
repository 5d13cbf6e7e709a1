// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.store;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One column, or one field of a record.
 *
 * @param fields the fields of a RECORD; for a RANGE its {@code start} and {@code end}; else empty
 * @param precision decimal digits of a parameterized NUMERIC or BIGNUMERIC, 0 when not given
 * @param scale digits behind the point of a parameterized NUMERIC or BIGNUMERIC
 * @param maxLength longest STRING (characters) or BYTES (bytes), 0 when not limited
 * @param defaultSql default value expression, null when none
 */
public record Field(
    String name,
    FieldType type,
    Mode mode,
    List<Field> fields,
    int precision,
    int scale,
    long maxLength,
    @Nullable String defaultSql) {

  /** Whether a value may be absent or repeated. */
  public enum Mode {
    NULLABLE,
    REQUIRED,
    REPEATED;

    static Mode parse(String name) {
      try {
        return valueOf(name.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw new ServiceError(
            ServiceError.Reason.INVALID,
            "Invalid value for mode: " + name + "; accepted: NULLABLE, REQUIRED, REPEATED",
            e);
      }
    }
  }

  public Field {
    fields = List.copyOf(fields);
  }

  public static Field of(String name, FieldType type, Mode mode) {
    return new Field(name, type, mode, List.of(), 0, 0, 0, null);
  }

  public boolean repeated() {
    return mode == Mode.REPEATED;
  }

  public boolean required() {
    return mode == Mode.REQUIRED;
  }

  /** The type as GoogleSQL writes it, such as {@code ARRAY<NUMERIC(10, 2)>}. */
  String standardType() {
    String parameters =
        precision > 0
            ? "(" + precision + ", " + scale + ")"
            : maxLength > 0 ? "(" + maxLength + ")" : "";
    String element = type.standardName() + parameters;
    return repeated() ? "ARRAY<" + element + ">" : element;
  }

  /** Digits behind the point that a stored NUMERIC has. */
  public int storedScale() {
    return precision > 0 ? scale : 9;
  }

  /** True when the value is stored as a DuckDB decimal; wider ones are stored as text. */
  public boolean storedAsDecimal() {
    return type == FieldType.NUMERIC
        || (type == FieldType.BIGNUMERIC && precision > 0 && precision <= 38);
  }

  /**
   * The DuckDB type, with a record's fields left out: equal as long as the column need not be
   * rewritten.
   */
  String duckTypeWithoutFields() {
    return type == FieldType.RECORD ? type.duckType() : duckType();
  }

  /** The DuckDB type that stores this field. */
  public String duckType() {
    String element =
        switch (type) {
          case RECORD, RANGE ->
              fields.stream()
                  .map(f -> Sql.quote(f.name()) + " " + f.duckType())
                  .collect(Collectors.joining(", ", "STRUCT(", ")"));
          case NUMERIC, BIGNUMERIC ->
              storedAsDecimal() && precision > 0
                  ? "DECIMAL(" + precision + "," + scale + ")"
                  : type.duckType();
          default -> type.duckType();
        };
    return repeated() ? element + "[]" : element;
  }
}
