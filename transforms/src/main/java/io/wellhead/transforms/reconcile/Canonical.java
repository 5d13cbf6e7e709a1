// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.reconcile;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wellhead.transforms.changeevents.EventJson;
import io.wellhead.transforms.changeevents.JsonText;
import io.wellhead.transforms.changeevents.PlainText;
import io.wellhead.transforms.changeevents.UnifiedValue;
import io.wellhead.transforms.warehouse.ColumnType;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One text for all spellings of a value of a column: of events, of databases and of BigQuery's
 * answers. A value that the column's type does not have keeps its text, after an exclamation mark.
 */
final class Canonical {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private Canonical() {}

  /** The text of a value of an event, in a column of that type. */
  static String of(Object value, ColumnType type) {
    return switch (type) {
      case JSON -> json(value instanceof JsonText text ? text.text() : EventJson.text(value));
      case BYTES -> bytes(value);
      default -> ofText(PlainText.of(value), type);
    };
  }

  /** The text of an array of an event. */
  static String ofArray(Object value, ColumnType type) {
    List<?> items;
    try {
      items =
          value instanceof List<?> list ? list : JSON.readValue(PlainText.of(value), List.class);
    } catch (IOException e) {
      return '!' + PlainText.of(value);
    }
    List<String> texts = new ArrayList<>();
    for (Object item : items) {
      texts.add(item == null ? "null" : of(item, type));
    }
    return texts.toString();
  }

  /** The text of BigQuery's text. */
  static String ofText(String text, ColumnType type) {
    try {
      return switch (type) {
        case INT64, NUMERIC, BIGNUMERIC -> number(text);
        case FLOAT64 -> real(text);
        case BOOL -> flag(text);
        case TIMESTAMP -> micros(text);
        case DATE -> LocalDate.parse(text).toString();
        case TIME -> LocalTime.parse(text).truncatedTo(ChronoUnit.MICROS).toString();
        case DATETIME ->
            LocalDateTime.parse(text.replace(' ', 'T').replaceAll("Z$", "")).toString();
        case JSON -> json(text);
        case STRING, BYTES, GEOGRAPHY, RECORD -> text;
      };
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      return '!' + text;
    }
  }

  private static String number(String text) {
    BigDecimal number = new BigDecimal(text.strip());
    return number.signum() == 0 ? "0" : EventJson.plain(number.stripTrailingZeros());
  }

  private static String real(String text) {
    return switch (text) {
      case "inf", "+inf", "Infinity", "+Infinity" -> "Infinity";
      case "-inf", "-Infinity" -> "-Infinity";
      case "nan", "NaN" -> "NaN";
      default -> Double.toString(Double.parseDouble(text));
    };
  }

  private static String flag(String text) {
    return switch (text) {
      case "1", "t" -> "true";
      case "0", "f" -> "false";
      default -> text.toLowerCase(java.util.Locale.ROOT);
    };
  }

  private static String micros(String text) {
    if (text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'))
        && text.indexOf('-', 1) < 0) {
      return text;
    }
    String iso = text.replace(' ', 'T');
    Instant instant =
        iso.matches(".*(Z|[+-]\\d\\d(:?\\d\\d)?(:\\d\\d)?)$") && iso.indexOf('T') > 0
            ? OffsetDateTime.parse(iso).toInstant()
            : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    return micros(instant);
  }

  /** Microseconds since 1970. */
  static String micros(Instant instant) {
    return Long.toString(
        Math.addExact(
            Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000));
  }

  private static String bytes(Object value) {
    if (value instanceof UnifiedValue.Geometry geometry) {
      return base64(geometry.wkb());
    }
    String wkb = value instanceof JsonText json ? EventJson.geometry(json) : null;
    return wkb == null ? PlainText.of(value) : wkb;
  }

  private static String base64(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String json(String text) {
    try {
      return plain(JSON.readTree(text));
    } catch (IOException e) {
      return '!' + text;
    }
  }

  /** Members by name, numbers by value. */
  private static String plain(JsonNode node) {
    if (node.isObject()) {
      Map<String, String> members = new TreeMap<>();
      node.properties().forEach(m -> members.put(m.getKey(), plain(m.getValue())));
      return members.toString();
    } else if (node.isArray()) {
      List<String> items = new ArrayList<>();
      node.forEach(item -> items.add(plain(item)));
      return items.toString();
    }
    return node.isNumber() ? number(node.asText()) : node.toString();
  }
}
