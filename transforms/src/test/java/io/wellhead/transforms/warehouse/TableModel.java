// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Tables in memory that apply upserts and deletes by key and sequence as BigQuery documents it: the
 * highest sequence of a key wins, the later one of two equal ones, and a deleted key is remembered.
 * Tables without key keep every row. Now and then it refuses a version of a table once, or is not
 * there, after it has taken only a part.
 */
public final class TableModel {
  private final Map<TableName, TableDefinition> tables = new HashMap<>();
  private final Map<TableName, Map<List<Object>, Stored>> rows = new HashMap<>();
  private final Map<TableName, List<Map<String, @Nullable Object>>> appended = new HashMap<>();
  private final Map<TableName, Direct> direct = new HashMap<>();
  private final SplittableRandom random;
  private final double faults;

  /** How rows come in that no fault holds up. */
  private record Direct(RowWriter writer, Sink<Void> sink) {}

  private record Stored(String sequence, boolean deleted, Map<String, @Nullable Object> values) {}

  /**
   * @param faults chance of a fault each time that rows are sent
   */
  public TableModel(long seed, double faults) {
    random = new SplittableRandom(seed);
    this.faults = faults;
  }

  /** Makes or widens a table as the table maker does. */
  public TableDefinition merge(TableDefinition wanted) {
    TableDefinition known = tables.get(wanted.tableName());
    if (known == null) {
      tables.put(wanted.tableName(), wanted);
      return wanted;
    }
    if (known.options().isOfAnotherSourceThan(wanted.options())) {
      return known;
    }
    Map<String, Column> columns = new LinkedHashMap<>();
    known.columns().forEach(column -> columns.put(lower(column.name()), column));
    for (Column column : wanted.columns()) {
      columns.merge(
          lower(column.name()),
          column,
          (old, more) ->
              old.type().isWidenedBy(more.type())
                  ? new Column(old.name(), more.type(), false, old.description())
                  : old);
    }
    TableDefinition merged = known.withColumns(new ArrayList<>(columns.values()));
    tables.put(wanted.tableName(), merged);
    return merged;
  }

  /** The table as it is. */
  public TableDefinition table(TableName name) {
    return java.util.Objects.requireNonNull(tables.get(name), "made");
  }

  /** Takes rows of that version of a table. */
  public <C> RowSink<C> stream(TableDefinition table, RowSink.Outcome<C> outcome) {
    return new Sink<>(table, outcome);
  }

  /** Appends a row to a table without key. */
  public <T> void append(TableDefinition table, RowFormat<T> format, T element) {
    Direct to = direct(table);
    to.writer.start();
    format.write(element, to.writer);
    appended
        .computeIfAbsent(table.tableName(), name -> new ArrayList<>())
        .add(to.sink.values(to.sink.message(to.writer.finish())));
  }

  /** Applies a row to a table with a key. */
  public <T> void upsert(TableDefinition table, RowFormat<T> format, RowChange change, T element) {
    Direct to = direct(table);
    to.writer.start();
    format.write(element, to.writer);
    to.sink.apply(to.writer.finish(change, Instant.EPOCH));
  }

  private Direct direct(TableDefinition table) {
    return direct.computeIfAbsent(
        table.tableName(),
        name ->
            new Direct(
                new RowWriter(table),
                new Sink<>(
                    table,
                    new RowSink.Outcome<>() {
                      @Override
                      public void written(Void row) {}

                      @Override
                      public void rejected(Void row, String reason) {}
                    })));
  }

  /** All rows that were appended to a table, in their order. */
  public List<Map<String, @Nullable Object>> appended(TableName name) {
    return appended.getOrDefault(name, List.of());
  }

