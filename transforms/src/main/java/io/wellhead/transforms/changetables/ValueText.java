// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import io.wellhead.transforms.changeevents.EventJson;
import io.wellhead.transforms.changeevents.PlainText;
import java.math.BigDecimal;
import java.util.List;

/** Keys of events as text. */
final class ValueText {
  private ValueText() {}

  /**
   * The values as one text that no other values have: each with the length of its own text before
   * it.
   */
  static String key(List<?> values) {
    StringBuilder key = new StringBuilder();
    for (Object value : values) {
      String text = canonical(value);
      key.append(text.length()).append(':').append(text);
    }
    return key.toString();
  }

  /** Numbers that are equal have one text, whatever type and scale a file gives them. */
  private static String canonical(Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal.signum() == 0 ? "0" : EventJson.plain(decimal.stripTrailingZeros());
    } else if (value instanceof Float || value instanceof Double) {
      double number = ((Number) value).doubleValue();
      return number == Math.rint(number) && Math.abs(number) < 1e15
          ? Long.toString((long) number)
          : Double.toString(number);
    }
    return PlainText.of(value);
  }
}
