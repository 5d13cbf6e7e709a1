// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.postgres;

import static java.util.Objects.requireNonNull;

import io.wellhead.sandbox.datastream.Column;
import io.wellhead.sandbox.datastream.ColumnType;
import io.wellhead.sandbox.datastream.ZonedTime;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** Columns and values as Debezium decodes them from the log. */
final class DecodedValues {
  /**
   * Stands in the place of a large value that an update left as it was: the log does not have it.
   */
  static final String UNAVAILABLE = "__debezium_unavailable_value";

  /** The infinities do not fit into days; this is left of them. No date of PostgreSQL is near. */
  private static final int INFINITE_DAYS = -2_147_472_692;

  private static final int MINUS_INFINITE_DAYS = -2_147_472_691;
  private static final String SOURCE_TYPE = "__debezium.source.column.type";

  private DecodedValues() {}

  static Column column(Field field) {
    Schema schema = field.schema();
    String type = schema.parameters() == null ? null : schema.parameters().get(SOURCE_TYPE);
    boolean isEnum = isEnum(schema);
    return new Column(field.name(), PostgresTypes.of(type == null ? "" : type, isEnum));
  }

  private static boolean isEnum(Schema schema) {
    Schema of = schema.type() == Schema.Type.ARRAY ? schema.valueSchema() : schema;
    return "io.debezium.data.Enum".equals(of.name());
  }

  /** The value of a column; null too for one that is unavailable. */
  static @Nullable Object value(@Nullable Object value, Schema schema, ColumnType type) {
    if (value == null || isUnavailable(value)) {
      return null;
    }
    return switch (type.kind()) {
      case INTEGER -> ((Number) value).intValue();
      case LONG -> ((Number) value).longValue();
      case NUMBER -> number(value.toString());
      case STRING, JSON -> value.toString();
      case BYTES -> bytes(value);
      case DATE -> date(((Number) value).intValue());
      case TIME -> Duration.ofNanos(nanos(((Number) value).longValue(), schema));
      case TIME_WITH_TIME_ZONE -> zonedTime(value.toString());
      case TIMESTAMP -> instant(((Number) value).longValue(), schema);
      case TIMESTAMP_WITH_TIME_ZONE -> zonedTimestamp(value.toString());
      case INTERVAL -> PostgresText.interval(value.toString());
      case ARRAY -> array((List<?>) value, schema, requireNonNull(type.element(), "element"));
      case UNSUPPORTED -> null;
      default -> value;
    };
  }

  private static List<@Nullable Object> array(List<?> items, Schema schema, ColumnType element) {
    List<@Nullable Object> values = new ArrayList<>(items.size());
    for (Object item : items) {
      values.add(
          item instanceof List<?> inner
              ? array(inner, schema.valueSchema(), element)
              : value(item, schema.valueSchema(), element));
    }
    return values;
  }

  private static boolean isUnavailable(Object value) {
    if (value instanceof String text) {
      return text.equals(UNAVAILABLE);
    }
    if (value instanceof List<?> items) {
      return items.size() == 1 && items.get(0) != null && isUnavailable(items.get(0));
    }
    return value instanceof ByteBuffer bytes
        && bytes.equals(ByteBuffer.wrap(UNAVAILABLE.getBytes(StandardCharsets.UTF_8)));
  }

  private static LocalDate date(int days) {
    return switch (days) {
      case INFINITE_DAYS -> PostgresText.date("infinity");
      case MINUS_INFINITE_DAYS -> PostgresText.date("-infinity");
      default -> LocalDate.ofEpochDay(days);
    };
  }

  /** As PostgreSQL itself spells what is no number. */
  private static String number(String text) {
    return switch (text) {
      case "NAN" -> "NaN";
      case "POSITIVE_INFINITY" -> "Infinity";
      case "NEGATIVE_INFINITY" -> "-Infinity";
      default -> text;
    };
  }

  private static ByteBuffer bytes(Object value) {
    return value instanceof byte[] array
        ? ByteBuffer.wrap(array)
        : ((ByteBuffer) value).duplicate();
  }

  private static long nanos(long time, Schema schema) {
    return Math.multiplyExact(time, nanosPerUnit(schema));
  }

  private static Instant instant(long time, Schema schema) {
    long micros = time;
    if (time != PostgresText.INFINITY_MICROS && time != PostgresText.MINUS_INFINITY_MICROS) {
      long unit = nanosPerUnit(schema);
      micros = unit < 1000 ? time / (1000 / unit) : Math.multiplyExact(time, unit / 1000);
    }
    return PostgresText.ofMicros(micros);
  }

  /** The unit follows the column's precision: milliseconds up to three digits. */
  private static long nanosPerUnit(Schema schema) {
    String name = requireNonNull(schema.name(), "name of a type of times");
    if (name.endsWith("MicroTime") || name.endsWith("MicroTimestamp")) {
      return 1000;
    }
    return name.endsWith("NanoTime") || name.endsWith("NanoTimestamp") ? 1 : 1_000_000;
  }

  private static ZonedTime zonedTime(String text) {
    OffsetTime time = OffsetTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
    return new ZonedTime(Duration.ofNanos(time.toLocalTime().toNanoOfDay()), ZoneOffset.UTC);
  }

  private static OffsetDateTime zonedTimestamp(String text) {
    boolean infinite = text.endsWith("infinity");
    return infinite
        ? PostgresText.instant(text).atOffset(ZoneOffset.UTC)
        : OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
  }
}
