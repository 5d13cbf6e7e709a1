// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A type that a column is to have instead of its own.
 *
 * @param precision decimal digits of a parameterized NUMERIC or BIGNUMERIC, 0 when not given
 * @param scale digits behind the point of a parameterized NUMERIC or BIGNUMERIC
 * @param maxLength longest STRING or BYTES, 0 when not limited
 */
public record NewType(FieldType type, int precision, int scale, long maxLength) {
  /** Each takes the values of those before it. */
  private static final List<FieldType> NUMBERS =
      List.of(FieldType.INTEGER, FieldType.NUMERIC, FieldType.BIGNUMERIC, FieldType.FLOAT);

  /** Digits that a 64-bit integer may have before the point. */
  private static final int INTEGER_DIGITS = 19;

  private static final int NUMERIC_DIGITS = 29;
  private static final int NUMERIC_SCALE = 9;

  /** The resource of a column, changed to this type. */
  void write(Field old, ObjectNode field) {
    if (!takes(old)) {
      throw new ServiceError(
          ServiceError.Reason.INVALID_QUERY,
          "ALTER TABLE ALTER COLUMN SET DATA TYPE requires that the existing column type ("
              + old.standardType()
              + ") is assignable to the new type ("
              + of(old).standardType()
              + ")");
    }
    field.put("type", type.name());
    put(field, "precision", precision);
    put(field, "scale", scale);
    put(field, "maxLength", maxLength);
  }

  private static void put(ObjectNode field, String name, long value) {
    if (value == 0) {
      field.remove(name);
    } else {
      field.put(name, Long.toString(value));
    }
  }

  private Field of(Field old) {
    return new Field(
        old.name(),
        type,
        old.mode(),
        old.type() == type ? old.fields() : List.of(),
        precision,
        scale,
        maxLength,
        old.defaultSql());
  }

  /** Whether every value of the column is one of this type, as BigQuery sees it. */
  private boolean takes(Field old) {
    if (old.type() == type) {
      return switch (type) {
        case STRING, BYTES ->
            maxLength == 0 || (old.maxLength() > 0 && maxLength >= old.maxLength());
        case NUMERIC, BIGNUMERIC ->
            precision == 0
                || (old.precision() > 0 && holds(old.precision() - old.scale(), old.scale()));
        default -> true;
      };
    }
    int from = NUMBERS.indexOf(old.type());
    if (from < 0 || NUMBERS.indexOf(type) < from || old.repeated()) {
      return false;
    }
    if (precision == 0) {
      return true;
    }
    return switch (old.type()) {
      case INTEGER -> holds(INTEGER_DIGITS, 0);
      default ->
          old.precision() > 0
              ? holds(old.precision() - old.scale(), old.scale())
              : holds(NUMERIC_DIGITS, NUMERIC_SCALE);
    };
  }

  private boolean holds(int digits, int behindPoint) {
    return precision - scale >= digits && scale >= behindPoint;
  }

  /** DuckDB's expression for a stored value of the old type as one of the new. */
  static String converted(Field old, Field to) {
    String column = Sql.quote(old.name());
    String cast = "CAST(" + column + " AS " + to.duckType() + ")";
    boolean decimalToText =
        old.storedAsDecimal() && !to.storedAsDecimal() && to.type() == FieldType.BIGNUMERIC;
    // BigQuery's text of a decimal has no zeros at its end.
    return decimalToText && old.storedScale() > 0 ? "rtrim(rtrim(" + cast + ", '0'), '.')" : cast;
  }
}
