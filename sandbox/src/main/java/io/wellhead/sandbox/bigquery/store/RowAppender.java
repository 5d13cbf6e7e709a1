// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.store;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/**
 * Puts decoded values into a DuckDB appender. A value is what {@link RowBatch} describes, or was
 * when the row was decoded: records shorter than their schema (a column was added since) end in
 * nulls, and numbers become what their column's type is by now.
 */
final class RowAppender {
  private final DuckDBAppender appender;
  private final List<Field> fields;

  RowAppender(DuckDBAppender appender, List<Field> fields) {
    this.appender = appender;
    this.fields = fields;
  }

  /** Appends the columns of one row; the caller begins and ends the row. */
  void columns(@Nullable Object[] row) throws SQLException {
    for (int i = 0; i < fields.size(); i++) {
      value(fields.get(i), i < row.length ? row[i] : null);
    }
  }

  private void value(Field field, @Nullable Object value) throws SQLException {
    if (value == null) {
      appender.appendNull();
    } else if (field.repeated()) {
      List<?> elements = (List<?>) value;
      appender.append(containsRecords(field) ? recordList(field, elements) : elements);
    } else if (value instanceof Object[] record) {
      appender.beginStruct();
      List<Field> inner = field.fields();
      for (int i = 0; i < inner.size(); i++) {
        value(inner.get(i), i < record.length ? record[i] : null);
      }
      appender.endStruct();
    } else {
      scalar(field, value);
    }
  }

  private void scalar(Field field, Object value) throws SQLException {
    switch (field.type()) {
      case INTEGER -> appender.append(((Long) value).longValue());
      case FLOAT -> appender.append(number(value));
      case BOOLEAN -> appender.append(((Boolean) value).booleanValue());
      case TIMESTAMP -> appender.append((OffsetDateTime) value);
      case DATE -> appender.append((LocalDate) value);
      case TIME -> appender.append((LocalTime) value);
      case DATETIME -> appender.append((LocalDateTime) value);
      case BYTES -> appender.append((byte[]) value);
      case NUMERIC, BIGNUMERIC -> {
        if (field.storedAsDecimal()) {
          appender.append(decimal(value).setScale(field.storedScale()));
        } else {
          appender.append(value instanceof String text ? text : Decimals.text(decimal(value)));
        }
      }
      case STRING, GEOGRAPHY, JSON, INTERVAL -> appender.append((String) value);
      case RANGE, RECORD ->
          throw new IllegalStateException("a record is an array: " + field.name());
    }
  }

  private static double number(Object value) {
    return value instanceof String text ? Double.parseDouble(text) : ((Number) value).doubleValue();
  }

  private static BigDecimal decimal(Object value) {
    return value instanceof BigDecimal decimal ? decimal : BigDecimal.valueOf((Long) value);
  }

  private static boolean containsRecords(Field field) {
    return field.type() == FieldType.RECORD || field.type() == FieldType.RANGE;
  }

  /** Inside of a list the appender takes records as maps with every field in order. */
  private static List<@Nullable Object> recordList(Field field, List<?> elements) {
    List<@Nullable Object> maps = new ArrayList<>(elements.size());
    for (Object element : elements) {
      maps.add(recordMap(field, (Object[]) element));
    }
    return maps;
  }

  private static Map<String, @Nullable Object> recordMap(Field field, @Nullable Object[] record) {
    List<Field> inner = field.fields();
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < inner.size(); i++) {
      Field f = inner.get(i);
      Object value = i < record.length ? record[i] : null;
      if (value != null && containsRecords(f)) {
        value = f.repeated() ? recordList(f, (List<?>) value) : recordMap(f, (Object[]) value);
      }
      map.put(f.name(), value);
    }
    return map;
  }
}
