// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import io.wellhead.transforms.changeevents.EventJson;
import io.wellhead.transforms.changeevents.JsonText;
import io.wellhead.transforms.changeevents.UnifiedValue;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;

/** Values of events as text: that of a STRING column, and of a key in one column. */
final class ValueText {
  private ValueText() {}

  /**
   * The text of a value: text as it is, numbers with all digits, times in ISO 8601, bytes in
   * base64.
   */
  static String of(Object value) {
    if (value instanceof String text) {
      return text;
    } else if (value instanceof BigDecimal decimal) {
      return EventJson.plain(decimal);
    } else if (value instanceof JsonText json) {
      return json.text();
    } else if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    } else if (value instanceof ByteBuffer bytes) {
      return Base64.getEncoder().encodeToString(bytesOf(bytes));
    } else if (value instanceof UnifiedValue.Geometry || value instanceof List<?>) {
      return EventJson.text(value);
    } else if (value instanceof UnifiedValue.TimeInterval interval) {
      return Long.toString(interval.micros());
    } else if (value instanceof UnifiedValue unified) {
      return EventJson.iso(unified);
    }
    throw new IllegalArgumentException("no event has a " + value.getClass().getName());
  }

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
    return of(value);
  }

  /** The bytes, without consuming them. */
  static byte[] bytesOf(ByteBuffer buffer) {
    ByteBuffer view = buffer.duplicate().order(ByteOrder.BIG_ENDIAN);
    byte[] bytes = new byte[view.remaining()];
    view.get(bytes);
    return bytes;
  }
}
