// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wellhead.sandbox.datastream.ColumnType;
import io.wellhead.sandbox.datastream.Geometry;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings a source's value and what a table holds of it into one form. The table's column can be of
 * several types: JSON files do not tell the source's.
 */
public final class SameValue {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
          .build();

  private SameValue() {}

  /** The source's value. */
  public static @Nullable Object ofSource(@Nullable Object value, ColumnType type) {
    if (value == null) {
      return null;
    }
    return switch (type.kind()) {
      case INTEGER, LONG, DECIMAL, NUMBER -> number(value.toString());
      case FLOAT, DOUBLE -> Double.parseDouble(value.toString());
      case BYTES -> base64((ByteBuffer) value);
      case GEOMETRY -> base64(((Geometry) value).wkb());
      case JSON -> json((String) value);
      case TIME -> LocalTime.ofNanoOfDay(((Duration) value).toNanos());
      case TIME_INTERVAL -> number(Long.toString(micros((Duration) value)));
      case TIMESTAMP_WITH_TIME_ZONE -> ((OffsetDateTime) value).toInstant();
      case DATETIME -> ((LocalDateTime) value).toInstant(ZoneOffset.UTC);
      case ARRAY -> items((List<?>) value, type.element());
      case TIME_WITH_TIME_ZONE, INTERVAL -> value.getClass().getSimpleName();
      default -> value;
    };
  }

  private static List<@Nullable Object> items(List<?> items, ColumnType element) {
    List<@Nullable Object> same = new ArrayList<>();
    for (Object item : items) {
      same.add(item instanceof List<?> inner ? items(inner, element) : ofSource(item, element));
    }
    return same;
  }

  /** What the table holds of a value of that type. */
  public static @Nullable Object ofTable(@Nullable Object value, ColumnType type) {
    if (value == null) {
      return null;
    }
    return switch (type.kind()) {
      case INTEGER, LONG, DECIMAL, NUMBER, TIME_INTERVAL -> number(value.toString());
      case FLOAT, DOUBLE -> Double.parseDouble(value.toString());
      case BYTES -> value instanceof byte[] bytes ? base64(ByteBuffer.wrap(bytes)) : value;
      case GEOMETRY -> value instanceof byte[] bytes ? base64(ByteBuffer.wrap(bytes)) : wkb(value);
      case JSON -> json(value.toString());
      case DATE -> value instanceof LocalDate ? value : LocalDate.parse(day(value));
      case TIME -> value instanceof LocalTime ? value : LocalTime.parse(value.toString());
      case TIMESTAMP, TIMESTAMP_WITH_TIME_ZONE, DATETIME -> instant(value);
      case ARRAY -> items(tree(value.toString()), type.element());
      case TIME_WITH_TIME_ZONE -> value.toString().contains(":") ? "ZonedTime" : value;
      case INTERVAL -> value.toString().startsWith("P") ? "CalendarInterval" : value;
      default -> value;
    };
  }

  private static List<@Nullable Object> items(JsonNode items, ColumnType element) {
    List<@Nullable Object> same = new ArrayList<>();
    for (JsonNode item : items) {
      same.add(
          item.isArray()
              ? items(item, element)
              : item.isNull()
                  ? null
                  : ofTable(item.isValueNode() ? item.asText() : item.toString(), element));
    }
    return same;
  }

  private static Object instant(Object value) {
    if (value instanceof Instant) {
      return value;
    } else if (value instanceof LocalDateTime local) {
      return local.toInstant(ZoneOffset.UTC);
    }
    String text = value.toString();
    return text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
        ? OffsetDateTime.parse(text).toInstant()
        : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
  }

  private static String day(Object value) {
    return value.toString().substring(0, 10);
  }

  private static Object wkb(Object value) {
    return tree(value.toString()).path("value").asText();
  }

  private static String base64(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return Base64.getEncoder().encodeToString(copy);
  }

  /** A JSON file does not tell a value of JSON that is text from text. */
  private static Object json(String text) {
    try {
      JsonNode tree = JSON.readTree(text);
      return canonical(tree);
    } catch (JsonProcessingException e) {
      // A column of text holds the value without its quotes.
      return text;
    }
  }

  private static Object canonical(JsonNode node) {
    if (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
      // No JSON, so a warehouse holds MongoDB's other spelling of it.
      return Map.of("$numberDouble", Double.toString(node.doubleValue()));
    } else if (node.isNumber()) {
      return number(node.asText()).toPlainString();
    } else if (node.isArray()) {
      List<Object> items = new ArrayList<>();
      node.forEach(item -> items.add(canonical(item)));
      return items;
    } else if (node.isObject()) {
      Map<String, Object> members = new HashMap<>();
      node.properties().forEach(m -> members.put(m.getKey(), canonical(m.getValue())));
      return members;
    }
    return node.asText();
  }

  private static long micros(Duration duration) {
    return duration.getSeconds() * 1_000_000 + duration.getNano() / 1_000;
  }

  private static BigDecimal number(String text) {
    BigDecimal number = new BigDecimal(text);
    return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }
}
