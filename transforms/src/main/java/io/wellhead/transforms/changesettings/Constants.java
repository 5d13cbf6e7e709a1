// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import io.wellhead.transforms.changeevents.UnifiedType;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Values that settings hold: text, Boolean, Long and BigDecimal. */
final class Constants {
  private Constants() {}

  /** The value as payloads have it. */
  static Object of(Object value) {
    return value instanceof BigInteger integer ? new BigDecimal(integer) : value;
  }

  /** A column for the value. */
  static PayloadColumn column(String name, Object value) {
    Object constant = of(value);
    if (constant instanceof Boolean) {
      return PayloadColumn.of(name, UnifiedType.BOOLEAN);
    } else if (constant instanceof Long) {
      return PayloadColumn.of(name, UnifiedType.LONG);
    } else if (constant instanceof BigDecimal decimal) {
      int scale = Math.max(0, decimal.scale());
      int precision = Math.max(decimal.precision() - decimal.scale() + scale, scale);
      return new PayloadColumn(name, UnifiedType.DECIMAL, precision, scale, null);
    }
    return PayloadColumn.of(name, UnifiedType.STRING);
  }
}
