// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Unified type of a column.
 *
 * @param precision of a DECIMAL, length of a VARCHAR, else 0
 * @param scale of a DECIMAL, else 0
 * @param element of an ARRAY, else null
 */
public record ColumnType(Kind kind, int precision, int scale, @Nullable ColumnType element) {

  /** The unified types, each with the class that its values have. Every value may be null. */
  public enum Kind {
    /** Boolean. */
    BOOLEAN,
    /** Integer. */
    INTEGER,
    /** Long. */
    LONG,
    /** Float. */
    FLOAT,
    /** Double. */
    DOUBLE,
    /** BigDecimal whose scale is at most the column's. */
    DECIMAL,
    /** String: a number's text, also {@code NaN} and infinities. */
    NUMBER,
    /** String. */
    STRING,
    /** String. */
    VARCHAR,
    /** ByteBuffer, from its position to its limit. */
    BYTES,
    /** String: JSON text. */
    JSON,
    /** LocalDate. */
    DATE,
    /** Duration since midnight, up to and with 24 hours. */
    TIME,
    /** {@link ZonedTime}. */
    TIME_WITH_TIME_ZONE,
    /** Duration, also negative and longer than a day. */
    TIME_INTERVAL,
    /** Instant. */
    TIMESTAMP,
    /** OffsetDateTime. */
    TIMESTAMP_WITH_TIME_ZONE,
    /** LocalDateTime. */
    DATETIME,
    /** {@link CalendarInterval}. */
    INTERVAL,
    /** {@link Geometry}. */
    GEOMETRY,
    /** List of the element's values, of such lists, and nulls. */
    ARRAY,
    /** Always null. */
    UNSUPPORTED
  }

  public ColumnType {
    requireNonNull(kind, "kind");
    if ((kind == Kind.ARRAY) != (element != null)) {
      throw new IllegalArgumentException("element=" + element + " of a " + kind);
    }
    if (kind == Kind.DECIMAL && (precision < 1 || scale < 0 || scale > precision)) {
      throw new IllegalArgumentException(
          "DECIMAL("
              + precision
              + ","
              + scale
              + "); precision is at least 1, scale 0 to precision");
    }
  }

  /** A type without parameters. */
  public static ColumnType of(Kind kind) {
    return new ColumnType(kind, 0, 0, null);
  }

  public static ColumnType decimal(int precision, int scale) {
    return new ColumnType(Kind.DECIMAL, precision, scale, null);
  }

  public static ColumnType varchar(int length) {
    return new ColumnType(Kind.VARCHAR, length, 0, null);
  }

  public static ColumnType array(ColumnType element) {
    return new ColumnType(Kind.ARRAY, 0, 0, element);
  }
}
