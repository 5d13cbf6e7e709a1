// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import com.google.api.client.util.Data;
import com.google.api.services.bigquery.model.TableCell;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of a query's result. Each getter takes a column's name, returns null for NULL, and throws
 * {@link IllegalArgumentException} for a column that the result does not have or that is of another
 * type.
 */
public final class QueryRow {
  private static final BigDecimal MICROS = BigDecimal.valueOf(1_000_000);

  private final Map<String, Position> positions;
  private final List<TableCell> cells;

  /** Where a column stands, and its type as the service names it. */
  record Position(int index, String type) {}

  QueryRow(Map<String, Position> positions, List<TableCell> cells) {
    this.positions = positions;
    this.cells = cells;
  }

  /** The value as the service's text, whatever the type. */
  public @Nullable String text(String column) {
    Object value = cells.get(position(column).index()).getV();
    return value == null || Data.isNull(value) ? null : value.toString();
  }

  /** The elements of an ARRAY of scalars as the service's texts; null if it is none. */
  public @Nullable List<String> texts(String column) {
    if (!(cells.get(position(column).index()).getV() instanceof List<?> elements)) {
      return null;
    }
    return elements.stream()
        .map(element -> element instanceof Map<?, ?> cell ? String.valueOf(cell.get("v")) : "")
        .toList();
  }

  /** An INT64. */
  public @Nullable Long integer(String column) {
    String text = text(column, ColumnType.INT64);
    return text == null ? null : Long.valueOf(text);
  }

  /** A FLOAT64; an INT64 or NUMERIC as the nearest one. */
  public @Nullable Double number(String column) {
    Position position = position(column);
    boolean exact = isOfType(position, ColumnType.INT64) || position.type().endsWith("NUMERIC");
    String text = exact ? text(column) : text(column, ColumnType.FLOAT64);
    if (text == null) {
      return null;
    }
    return switch (text) {
      case "inf", "Infinity", "+inf" -> Double.POSITIVE_INFINITY;
      case "-inf", "-Infinity" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> Double.valueOf(text);
    };
  }

  /** A BOOL. */
  public @Nullable Boolean flag(String column) {
    String text = text(column, ColumnType.BOOL);
    return text == null ? null : Boolean.valueOf(text);
  }

  /** A TIMESTAMP, to the microsecond. */
  public @Nullable Instant instant(String column) {
    String text = text(column, ColumnType.TIMESTAMP);
    if (text == null) {
      return null;
    }
    // Asked for integers, the service sends microseconds; a server that does not know the request's
    // format option sends seconds, always with a decimal point or an exponent.
    boolean seconds = text.indexOf('.') >= 0 || text.indexOf('E') >= 0;
    long micros =
        seconds ? new BigDecimal(text).multiply(MICROS).longValueExact() : Long.parseLong(text);
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** A BYTES. */
  public byte @Nullable [] bytes(String column) {
    String text = text(column, ColumnType.BYTES);
    return text == null ? null : Base64.getDecoder().decode(text);
  }

  /**
   * The value as the class of its column: {@link Long}, {@link Double}, {@link BigDecimal} (both
   * NUMERICs), {@link Boolean} or {@link Instant}; of any other type, and of an ARRAY, the
   * service's text.
   */
  public @Nullable Object value(String column) {
    Position position = position(column);
    if (!(cells.get(position.index()).getV() instanceof String)) {
      return text(column);
    }
    if (isOfType(position, ColumnType.INT64)) {
      return integer(column);
    }
    if (isOfType(position, ColumnType.FLOAT64)) {
      return number(column);
    }
    if (isOfType(position, ColumnType.BOOL)) {
      return flag(column);
    }
    if (position.type().endsWith("NUMERIC")) {
      return new BigDecimal(text(column));
    }
    return isOfType(position, ColumnType.TIMESTAMP) ? instant(column) : text(column);
  }

  private @Nullable String text(String column, ColumnType expected) {
    Position position = position(column);
    if (!isOfType(position, expected)) {
      throw new IllegalArgumentException(
          "column " + column + " is of type " + position.type() + ", not " + expected);
    }
    return text(column);
  }

  private static boolean isOfType(Position position, ColumnType type) {
    try {
      return ColumnType.named(position.type()) == type;
    } catch (IllegalArgumentException e) {
      return false; // a type of the result that our tables do not use
    }
  }

  private Position position(String column) {
    Position position = positions.get(column);
    if (position == null) {
      throw new IllegalArgumentException(
          "the result has no column " + column + "; it has " + positions.keySet());
    }
    return position;
  }
}
