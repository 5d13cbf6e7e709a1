// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/** An event as Avro's writer takes it. */
final class AvroEvent {
  private AvroEvent() {}

  static GenericRecord of(Event event, Schema schema) {
    GenericRecord written = new GenericData.Record(schema);
    written.put("uuid", event.uuid());
    written.put("read_timestamp", event.times().read().toEpochMilli());
    written.put("source_timestamp", event.times().source().toEpochMilli());
    written.put("object", event.origin().object());
    written.put("read_method", event.readMethod());
    written.put("stream_name", event.origin().stream());
    written.put("schema_key", event.row().schema().key());
    written.put("sort_keys", event.sortKeys());
    written.put("source_metadata", metadata(event, schema.getField("source_metadata").schema()));
    written.put("payload", payload(event.row(), schema.getField("payload").schema()));
    return written;
  }

  private static GenericRecord metadata(Event event, Schema schema) {
    GenericRecord written = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      written.put(field.pos(), event.metadata().get(field.name()));
    }
    return written;
  }

  private static GenericRecord payload(Row row, Schema schema) {
    GenericRecord written = new GenericData.Record(schema);
    List<Column> columns = row.schema().columns();
    for (int i = 0; i < columns.size(); i++) {
      Schema field = schema.getFields().get(i).schema();
      try {
        written.put(i, value(row.values().get(i), columns.get(i).type(), present(field)));
      } catch (ClassCastException | ArithmeticException e) {
        throw new IllegalArgumentException(
            "column " + columns.get(i) + " has no value " + row.values().get(i), e);
      }
    }
    return written;
  }

  private static @Nullable Object value(@Nullable Object value, ColumnType type, Schema schema) {
    if (value == null) {
      return null;
    }
    return switch (type.kind()) {
      case BOOLEAN -> (Boolean) value;
      case INTEGER -> (Integer) value;
      case LONG -> (Long) value;
      case FLOAT -> (Float) value;
      case DOUBLE -> (Double) value;
      case DECIMAL ->
          ByteBuffer.wrap(
              ((BigDecimal) value).setScale(type.scale()).unscaledValue().toByteArray());
      case NUMBER, STRING, VARCHAR, JSON -> (String) value;
      case BYTES -> ((ByteBuffer) value).duplicate();
      case DATE -> Math.toIntExact(((LocalDate) value).toEpochDay());
      case TIME, TIME_INTERVAL -> Micros.of((Duration) value);
      case TIMESTAMP -> Micros.of((Instant) value);
      case TIME_WITH_TIME_ZONE -> {
        ZonedTime time = (ZonedTime) value;
        yield parts(schema, Micros.of(time.time()), Micros.millis(time.offset()));
      }
      case TIMESTAMP_WITH_TIME_ZONE -> {
        OffsetDateTime time = (OffsetDateTime) value;
        yield parts(schema, Micros.of(time.toInstant()), Micros.millis(time.getOffset()));
      }
      case DATETIME -> {
        LocalDateTime time = (LocalDateTime) value;
        yield parts(
            schema,
            Math.toIntExact(time.toLocalDate().toEpochDay()),
            Micros.of(Duration.ofNanos(time.toLocalTime().toNanoOfDay())));
      }
      case INTERVAL -> {
        CalendarInterval interval = (CalendarInterval) value;
        yield parts(schema, interval.months(), interval.hours(), interval.micros());
      }
      case GEOMETRY -> {
        Geometry geometry = (Geometry) value;
        yield parts(schema, geometry.wkb().duplicate(), geometry.srid(), geometry.type());
      }
      case ARRAY -> array((List<?>) value, requireNonNull(type.element(), "element"), schema);
      case UNSUPPORTED -> throw new IllegalArgumentException(value + " has no type");
    };
  }

  /** A record of such records; the innermost hold an element each, or null for a null element. */
  private static GenericRecord array(List<?> items, ColumnType element, Schema schema) {
    Schema value = present(schema.getField("elementValue").schema());
    List<GenericRecord> nested =
        items.stream()
            .map(
                item ->
                    item instanceof List<?> inner
                        ? array(inner, element, schema)
                        : parts(schema, null, value(item, element, value)))
            .toList();
    return parts(schema, nested, null);
  }

  private static GenericRecord parts(Schema schema, @Nullable Object... values) {
    GenericRecord written = new GenericData.Record(schema);
    for (int i = 0; i < values.length; i++) {
      written.put(i, values[i]);
    }
    return written;
  }

  /** The branch of a union that is not null. */
  private static Schema present(Schema schema) {
    return schema.getType() == Schema.Type.UNION ? schema.getTypes().get(1) : schema;
  }
}
