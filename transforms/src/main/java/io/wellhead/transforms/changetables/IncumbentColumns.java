// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changeevents.SourceKind;
import io.wellhead.transforms.warehouse.Column;
import io.wellhead.transforms.warehouse.ColumnType;
import io.wellhead.transforms.warehouse.RowWriter;
import io.wellhead.transforms.warehouse.TableDefinition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The columns that Google's Datastream-to-BigQuery template writes by default and we do not: those
 * of the row's own kind of source only, and times with their microseconds.
 */
final class IncumbentColumns {
  private static final String DESCRIPTION = "As Google's Datastream-to-BigQuery template has it.";

  private final List<Value> values;

  private record Value(
      String name, ColumnType type, BiFunction<ChangeEvent, Instant, @Nullable Object> of) {
    Column column() {
      return new Column(MetadataColumn.PREFIX + name, type, false, DESCRIPTION);
    }
  }

  private IncumbentColumns(List<Value> values) {
    this.values = List.copyOf(values);
  }

  static IncumbentColumns of(SourceKind kind) {
    List<Value> values = new ArrayList<>();
    values.add(new Value("timestamp", ColumnType.TIMESTAMP, (event, now) -> event.sourceTime()));
    values.add(new Value("dataflow_timestamp", ColumnType.TIMESTAMP, (event, now) -> now));
    values.add(
        new Value(
            "source_type",
            ColumnType.STRING,
            (event, now) -> event.source().kind().name().toLowerCase(Locale.ROOT)));
    values.add(new Value("database", ColumnType.STRING, (event, now) -> event.source().database()));
    switch (kind) {
      case MYSQL -> {
        values.add(field("log_file", ColumnType.STRING));
        values.add(field("log_position", ColumnType.INT64));
      }
      case POSTGRESQL, SQLSERVER -> values.add(field("lsn", ColumnType.STRING));
      case ORACLE -> {
        values.add(field("scn", ColumnType.INT64));
        values.add(field("ssn", ColumnType.INT64));
        values.add(field("rs_id", ColumnType.STRING));
        values.add(field("row_id", ColumnType.STRING));
      }
      case MONGODB -> {
        values.add(sortKey("timestamp_seconds", 0));
        values.add(sortKey("timestamp_nanos", 1));
      }
      case SALESFORCE, SPANNER, UNKNOWN -> {}
    }
    return new IncumbentColumns(values);
  }

  private static Value field(String name, ColumnType type) {
    return new Value(
        name,
        type,
        (event, now) -> {
          Object value = event.source().fields().get(name);
          boolean fits = type == ColumnType.INT64 ? value instanceof Long : value instanceof String;
          return fits ? value : null;
        });
  }

  private static Value sortKey(String name, int place) {
    return new Value(
        name,
        ColumnType.INT64,
        (event, now) ->
            event.sortKeys().size() > place && event.sortKeys().get(place) instanceof Long number
                ? number
                : null);
  }

  List<Column> columns() {
    return values.stream().map(Value::column).toList();
  }

  /** Those that a table has with the types that they have here; a table that exists may differ. */
  IncumbentColumns in(TableDefinition table) {
    return new IncumbentColumns(
        values.stream()
            .filter(
                value ->
                    table
                        .column(value.column().name())
                        .filter(column -> column.type() == value.type())
                        .isPresent())
            .toList());
  }

  /** Sets them all, apart from one that is of the key. */
  void write(ChangeEvent event, Instant now, RowWriter row) {
    for (Value value : values) {
      String name = MetadataColumn.PREFIX + value.name();
      if (!row.table().primaryKey().contains(name)) {
        row.set(name, value.of().apply(event, now));
      }
    }
  }
}
