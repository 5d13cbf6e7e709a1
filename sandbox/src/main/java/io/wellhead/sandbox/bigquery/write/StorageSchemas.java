// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.write;

import com.google.cloud.bigquery.storage.v1.TableFieldSchema;
import com.google.cloud.bigquery.storage.v1.TableSchema;
import io.wellhead.sandbox.bigquery.store.Field;
import io.wellhead.sandbox.bigquery.store.FieldType;

/** Table schemas in the form of the Storage Write API. */
final class StorageSchemas {
  private StorageSchemas() {}

  static TableSchema of(io.wellhead.sandbox.bigquery.store.TableSchema schema) {
    TableSchema.Builder storage = TableSchema.newBuilder();
    schema.fields().forEach(f -> storage.addFields(field(f)));
    return storage.build();
  }

  private static TableFieldSchema field(Field field) {
    TableFieldSchema.Builder storage =
        TableFieldSchema.newBuilder()
            .setName(field.name())
            .setType(type(field.type()))
            .setMode(TableFieldSchema.Mode.valueOf(field.mode().name()))
            .setMaxLength(field.maxLength())
            .setPrecision(field.precision())
            .setScale(field.scale());
    if (field.defaultSql() != null) {
      storage.setDefaultValueExpression(field.defaultSql());
    }
    if (field.type() == FieldType.RANGE) {
      TableFieldSchema.Type element = type(field.fields().get(0).type());
      storage.setRangeElementType(TableFieldSchema.FieldElementType.newBuilder().setType(element));
    } else {
      field.fields().forEach(f -> storage.addFields(field(f)));
    }
    return storage.build();
  }

  private static TableFieldSchema.Type type(FieldType type) {
    return switch (type) {
      case STRING -> TableFieldSchema.Type.STRING;
      case BYTES -> TableFieldSchema.Type.BYTES;
      case INTEGER -> TableFieldSchema.Type.INT64;
      case FLOAT -> TableFieldSchema.Type.DOUBLE;
      case BOOLEAN -> TableFieldSchema.Type.BOOL;
      case TIMESTAMP -> TableFieldSchema.Type.TIMESTAMP;
      case DATE -> TableFieldSchema.Type.DATE;
      case TIME -> TableFieldSchema.Type.TIME;
      case DATETIME -> TableFieldSchema.Type.DATETIME;
      case NUMERIC -> TableFieldSchema.Type.NUMERIC;
      case BIGNUMERIC -> TableFieldSchema.Type.BIGNUMERIC;
      case GEOGRAPHY -> TableFieldSchema.Type.GEOGRAPHY;
      case JSON -> TableFieldSchema.Type.JSON;
      case INTERVAL -> TableFieldSchema.Type.INTERVAL;
      case RANGE -> TableFieldSchema.Type.RANGE;
      case RECORD -> TableFieldSchema.Type.STRUCT;
    };
  }
}
