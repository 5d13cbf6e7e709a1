// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import static java.util.Objects.requireNonNullElse;

import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Tells the unified type of a column from the writer's schema: by the logical type's name, then by
 * the record's, then by the physical type. Logical types are read from the properties, since Avro's
 * library drops those that it does not know, and old files have them beside the type.
 */
final class AvroColumns {
  private static final Map<String, UnifiedType> LOGICAL =
      Map.ofEntries(
          Map.entry("decimal", UnifiedType.DECIMAL),
          Map.entry("number", UnifiedType.NUMBER),
          Map.entry("varchar", UnifiedType.VARCHAR),
          Map.entry("json", UnifiedType.JSON),
          Map.entry("date", UnifiedType.DATE),
          Map.entry("time-micros", UnifiedType.TIME),
          Map.entry("time-millis", UnifiedType.TIME),
          Map.entry("time-interval-micros", UnifiedType.TIME_INTERVAL),
          Map.entry("timestamp-micros", UnifiedType.TIMESTAMP),
          Map.entry("timestamp-millis", UnifiedType.TIMESTAMP),
          Map.entry("unsupported", UnifiedType.UNSUPPORTED));

  private static final Map<String, UnifiedType> RECORDS =
      Map.of(
          "varchar", UnifiedType.VARCHAR,
          "timetz", UnifiedType.TIME_WITH_TIME_ZONE,
          "timestamptz", UnifiedType.TIMESTAMP_WITH_TIME_ZONE,
          "datetime", UnifiedType.DATETIME,
          "interval", UnifiedType.INTERVAL,
          "geometry", UnifiedType.GEOMETRY);

  private static final String ARRAY_PREFIX = "multidimensionalarray";

  private AvroColumns() {}

  static PayloadColumn of(Schema.Field field) {
    Schema value = valueOf(field.schema());
    return of(field.name(), value, logicalType(field, value), field);
  }

  private static PayloadColumn of(
      String name, Schema value, @Nullable String logical, JsonProperties outer) {
    UnifiedType type = type(value, logical);
    return switch (type) {
      case DECIMAL ->
          new PayloadColumn(
              name, type, number(value, outer, "precision"), number(value, outer, "scale"), null);
      case VARCHAR -> new PayloadColumn(name, type, number(value, outer, "length"), 0, null);
      case ARRAY -> {
        Schema element = valueOf(value.getField("elementValue").schema());
        yield new PayloadColumn(
            name,
            type,
            0,
            0,
            of(name, element, logicalType(value.getField("elementValue"), element), element));
      }
      default -> PayloadColumn.of(name, type);
    };
  }

  private static UnifiedType type(Schema value, @Nullable String logical) {
    UnifiedType named = logical == null ? null : LOGICAL.get(logical);
    if (named != null && value.getType() != Schema.Type.RECORD) {
      return named;
    }
    return switch (value.getType()) {
      case BOOLEAN -> UnifiedType.BOOLEAN;
      case INT -> UnifiedType.INTEGER;
      case LONG -> UnifiedType.LONG;
      case FLOAT -> UnifiedType.FLOAT;
      case DOUBLE -> UnifiedType.DOUBLE;
      case STRING, ENUM -> UnifiedType.STRING;
      case BYTES, FIXED -> UnifiedType.BYTES;
      case NULL -> UnifiedType.UNSUPPORTED;
      case RECORD -> record(value);
      case ARRAY, MAP, UNION -> UnifiedType.JSON;
    };
  }

  private static UnifiedType record(Schema value) {
    String name = value.getName().toLowerCase(Locale.ROOT);
    if (name.startsWith(ARRAY_PREFIX)
        && value.getField("nestedArray") != null
        && value.getField("elementValue") != null) {
      return UnifiedType.ARRAY;
    }
    return requireNonNullElse(RECORDS.get(name), UnifiedType.JSON);
  }

  /** The branch of a union that is not null; the schema itself if it is none. */
  static Schema valueOf(Schema schema) {
    if (schema.getType() != Schema.Type.UNION) {
      return schema;
    }
    Schema found = null;
    for (Schema branch : schema.getTypes()) {
      if (branch.getType() != Schema.Type.NULL) {
        if (found != null) {
          return schema;
        }
        found = branch;
      }
    }
    return found == null ? schema.getTypes().get(0) : found;
  }

  private static @Nullable String logicalType(Schema.Field field, Schema value) {
    String of = value.getProp("logicalType");
    return of == null ? field.getProp("logicalType") : of;
  }

  private static int number(Schema value, JsonProperties outer, String name) {
    Object found = value.getObjectProp(name);
    if (found == null) {
      found = outer.getObjectProp(name);
    }
    return found instanceof Number number ? number.intValue() : 0;
  }
}
