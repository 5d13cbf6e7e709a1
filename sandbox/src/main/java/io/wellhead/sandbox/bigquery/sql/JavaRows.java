// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.sql;

import io.wellhead.sandbox.bigquery.store.Field;
import io.wellhead.sandbox.bigquery.store.FieldType;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.duckdb.JsonNode;
import org.jspecify.annotations.Nullable;

/** Results as plain Java values, for code in the sandbox's own JVM. */
final class JavaRows {
  private JavaRows() {}

  static List<Map<String, @Nullable Object>> read(ResultSet result, List<Field> fields)
      throws SQLException {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    while (result.next()) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      for (int i = 0; i < fields.size(); i++) {
        row.put(fields.get(i).name(), plain(value(result, i, fields.get(i))));
      }
      rows.add(row);
    }
    return rows;
  }

  /**
   * A column's value; DATETIME not as java.sql.Timestamp, which would pass through the JVM's time
   * zone.
   */
  static @Nullable Object value(ResultSet result, int index, Field field) throws SQLException {
    boolean dateTime = field.type() == FieldType.DATETIME && !field.repeated();
    return dateTime
        ? result.getObject(index + 1, LocalDateTime.class)
        : result.getObject(index + 1);
  }

  private static @Nullable Object plain(@Nullable Object value) throws SQLException {
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    if (value instanceof BigInteger whole) {
      return whole.bitLength() < Long.SIZE ? (Object) whole.longValue() : whole;
    }
    if (value instanceof Float number) {
      return number.doubleValue();
    }
    if (value instanceof OffsetDateTime timestamp) {
      return timestamp.toInstant();
    }
    if (value instanceof Timestamp dateTime) {
      return dateTime.toLocalDateTime();
    }
    if (value instanceof JsonNode json) {
      return json.toString();
    }
    if (value instanceof Blob blob) {
      return blob.getBytes(1, (int) blob.length());
    }
    if (value instanceof DuckDBStruct struct) {
      return record(struct.getMap());
    }
    if (value instanceof Array array) {
      List<@Nullable Object> list = new ArrayList<>();
      for (Object element : (Object[]) array.getArray()) {
        list.add(plain(element));
      }
      return list;
    }
    return value;
  }

  private static Map<String, @Nullable Object> record(Map<String, Object> fields)
      throws SQLException {
    Map<String, @Nullable Object> record = new LinkedHashMap<>();
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      record.put(field.getKey(), plain(field.getValue()));
    }
    return record;
  }
}
