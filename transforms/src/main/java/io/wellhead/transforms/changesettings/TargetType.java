// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import io.wellhead.transforms.changeevents.UnifiedType;

/** The BigQuery types that a column can be given, each with the unified type that becomes it. */
enum TargetType {
  STRING(UnifiedType.STRING, 0, 0),
  JSON(UnifiedType.JSON, 0, 0),
  BYTES(UnifiedType.BYTES, 0, 0),
  INT64(UnifiedType.LONG, 0, 0),
  FLOAT64(UnifiedType.DOUBLE, 0, 0),
  BOOL(UnifiedType.BOOLEAN, 0, 0),
  NUMERIC(UnifiedType.DECIMAL, 38, 9),
  BIGNUMERIC(UnifiedType.DECIMAL, 76, 38),
  DATE(UnifiedType.DATE, 0, 0),
  TIME(UnifiedType.TIME, 0, 0),
  DATETIME(UnifiedType.DATETIME, 0, 0),
  TIMESTAMP(UnifiedType.TIMESTAMP, 0, 0);

  private final UnifiedType unified;
  private final int precision;
  private final int scale;

  TargetType(UnifiedType unified, int precision, int scale) {
    this.unified = unified;
    this.precision = precision;
    this.scale = scale;
  }

  /** A column of a payload that becomes this type. */
  PayloadColumn column(String name) {
    return new PayloadColumn(name, unified, precision, scale, null);
  }

  /** Digits that a decimal may have behind the point. */
  int scale() {
    return scale;
  }

  /** Digits that a decimal may have before the point. */
  int integerDigits() {
    return precision - scale;
  }
}
