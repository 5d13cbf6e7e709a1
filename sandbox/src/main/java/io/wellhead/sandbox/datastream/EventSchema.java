// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;

/**
 * Makes the schema of an Avro file: a record named after the table, its columns in {@code payload}.
 * Names are made legal for Avro, so JSON alone keeps a column that is called {@code 0-col}.
 */
final class EventSchema {
  /**
   * Named types may be defined once in a schema; a second column of the type refers to the first.
   */
  private final Map<String, Schema> named = new HashMap<>();

  private EventSchema() {}

  /** The schema of a file. */
  static Schema of(Origin origin, RowSchema row) {
    List<Schema.Field> fields = new ArrayList<>();
    fields.add(field("uuid", text()));
    fields.add(field("read_timestamp", logical(Schema.Type.LONG, "timestamp-millis")));
    fields.add(field("source_timestamp", logical(Schema.Type.LONG, "timestamp-millis")));
    fields.add(field("object", text()));
    fields.add(field("read_method", text()));
    fields.add(field("stream_name", text()));
    fields.add(field("schema_key", text()));
    Schema key = Schema.createUnion(text(), Schema.create(Schema.Type.LONG));
    fields.add(field("sort_keys", Schema.createArray(key)));
    fields.add(field("source_metadata", metadata(origin.source())));
    fields.add(field("payload", new EventSchema().payload(row)));
    return record(legal(origin.object()), fields);
  }

  /** The name as Avro allows it. */
  static String legal(String name) {
    String legal = name.replaceAll("[^A-Za-z0-9_]", "_");
    return legal.isEmpty() || Character.isDigit(legal.charAt(0)) ? "_" + legal : legal;
  }

  private static Schema metadata(Source source) {
    List<Schema.Field> fields =
        MetadataField.of(source).stream()
            .map(field -> field(field.name(), metadata(field.type())))
            .toList();
    return record("source_metadata", fields);
  }

  private static Schema metadata(MetadataField.Type type) {
    return switch (type) {
      case TEXT -> text();
      case OPTIONAL_TEXT -> orNull(text());
      case OPTIONAL_LONG -> orNull(Schema.create(Schema.Type.LONG));
      case OPTIONAL_FLAG -> orNull(Schema.create(Schema.Type.BOOLEAN));
      case TEXTS -> Schema.createArray(text());
      case OPTIONAL_TEXTS -> orNull(Schema.createArray(text()));
      case OPTIONAL_NUMBERS -> orNull(Schema.createArray(Schema.create(Schema.Type.INT)));
    };
  }

  private Schema payload(RowSchema row) {
    List<Schema.Field> fields = new ArrayList<>();
    for (Column column : row.columns()) {
      Schema value = value(legal(column.name()), column.type());
      Schema schema = value.getType() == Schema.Type.NULL ? value : orNull(value);
      fields.add(new Schema.Field(legal(column.name()), schema, null, JsonProperties.NULL_VALUE));
    }
    return record("payload", fields);
  }

  private Schema value(String column, ColumnType type) {
    return switch (type.kind()) {
      case BOOLEAN -> Schema.create(Schema.Type.BOOLEAN);
      case INTEGER -> Schema.create(Schema.Type.INT);
      case LONG -> Schema.create(Schema.Type.LONG);
      case FLOAT -> Schema.create(Schema.Type.FLOAT);
      case DOUBLE -> Schema.create(Schema.Type.DOUBLE);
      case DECIMAL -> decimal(type);
      case NUMBER -> logical(Schema.Type.STRING, "number");
      case STRING -> text();
      case VARCHAR -> varchar(type);
      case BYTES -> Schema.create(Schema.Type.BYTES);
      case JSON -> logical(Schema.Type.STRING, "json");
      case DATE -> logical(Schema.Type.INT, "date");
      case TIME -> logical(Schema.Type.LONG, "time-micros");
      case TIME_WITH_TIME_ZONE ->
          parts(
              "timeTz",
              field("time", logical(Schema.Type.LONG, "time-micros")),
              field("offset", logical(Schema.Type.INT, "time-millis")));
      case TIME_INTERVAL -> logical(Schema.Type.LONG, "time-interval-micros");
      case TIMESTAMP -> logical(Schema.Type.LONG, "timestamp-micros");
      case TIMESTAMP_WITH_TIME_ZONE ->
          parts(
              "timestampTz",
              field("timestamp", logical(Schema.Type.LONG, "timestamp-micros")),
              field("offset", logical(Schema.Type.INT, "time-millis")));
      case DATETIME ->
          parts(
              "datetime",
              field("date", logical(Schema.Type.INT, "date")),
              field("time", logical(Schema.Type.LONG, "time-micros")));
      case INTERVAL ->
          parts(
              "interval",
              field("months", Schema.create(Schema.Type.INT)),
              field("hours", Schema.create(Schema.Type.INT)),
              field("micros", Schema.create(Schema.Type.LONG)));
      case GEOMETRY ->
          parts(
              "geometry",
              field("value", Schema.create(Schema.Type.BYTES)),
              field("srid", Schema.create(Schema.Type.INT)),
              field("type", text()));
      case ARRAY -> array(column, requireNonNull(type.element(), "element"));
      case UNSUPPORTED -> logical(Schema.Type.NULL, "unsupported");
    };
  }

  private Schema array(String column, ColumnType element) {
    Schema array = Schema.createRecord("multidimensionalArray_" + column, null, null, false);
    array.setFields(
        List.of(
            nullable("nestedArray", Schema.createArray(array)),
            nullable("elementValue", value(column, element))));
    return array;
  }

  private Schema parts(String name, Schema.Field... fields) {
    return named.computeIfAbsent(name, of -> record(of, List.of(fields)));
  }

  private static Schema decimal(ColumnType type) {
    Schema schema = logical(Schema.Type.BYTES, "decimal");
    schema.addProp("precision", type.precision());
    schema.addProp("scale", type.scale());
    return schema;
  }

  private static Schema varchar(ColumnType type) {
    Schema schema = logical(Schema.Type.STRING, "varchar");
    schema.addProp("length", type.precision());
    return schema;
  }

  private static Schema logical(Schema.Type type, String name) {
    Schema schema = Schema.create(type);
    schema.addProp("logicalType", name);
    return schema;
  }

  private static Schema text() {
    return Schema.create(Schema.Type.STRING);
  }

  private static Schema orNull(Schema schema) {
    return Schema.createUnion(Schema.create(Schema.Type.NULL), schema);
  }

  private static Schema.Field nullable(String name, Schema schema) {
    return new Schema.Field(name, orNull(schema), null, JsonProperties.NULL_VALUE);
  }

  private static Schema.Field field(String name, Schema schema) {
    return new Schema.Field(name, schema);
  }

  private static Schema record(String name, List<Schema.Field> fields) {
    return Schema.createRecord(name, null, null, false, fields);
  }
}
