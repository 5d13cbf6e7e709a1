// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import com.fasterxml.jackson.core.JsonGenerator;
import io.wellhead.transforms.changeevents.EventJson;
import io.wellhead.transforms.changeevents.EventTimes;
import io.wellhead.transforms.changeevents.UnifiedValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value that extended JSON writes as an object which names its type. Members are text (String),
 * objects (Map), or all else as JSON text ({@link Raw}).
 */
final class TypedValue {
  private static final Pattern MILLIS = Pattern.compile("-?[0-9]{1,19}");
  private static final long MICROS_OF_MILLI = 1_000;

  private TypedValue() {}

  /** JSON text. */
  record Raw(String json) {
    @Override
    public String toString() {
      return json;
    }
  }

  /** Writes the value plainly; an object that names no type that is known stays an object. */
  static void write(Map<String, @Nullable Object> value, JsonGenerator plain) throws IOException {
    String type = value.keySet().iterator().next();
    Object content = value.get(type);
    switch (type) {
      case "$oid", "$uuid", "$symbol", "$code" -> plain.writeString(String.valueOf(content));
      case "$numberInt", "$numberLong", "$numberDouble", "$numberDecimal" ->
          writeNumber(String.valueOf(content), plain);
      case "$date" -> plain.writeString(time(content));
      case "$binary" ->
          plain.writeString(
              content instanceof Map<?, ?> parts
                  ? String.valueOf(parts.get("base64"))
                  : String.valueOf(content));
      case "$type" -> plain.writeString(String.valueOf(value.get("$binary")));
      case "$regex", "$options" ->
          plain.writeString("/" + text(value, "$regex") + "/" + text(value, "$options"));
      case "$regularExpression" ->
          plain.writeString(
              content instanceof Map<?, ?> parts
                  ? "/" + text(parts, "pattern") + "/" + text(parts, "options")
                  : String.valueOf(content));
      case "$timestamp" -> writePlain(content, plain);
      case "$minKey", "$maxKey" -> plain.writeString(type);
      case "$undefined" -> plain.writeNull();
      default -> writePlain(value, plain);
    }
  }

  private static String text(Map<?, ?> members, String name) {
    Object value = members.get(name);
    return value == null ? "" : value.toString();
  }

  private static void writeNumber(String text, JsonGenerator plain) throws IOException {
    BigDecimal number;
    try {
      number = new BigDecimal(text);
    } catch (NumberFormatException e) {
      // NaN and infinities have no number in JSON.
      plain.writeString(text);
      return;
    }
    if (isExact(number)) {
      plain.writeNumber(EventJson.plain(number));
    } else {
      plain.writeString(text);
    }
  }

  /** Whether readers that know integers of 64 bits and doubles get all of it. */
  private static boolean isExact(BigDecimal number) {
    double nearest = number.doubleValue();
    return isLong(number)
        || (Double.isFinite(nearest)
            && new BigDecimal(Double.toString(nearest)).compareTo(number) == 0);
  }

  private static boolean isLong(BigDecimal number) {
    try {
      return number.precision() - (long) number.scale() <= 20
          && number.longValueExact() == number.longValue();
    } catch (ArithmeticException e) {
      return false;
    }
  }

  /** ISO 8601 text of milliseconds, or of a text with a time; what is neither stays as it is. */
  private static String time(@Nullable Object content) {
    Object value =
        content instanceof Map<?, ?> parts && parts.get("$numberLong") != null
            ? parts.get("$numberLong")
            : content;
    String text = String.valueOf(value);
    try {
      return EventJson.iso(new UnifiedValue.Timestamp(micros(text)));
    } catch (ArithmeticException | DateTimeException | NumberFormatException e) {
      return text;
    }
  }

  private static long micros(String text) {
    if (MILLIS.matcher(text).matches()) {
      return Math.multiplyExact(Long.parseLong(text), MICROS_OF_MILLI);
    }
    Instant time = EventTimes.parse(text);
    return Math.addExact(
        Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1_000);
  }

  private static void writePlain(@Nullable Object value, JsonGenerator plain) throws IOException {
    if (value instanceof Map<?, ?> members) {
      plain.writeStartObject();
      for (Map.Entry<?, ?> member : members.entrySet()) {
        plain.writeFieldName(String.valueOf(member.getKey()));
        writePlain(member.getValue(), plain);
      }
      plain.writeEndObject();
    } else if (value instanceof Raw raw) {
      plain.writeRawValue(raw.json());
    } else if (value == null) {
      plain.writeNull();
    } else {
      plain.writeString(value.toString());
    }
  }
}
