// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import io.wellhead.transforms.changeevents.JsonText;
import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import io.wellhead.transforms.changeevents.UnifiedType;
import io.wellhead.transforms.changeevents.UnifiedValue;
import io.wellhead.transforms.warehouse.ColumnType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The BigQuery type that a column of a source becomes, where nothing else is configured. */
final class ColumnTypes {
  /** Digits of NUMERIC before and after the point. */
  private static final int NUMERIC_INTEGER = 29;

  private static final int NUMERIC_SCALE = 9;

  /** Digits of BIGNUMERIC before and after the point that it has of every number. */
  private static final int BIGNUMERIC_DIGITS = 38;

  private ColumnTypes() {}

  /**
   * The type that loses nothing.
   *
   * @return null if the file does not tell it
   */
  static @Nullable ColumnType of(PayloadColumn column) {
    return switch (column.type()) {
      case UNTYPED -> null;
      case BOOLEAN -> ColumnType.BOOL;
      case INTEGER, LONG, TIME_INTERVAL -> ColumnType.INT64;
      case FLOAT, DOUBLE -> ColumnType.FLOAT64;
      case DECIMAL -> decimal(column.precision() - column.scale(), column.scale());
      case NUMBER -> ColumnType.BIGNUMERIC;
      case STRING, VARCHAR, TIME_WITH_TIME_ZONE, INTERVAL, UNSUPPORTED -> ColumnType.STRING;
      case BYTES, GEOMETRY -> ColumnType.BYTES;
      case JSON, ARRAY -> ColumnType.JSON;
      case DATE -> ColumnType.DATE;
      case TIME -> ColumnType.TIME;
      case TIMESTAMP, TIMESTAMP_WITH_TIME_ZONE -> ColumnType.TIMESTAMP;
      case DATETIME -> ColumnType.DATETIME;
    };
  }

  /**
   * The narrowest type for a value whose column has no type; text is never taken for a time or a
   * number.
   *
   * @return null of a value that tells nothing
   */
  static @Nullable ColumnType of(@Nullable Object value) {
    if (value == null) {
      return null;
    } else if (value instanceof Boolean) {
      return ColumnType.BOOL;
    } else if (value instanceof Long) {
      return ColumnType.INT64;
    } else if (value instanceof BigDecimal number) {
      ColumnType type = decimal(number.precision() - number.scale(), number.scale());
      return type == ColumnType.STRING && isDouble(number) ? ColumnType.FLOAT64 : type;
    } else if (value instanceof Float || value instanceof Double) {
      return ColumnType.FLOAT64;
    } else if (value instanceof JsonText || value instanceof List<?>) {
      return ColumnType.JSON;
    } else if (value instanceof ByteBuffer || value instanceof UnifiedValue.Geometry) {
      return ColumnType.BYTES;
    }
    return ColumnType.STRING;
  }

  /** Whether it is the shortest text of a double. */
  private static boolean isDouble(BigDecimal number) {
    double nearest = number.doubleValue();
    return Double.isFinite(nearest)
        && new BigDecimal(Double.toString(nearest)).compareTo(number) == 0;
  }

  private static ColumnType decimal(int integerDigits, int scale) {
    if (integerDigits <= NUMERIC_INTEGER && scale <= NUMERIC_SCALE) {
      return ColumnType.NUMERIC;
    }
    return integerDigits <= BIGNUMERIC_DIGITS && scale <= BIGNUMERIC_DIGITS
        ? ColumnType.BIGNUMERIC
        : ColumnType.STRING;
  }

  /** Whether BigQuery takes a column of that type into a primary key. */
  static boolean isKeyType(ColumnType type) {
    return switch (type) {
      case BIGNUMERIC, BOOL, DATE, DATETIME, INT64, NUMERIC, STRING, TIMESTAMP -> true;
      case BYTES, FLOAT64, GEOGRAPHY, JSON, RECORD, TIME -> false;
    };
  }

  /** Whether a column of that unified type has values at all. */
  static boolean hasValues(PayloadColumn column) {
    return column.type() != UnifiedType.UNSUPPORTED;
  }
}
