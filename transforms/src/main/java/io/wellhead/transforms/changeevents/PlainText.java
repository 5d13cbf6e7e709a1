// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Base64;

/** Values of events as text. */
public final class PlainText {
  private PlainText() {}

  /**
   * The text of a value: text as it is, numbers with all digits, times in ISO 8601, bytes in
   * base64, spans of a time of day in microseconds, everything else as JSON.
   */
  public static String of(Object value) {
    if (value instanceof String text) {
      return text;
    } else if (value instanceof BigDecimal decimal) {
      return EventJson.plain(decimal);
    } else if (value instanceof JsonText json) {
      return json.text();
    } else if (value instanceof ByteBuffer bytes) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.duplicate().get(copy);
      return Base64.getEncoder().encodeToString(copy);
    } else if (value instanceof UnifiedValue.TimeInterval interval) {
      return Long.toString(interval.micros());
    } else if (value instanceof UnifiedValue.Geometry) {
      return EventJson.text(value);
    } else if (value instanceof UnifiedValue unified) {
      return EventJson.iso(unified);
    } else if (value instanceof Number || value instanceof Boolean) {
      return value.toString();
    }
    return EventJson.text(value);
  }
}
