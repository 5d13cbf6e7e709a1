// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Makes readers of columns from a writer's schema. */
final class AvroValues {
  private AvroValues() {}

  /** Reads a column as values of its unified type. */
  static AvroValue of(Schema.Field field, PayloadColumn column) {
    return of(field.schema(), AvroColumns.valueOf(field.schema()), column);
  }

  private static AvroValue of(Schema schema, Schema value, PayloadColumn column) {
    AvroValue reader = ofValue(value, column);
    return value.getType() == Schema.Type.UNION ? reader : orNull(schema, reader);
  }

  /** Reads that value of a union with null; the value itself if the schema is no union. */
  static AvroValue orNull(Schema schema, AvroValue reader) {
    if (schema.getType() != Schema.Type.UNION) {
      return reader;
    }
    List<Schema> branches = schema.getTypes();
    boolean[] isNull = new boolean[branches.size()];
    for (int i = 0; i < isNull.length; i++) {
      isNull[i] = branches.get(i).getType() == Schema.Type.NULL;
    }
    return cursor ->
        isNull[cursor.readIndex("a union", isNull.length)] ? null : reader.read(cursor);
  }

  private static AvroValue ofValue(Schema value, PayloadColumn column) {
    return switch (column.type()) {
      case DECIMAL -> decimal(value, column.scale());
      case DATE -> {
        AvroValue number = number(value);
        yield cursor -> new UnifiedValue.Date(asLong(number.read(cursor)));
      }
      case TIME -> {
        AvroValue micros = micros(value, "time-millis");
        yield cursor -> new UnifiedValue.Time(asLong(micros.read(cursor)));
      }
      case TIME_INTERVAL -> {
        AvroValue number = number(value);
        yield cursor -> new UnifiedValue.TimeInterval(asLong(number.read(cursor)));
      }
      case TIMESTAMP -> {
        AvroValue micros = micros(value, "timestamp-millis");
        yield cursor -> new UnifiedValue.Timestamp(asLong(micros.read(cursor)));
      }
      case ARRAY -> array(value, requireNonNull(column.element(), "element"));
      case JSON ->
          value.getType() == Schema.Type.STRING
              ? cursor -> new JsonText(cursor.readString())
              : json(value);
      case VARCHAR -> value.getType() == Schema.Type.RECORD ? field(value, "value") : plain(value);
      case TIME_WITH_TIME_ZONE ->
          record(
              value,
              fields ->
                  new UnifiedValue.ZonedTime(
                      number(fields, "time"), (int) number(fields, "offset")));
      case TIMESTAMP_WITH_TIME_ZONE ->
          record(
              value,
              fields ->
                  new UnifiedValue.ZonedTimestamp(
                      number(fields, "timestamp"), (int) number(fields, "offset")));
      case DATETIME ->
          record(
              value,
              fields -> new UnifiedValue.DateTime(number(fields, "date"), number(fields, "time")));
      case INTERVAL ->
          record(
              value,
              fields ->
                  new UnifiedValue.Interval(
                      (int) number(fields, "months"),
                      (int) number(fields, "hours"),
                      number(fields, "micros")));
      case GEOMETRY ->
          record(
              value,
              fields ->
                  new UnifiedValue.Geometry(
                      fields.get("value") instanceof ByteBuffer wkb ? wkb : ByteBuffer.allocate(0),
                      (int) number(fields, "srid"),
                      fields.get("type") instanceof String type ? type : null));
      default -> plain(value);
    };
  }

  private static AvroValue decimal(Schema value, int scale) {
    if (value.getType() == Schema.Type.BYTES) {
      return cursor -> cursor.readDecimal(scale);
    }
    AvroValue bytes = plain(value);
    return cursor ->
        bytes.read(cursor) instanceof ByteBuffer unscaled && unscaled.hasRemaining()
            ? new BigDecimal(
                new BigInteger(
                    unscaled.array(),
                    unscaled.arrayOffset() + unscaled.position(),
                    unscaled.remaining()),
                scale)
            : null;
  }

  private static AvroValue number(Schema value) {
    return value.getType() == Schema.Type.INT
        ? cursor -> (long) cursor.readInt()
        : AvroCursor::readLong;
  }

  private static AvroValue micros(Schema value, String millisType) {
    AvroValue number = number(value);
    return millisType.equals(value.getProp("logicalType"))
        ? cursor -> asLong(number.read(cursor)) * 1000
        : number;
  }

  private static AvroValue array(Schema record, PayloadColumn element) {
    Schema of = record.getField("elementValue").schema();
    return new AvroArray(record, of(of, AvroColumns.valueOf(of), element));
  }

  private static AvroValue plain(Schema value) {
    return AvroPlain.of(value);
  }

  private static AvroValue json(Schema value) {
    AvroValue plain = plain(value);
    return cursor -> {
      Object read = plain.read(cursor);
      return read == null ? null : new JsonText(EventJson.text(read));
    };
  }

  /** A record's one member. */
  private static AvroValue field(Schema value, String name) {
    return record(value, fields -> fields.get(name));
  }

  private static AvroValue record(
      Schema value, Function<Map<String, @Nullable Object>, @Nullable Object> made) {
    AvroPlain.RecordReader reader = AvroPlain.ofRecord(value);
    return cursor -> made.apply(reader.read(cursor));
  }

  private static long number(Map<String, @Nullable Object> fields, String name) {
    return fields.get(name) instanceof Number number ? number.longValue() : 0;
  }

  private static long asLong(@Nullable Object number) {
    return (Long) requireNonNull(number, "number");
  }
}
