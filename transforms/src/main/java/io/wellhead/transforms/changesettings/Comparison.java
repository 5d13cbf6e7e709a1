// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import io.wellhead.transforms.changeevents.PlainText;
import io.wellhead.transforms.changeevents.UnifiedValue;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Compares values of rows with values of settings, by the kind of the latter. */
final class Comparison {
  private final Object constant;

  Comparison(Object constant) {
    this.constant = Constants.of(constant);
  }

  /** Whether they are equal; what cannot be compared is not. */
  boolean isEqual(Object value) {
    Integer order = compare(value);
    return order != null && order == 0;
  }

  /**
   * The order of a value and the constant.
   *
   * @return null if they cannot be compared
   */
  @Nullable Integer compare(Object value) {
    try {
      if (constant instanceof Boolean flag) {
        Object cast = Casts.to(TargetType.BOOL).apply(value);
        return cast instanceof Boolean other ? Boolean.compare(other, flag) : null;
      } else if (constant instanceof Long number) {
        return value instanceof Long other
            ? Long.compare(other, number)
            : Casts.number(value, "a number").compareTo(BigDecimal.valueOf(number));
      } else if (constant instanceof BigDecimal number) {
        return Casts.number(value, "a number").compareTo(number);
      }
      String text = (String) constant;
      return value instanceof UnifiedValue.Date
              || value instanceof UnifiedValue.Timestamp
              || value instanceof UnifiedValue.ZonedTimestamp
              || value instanceof UnifiedValue.DateTime
          ? Long.compare(Times.micros(value, "a time"), Times.micros(text, "a time"))
          : PlainText.of(value).compareTo(text);
    } catch (CastException e) {
      return null;
    }
  }
}
