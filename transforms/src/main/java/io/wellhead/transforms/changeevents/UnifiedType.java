// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

/**
 * Datastream's unified types, each with the class that its values have here. Every value may be
 * null.
 */
public enum UnifiedType {
  /** JSON without a schema tells no more than this: Boolean, Long, BigDecimal, String, JsonText. */
  UNTYPED,
  /** Boolean. */
  BOOLEAN,
  /** Long. */
  INTEGER,
  /** Long. */
  LONG,
  /** Float. */
  FLOAT,
  /** Double. */
  DOUBLE,
  /** BigDecimal of the column's precision and scale. */
  DECIMAL,
  /** String: a number without or with a large precision, also {@code NaN} and infinities. */
  NUMBER,
  /** String. */
  STRING,
  /** String; the column's length is a limit in the source's own units. */
  VARCHAR,
  /** ByteBuffer. */
  BYTES,
  /** {@link JsonText}. */
  JSON,
  /** {@link UnifiedValue.Date}. */
  DATE,
  /** {@link UnifiedValue.Time}. */
  TIME,
  /** {@link UnifiedValue.ZonedTime}. */
  TIME_WITH_TIME_ZONE,
  /** {@link UnifiedValue.TimeInterval}. */
  TIME_INTERVAL,
  /** {@link UnifiedValue.Timestamp}. */
  TIMESTAMP,
  /** {@link UnifiedValue.ZonedTimestamp}. */
  TIMESTAMP_WITH_TIME_ZONE,
  /** {@link UnifiedValue.DateTime}. */
  DATETIME,
  /** {@link UnifiedValue.Interval}. */
  INTERVAL,
  /** {@link UnifiedValue.Geometry}. */
  GEOMETRY,
  /** List of the element type's values, or of lists of them. */
  ARRAY,
  /** Always null. */
  UNSUPPORTED
}
