// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.history;

import io.wellhead.sandbox.datastream.Column;
import io.wellhead.sandbox.datastream.ColumnType;
import io.wellhead.sandbox.datastream.ColumnType.Kind;
import io.wellhead.sandbox.datastream.Row;
import io.wellhead.sandbox.datastream.RowSchema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table as it is in the source at a moment; the first columns are its key. */
final class TableState {
  private final String object;
  private final int keys;
  private final Map<List<Object>, List<@Nullable Object>> rows = new LinkedHashMap<>();
  private List<Column> columns;
  private RowSchema schema;

  TableState(String object, int keys, List<Column> columns) {
    this.object = object;
    this.keys = keys;
    this.columns = List.copyOf(columns);
    this.schema = RowSchema.of(object, columns);
  }

  List<Column> columns() {
    return columns;
  }

  List<Column> keyColumns() {
    return columns.subList(0, keys);
  }

  RowSchema schema() {
    return schema;
  }

  boolean has(List<Object> key) {
    return rows.containsKey(key);
  }

  /** The keys of all rows, oldest first. */
  List<List<Object>> keys() {
    return List.copyOf(rows.keySet());
  }

  /** The row of a key, null if there is none. */
  @Nullable Row row(List<Object> key) {
    List<@Nullable Object> values = rows.get(key);
    return values == null ? null : new Row(schema, values);
  }

  /** Puts a row in the place of the one with its key. */
  void put(List<@Nullable Object> values) {
    rows.put(keyOf(values), new ArrayList<>(values));
  }

  /** Takes a row away. */
  void remove(List<Object> key) {
    rows.remove(key);
  }

  List<Object> keyOf(List<@Nullable Object> values) {
    return List.copyOf(values.subList(0, keys));
  }

  void addColumn(Column column) {
    List<Column> more = new ArrayList<>(columns);
    more.add(column);
    change(more);
    rows.values().forEach(values -> values.add(null));
  }

  void dropColumn(int index) {
    List<Column> fewer = new ArrayList<>(columns);
    fewer.remove(index);
    change(fewer);
    rows.values().forEach(values -> values.remove(index));
  }

  /** Changes the type of a column of numbers; the values of its rows stay equal. */
  void widenColumn(int index, ColumnType type) {
    List<Column> wider = new ArrayList<>(columns);
    wider.set(index, new Column(columns.get(index).name(), type));
    change(wider);
    for (List<@Nullable Object> values : rows.values()) {
      if (values.get(index) instanceof Number number) {
        values.set(index, widened(number, type));
      }
    }
  }

  private void change(List<Column> changed) {
    columns = List.copyOf(changed);
    schema = RowSchema.of(object, columns);
  }

  private static Object widened(Number value, ColumnType type) {
    return switch (type.kind()) {
      case LONG -> value.longValue();
      case DECIMAL -> new BigDecimal(value.toString());
      default -> new BigDecimal(value.toString()).toPlainString();
    };
  }

  /** The rows by their keys. */
  Map<List<Object>, Row> copy() {
    Map<List<Object>, Row> copy = new LinkedHashMap<>();
    rows.forEach((key, values) -> copy.put(key, new Row(schema, values)));
    return Collections.unmodifiableMap(copy);
  }

  /** The places of columns of whole and decimal numbers that are not of the key. */
  List<Integer> numbers() {
    List<Integer> found = new ArrayList<>();
    for (int i = keys; i < columns.size(); i++) {
      Kind kind = columns.get(i).type().kind();
      if (kind == Kind.INTEGER || kind == Kind.LONG || kind == Kind.DECIMAL) {
        found.add(i);
      }
    }
    return found;
  }
}