  /** The rows that a query of the table sees, by column. */
  public List<Map<String, @Nullable Object>> rows(TableName name) {
    return rows.getOrDefault(name, Map.of()).values().stream()
        .filter(row -> !row.deleted)
        .map(Stored::values)
        .toList();
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private final class Sink<C> implements RowSink<C> {
    private final TableDefinition table;
    private final Descriptor descriptor;
    private final Outcome<C> outcome;
    private final List<byte[]> waiting = new ArrayList<>();
    private final List<C> contexts = new ArrayList<>();

    Sink(TableDefinition table, Outcome<C> outcome) {
      this.table = table;
      this.descriptor = RowDescriptors.of(table);
      this.outcome = outcome;
    }

    @Override
    public void add(byte[] row, C context) throws IOException {
      waiting.add(row);
      contexts.add(context);
      if (random.nextInt(20) == 0) {
        flush();
      }
    }

    @Override
    public void flush() throws IOException {
      boolean fault = random.nextDouble() < faults;
      int taken = fault ? random.nextInt(waiting.size() + 1) : waiting.size();
      for (int i = 0; i < taken; i++) {
        apply(waiting.get(i));
      }
      if (fault) {
        // Nothing was acknowledged, though a part is there.
        if (random.nextInt(4) == 0) {
          throw WarehouseException.silent(null, Duration.ofSeconds(1));
        }
        throw new StaleTableException(table.qualifiedName(), "a fault that was asked for");
      }
      contexts.forEach(outcome::written);
      waiting.clear();
      contexts.clear();
    }

    private DynamicMessage message(byte[] bytes) {
      try {
        return DynamicMessage.parseFrom(descriptor, bytes);
      } catch (InvalidProtocolBufferException e) {
        throw new UncheckedIOException(e);
      }
    }

    private Map<String, @Nullable Object> values(DynamicMessage message) {
      Map<String, @Nullable Object> values = new HashMap<>();
      for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
        table
            .column(field.getKey().getName())
            .ifPresent(
                column ->
                    values.put(lower(column.name()), TableModel.value(column, field.getValue())));
      }
      return values;
    }

    private void apply(byte[] bytes) {
      DynamicMessage message = message(bytes);
      Map<String, @Nullable Object> values = values(message);
      List<Object> key = new ArrayList<>();
      table.primaryKey().forEach(column -> key.add(comparable(values.get(lower(column)))));
      Stored row =
          new Stored(
              text(message, CdcColumns.CHANGE_SEQUENCE_NUMBER),
              text(message, CdcColumns.CHANGE_TYPE).equals("DELETE"),
              values);
      rows.computeIfAbsent(table.tableName(), name -> new HashMap<>())
          .merge(key, row, (old, next) -> next.sequence.compareTo(old.sequence) >= 0 ? next : old);
    }

    private String text(DynamicMessage message, String field) {
      return (String) message.getField(descriptor.findFieldByName(field));
    }

    @Override
    public List<C> takeBack() {
      List<C> back = List.copyOf(contexts);
      waiting.clear();
      contexts.clear();
      return back;
    }

    @Override
    public void close() {}
  }

  /** Numbers that BigQuery compares as equal are one key, whatever type the column had. */
  private static Object comparable(@Nullable Object value) {
    if (value instanceof Number number) {
      BigDecimal decimal = new BigDecimal(number.toString());
      return decimal.signum() == 0 ? BigDecimal.ZERO : decimal.stripTrailingZeros();
    }
    return java.util.Objects.requireNonNull(value, "a value of the key");
  }

  private static Object value(Column column, Object wire) {
    return column.repeated()
        ? ((List<?>) wire).stream().map(item -> value(column.type(), item)).toList()
        : value(column.type(), wire);
  }

  private static Object value(ColumnType type, Object wire) {
    return switch (type) {
      case NUMERIC, BIGNUMERIC -> new BigDecimal(wire.toString());
      case BYTES -> ((ByteString) wire).toByteArray();
      case DATE -> LocalDate.ofEpochDay(((Number) wire).longValue());
      case TIME -> time((Long) wire);
      case DATETIME -> {
        long seconds = (Long) wire >>> 20;
        long day = seconds >>> 17;
        yield LocalDateTime.of(
            LocalDate.of((int) (day >>> 9), (int) (day >>> 5 & 15), (int) (day & 31)),
            time((Long) wire & (1L << 37) - 1));
      }
      case RECORD -> {
        Map<String, Object> fields = new HashMap<>();
        ((DynamicMessage) wire)
            .getAllFields()
            .forEach((field, inner) -> fields.put(field.getName(), inner));
        yield fields;
      }
      case TIMESTAMP -> Instant.EPOCH.plus((Long) wire, ChronoUnit.MICROS);
      default -> wire;
    };
  }

  /** BigQuery's packed form: hour, minute, second and microseconds, each in bits of their own. */
  private static LocalTime time(long packed) {
    return LocalTime.of(
        (int) (packed >>> 32 & 31),
        (int) (packed >>> 26 & 63),
        (int) (packed >>> 20 & 63),
        (int) (packed & 0xFFFFF) * 1_000);
  }
}
