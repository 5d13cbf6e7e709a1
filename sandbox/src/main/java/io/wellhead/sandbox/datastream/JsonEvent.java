// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event as a line of JSON. Numbers have all their digits; a column that is not a number in
 * JSON's sense, as NaN, stands bare, as it does in files that were seen.
 */
final class JsonEvent {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
          .build();

  private JsonEvent() {}

  /** The event's bytes in UTF-8, without the end of the line. */
  static byte[] of(Event event) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      write(event, json);
    }
    return bytes.toByteArray();
  }

  private static void write(Event event, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("uuid", event.uuid());
    json.writeStringField("read_timestamp", JsonTimes.of(event.times().read()));
    json.writeStringField("source_timestamp", JsonTimes.of(event.times().source()));
    json.writeStringField("object", event.origin().object());
    json.writeStringField("read_method", event.readMethod());
    json.writeStringField("stream_name", event.origin().stream());
    json.writeStringField("schema_key", event.row().schema().key());
    json.writeFieldName("sort_keys");
    plain(event.sortKeys(), json);
    json.writeObjectFieldStart("source_metadata");
    for (MetadataField field : MetadataField.of(event.origin().source())) {
      if (event.metadata().containsKey(field.name())) {
        json.writeFieldName(field.name());
        plain(event.metadata().get(field.name()), json);
      }
    }
    json.writeEndObject();
    json.writeFieldName("payload");
    payload(event, json);
    json.writeEndObject();
  }

  private static void payload(Event event, JsonGenerator json) throws IOException {
    boolean documents = event.origin().source() == Source.MONGODB;
    List<Column> columns = event.row().schema().columns();
    json.writeStartObject();
    for (int i = 0; i < columns.size(); i++) {
      Object value = event.row().values().get(i);
      ColumnType type = columns.get(i).type();
      json.writeFieldName(columns.get(i).name());
      // MongoDB's documents are text in both formats.
      boolean text = documents && type.kind() == ColumnType.Kind.JSON;
      try {
        value(value, text ? ColumnType.of(ColumnType.Kind.STRING) : type, json);
      } catch (ClassCastException | ArithmeticException e) {
        throw new IllegalArgumentException(
            "column " + columns.get(i) + " has no value " + value, e);
      }
    }
    json.writeEndObject();
  }

  private static void value(@Nullable Object value, ColumnType type, JsonGenerator json)
      throws IOException {
    if (value == null) {
      json.writeNull();
      return;
    }
    switch (type.kind()) {
      case BOOLEAN -> json.writeBoolean((Boolean) value);
      case INTEGER -> json.writeNumber((Integer) value);
      case LONG -> json.writeNumber((Long) value);
      case FLOAT -> json.writeNumber((Float) value);
      case DOUBLE -> json.writeNumber((Double) value);
      case DECIMAL -> json.writeNumber(((BigDecimal) value).setScale(type.scale()).toPlainString());
      case NUMBER, STRING, VARCHAR -> json.writeString((String) value);
      case BYTES -> json.writeString(base64((ByteBuffer) value));
      case JSON -> json.writeRawValue((String) value);
      case DATE -> json.writeString(JsonTimes.of((LocalDate) value));
      case TIME -> json.writeString(JsonTimes.of((Duration) value));
      case TIME_WITH_TIME_ZONE -> json.writeString(JsonTimes.of((ZonedTime) value));
      case TIME_INTERVAL -> json.writeNumber(Micros.of((Duration) value));
      case TIMESTAMP -> json.writeString(JsonTimes.of((Instant) value));
      case TIMESTAMP_WITH_TIME_ZONE -> json.writeString(JsonTimes.of((OffsetDateTime) value));
      case DATETIME -> json.writeString(JsonTimes.of((LocalDateTime) value));
      case INTERVAL -> json.writeString(JsonTimes.of((CalendarInterval) value));
      case GEOMETRY -> geometry((Geometry) value, json);
      case ARRAY -> array((List<?>) value, requireNonNull(type.element(), "element"), json);
      case UNSUPPORTED -> throw new IllegalArgumentException(value + " has no type");
    }
  }

  private static void array(List<?> items, ColumnType element, JsonGenerator json)
      throws IOException {
    json.writeStartArray();
    for (Object item : items) {
      if (item instanceof List<?> inner) {
        array(inner, element, json);
      } else {
        value(item, element, json);
      }
    }
    json.writeEndArray();
  }

  private static void geometry(Geometry geometry, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("value", base64(geometry.wkb()));
    json.writeNumberField("srid", geometry.srid());
    json.writeStringField("type", geometry.type());
    json.writeEndObject();
  }

  private static String base64(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return Base64.getEncoder().encodeToString(copy);
  }

  /** A value without a unified type: text, a number, a flag, or a list of them. */
  private static void plain(@Nullable Object value, JsonGenerator json) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof List<?> items) {
      json.writeStartArray();
      for (Object item : items) {
        plain(item, json);
      }
      json.writeEndArray();
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Number number) {
      json.writeNumber(number.longValue());
    } else {
      json.writeString((String) value);
    }
  }
}
