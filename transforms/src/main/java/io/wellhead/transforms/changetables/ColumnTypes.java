// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changeevents.JsonText;
import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import io.wellhead.transforms.changeevents.SourceKind;
import io.wellhead.transforms.changeevents.UnifiedType;
import io.wellhead.transforms.changeevents.UnifiedValue;
import io.wellhead.transforms.changesettings.ArrayForm;
import io.wellhead.transforms.changesettings.TableSettings;
import io.wellhead.transforms.changesettings.TypeProfile;
import io.wellhead.transforms.warehouse.Column;
import io.wellhead.transforms.warehouse.ColumnType;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The BigQuery types that the columns of a source become, where nothing is said of a single column.
 *
 * @param profile which types are wanted
 * @param arrays what an array becomes
 * @param kind of the source
 */
record ColumnTypes(TypeProfile profile, ArrayForm arrays, SourceKind kind) {
  /** Digits that every INT64 has room for. */
  private static final int INT64_DIGITS = 18;

  /** Digits of NUMERIC before and after the point, and in all. */
  private static final int NUMERIC_INTEGER = 29;

  private static final int NUMERIC_SCALE = 9;
  private static final int NUMERIC_PRECISION = 38;

  /** Digits of BIGNUMERIC before and after the point that it has of every number. */
  private static final int BIGNUMERIC_DIGITS = 38;

  static ColumnTypes of(TableSettings settings, ChangeEvent event) {
    return new ColumnTypes(settings.types(), settings.arrays(), event.source().kind());
  }

  /**
   * The type of a column.
   *
   * @return null if the file does not tell it
   */
  @Nullable ColumnType of(PayloadColumn column) {
    return switch (column.type()) {
      case UNTYPED -> null;
      case BOOLEAN -> ColumnType.BOOL;
      case INTEGER, LONG, TIME_INTERVAL -> ColumnType.INT64;
      case FLOAT, DOUBLE -> ColumnType.FLOAT64;
      case DECIMAL -> decimalOf(column);
      case NUMBER ->
          profile == TypeProfile.DATASTREAM && kind == SourceKind.MYSQL
              ? ColumnType.NUMERIC // BIGINT UNSIGNED
              : ColumnType.BIGNUMERIC;
      case STRING, VARCHAR, TIME_WITH_TIME_ZONE, INTERVAL, UNSUPPORTED -> ColumnType.STRING;
      case BYTES, GEOMETRY -> ColumnType.BYTES;
      case JSON -> json();
      case ARRAY -> isRepeated(column) ? of(requireNonNull(column.element())) : json();
      case DATE -> ColumnType.DATE;
      case TIME -> ColumnType.TIME;
      case TIMESTAMP, TIMESTAMP_WITH_TIME_ZONE -> ColumnType.TIMESTAMP;
      case DATETIME ->
          profile == TypeProfile.INCUMBENT ? ColumnType.TIMESTAMP : ColumnType.DATETIME;
    };
  }

  /** Whether it is an array that becomes one: BigQuery has none of arrays. */
  boolean isRepeated(PayloadColumn column) {
    return arrays == ArrayForm.REPEATED
        && column.type() == UnifiedType.ARRAY
        && column.element() != null
        && column.element().type() != UnifiedType.ARRAY
        && of(column.element()) != null;
  }

  private ColumnType json() {
    return profile == TypeProfile.INCUMBENT ? ColumnType.STRING : ColumnType.JSON;
  }

  private ColumnType decimalOf(PayloadColumn column) {
    if (profile != TypeProfile.DATASTREAM) {
      return decimal(column.precision() - column.scale(), column.scale());
    }
    return column.precision() <= NUMERIC_PRECISION && column.scale() <= NUMERIC_SCALE
        ? ColumnType.NUMERIC
        : ColumnType.BIGNUMERIC;
  }

  /**
   * The narrowest type for a value whose column has no type; text is never taken for a time or a
   * number, and an array never for a repeated column.
   *
   * @return null of a value that tells nothing
   */
  @Nullable ColumnType of(@Nullable Object value) {
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
      return json();
    } else if (value instanceof ByteBuffer || value instanceof UnifiedValue.Geometry) {
      return ColumnType.BYTES;
    }
    return ColumnType.STRING;
  }

  /**
   * The same, where the table may have the column already: of a column of numbers, text that spells
   * a number is one.
   *
   * @param known type of the column; null if there is none
   */
  @Nullable ColumnType of(@Nullable Object value, @Nullable ColumnType known) {
    BigDecimal number =
        value instanceof String text && known != null && known.isWidenedBy(ColumnType.FLOAT64)
            ? number(text)
            : null;
    if (number == null) {
      return of(value);
    }
    int scale = Math.max(0, number.scale());
    int integerDigits = Math.max(0, number.precision() - number.scale());
    return scale == 0 && integerDigits <= INT64_DIGITS
        ? ColumnType.INT64
        : decimal(integerDigits, scale);
  }

  private static @Nullable BigDecimal number(String text) {
    try {
      return new BigDecimal(text.strip()).stripTrailingZeros();
    } catch (NumberFormatException e) {
      return null;
    }
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

  /** Whether BigQuery takes such a column into a primary key. */
  static boolean isOfKeys(Column column) {
    return switch (column.type()) {
      case BIGNUMERIC, BOOL, DATE, DATETIME, INT64, NUMERIC, STRING, TIMESTAMP ->
          !column.repeated();
      case BYTES, FLOAT64, GEOGRAPHY, JSON, RECORD, TIME -> false;
    };
  }

  /** Whether a column of that unified type has values at all. */
  static boolean hasValues(PayloadColumn column) {
    return column.type() != UnifiedType.UNSUPPORTED;
  }
}
