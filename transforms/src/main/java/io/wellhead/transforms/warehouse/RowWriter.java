// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes the values of one row, checks them against the table's columns, and writes them as the
 * protocol buffer that BigQuery's Storage Write API takes.
 *
 * <p>Every check that BigQuery would make on a single value is made here, because a row that
 * BigQuery rejects costs a retried append of at least one second: known column, type, range, each
 * column at most once, no required column missing, size. Text for a JSON column is not parsed
 * again.
 *
 * <p>One instance serves one thread and is reused from row to row.
 */
public final class RowWriter {
  /** BigQuery takes at most 10 MB in a request; the rest is left for the request's other parts. */
  static final int MAX_ROW_BYTES = 9_500_000;

  private static final long MIN_SECOND = Instant.parse("0001-01-01T00:00:00Z").getEpochSecond();
  private static final long MAX_SECOND = Instant.parse("9999-12-31T23:59:59Z").getEpochSecond();

  /** Largest magnitude up to which every integer is a double. */
  private static final long EXACT_DOUBLE = 1L << 53;

  private final TableDefinition table;
  private final Map<String, Slot> slots;
  private final List<Slot> required;
  private final ProtoBuffer buffer = new ProtoBuffer();
  private final boolean[] present;

  /** A column and where it stands in the message. */
  private record Slot(Column column, int index, int tag, boolean key) {}

  RowWriter(TableDefinition table) {
    this.table = table;
    this.slots = new HashMap<>();
    List<Column> columns = table.columns();
    this.required = new ArrayList<>();
    for (int index = 0; index < columns.size(); index++) {
      Column column = columns.get(index);
      int tag = RowDescriptors.fieldNumber(index) << 3 | column.type().wireType();
      Slot slot = new Slot(column, index, tag, table.primaryKey().contains(column.name()));
      slots.put(column.name(), slot);
      if (column.required()) {
        required.add(slot);
      }
    }
    this.present = new boolean[columns.size()];
  }

  /** The table that the row goes to. */
  public TableDefinition table() {
    return table;
  }

  /** Whether the table has a column of exactly that name. */
  public boolean hasColumn(String name) {
    return slots.containsKey(name);
  }

  /** Sets an INT64 column, or a FLOAT64 column if no digit is lost. */
  public RowWriter set(String name, long value) {
    Slot slot = slot(name);
    switch (slot.column.type()) {
      case INT64 -> writeVarint(slot, value);
      case FLOAT64 -> {
        if (value < -EXACT_DOUBLE || value > EXACT_DOUBLE) {
          throw new RowException(table, name, "an integer beyond 2^53 does not fit FLOAT64");
        }
        writeDouble(slot, (double) value);
      }
      default -> throw mismatch(slot, "an integer");
    }
    return this;
  }

  /** Sets a FLOAT64 column; NaN and infinities are values of that type. */
  public RowWriter set(String name, double value) {
    Slot slot = slot(name);
    require(slot, ColumnType.FLOAT64, "a number");
    writeDouble(slot, value);
    return this;
  }

  /** Sets a BOOL column. */
  public RowWriter set(String name, boolean value) {
    Slot slot = slot(name);
    require(slot, ColumnType.BOOL, "a boolean");
    writeVarint(slot, value ? 1 : 0);
    return this;
  }

  /**
   * Sets a column by the value's class: String (STRING, or JSON text), Instant (TIMESTAMP, cut to
   * microseconds), byte[] (BYTES; for STRING and JSON the UTF-8 bytes as they are), Long, Integer,
   * Double, Float, Boolean. Null leaves the column without a value.
   */
  public RowWriter set(String name, @Nullable Object value) {
    if (value == null) {
      return this;
    } else if (value instanceof String text) {
      setText(slot(name), text);
    } else if (value instanceof Instant instant) {
      setTimestamp(slot(name), instant);
    } else if (value instanceof byte[] bytes) {
      setBytes(name, bytes, 0, bytes.length);
    } else if (value instanceof Double || value instanceof Float) {
      set(name, ((Number) value).doubleValue());
    } else if (value instanceof Long || value instanceof Integer) {
      set(name, ((Number) value).longValue());
    } else if (value instanceof Boolean flag) {
      set(name, flag.booleanValue());
    } else {
      throw mismatch(slot(name), "a value of " + value.getClass().getName());
    }
    return this;
  }

  /** Sets a TIMESTAMP column from whole seconds since 1970, without an object for the instant. */
  public RowWriter setEpochSecond(String name, long epochSecond) {
    Slot slot = slot(name);
    require(slot, ColumnType.TIMESTAMP, "an instant");
    if (epochSecond < MIN_SECOND || epochSecond > MAX_SECOND) {
      throw new RowException(
          table, name, "epoch second " + epochSecond + " is outside of the years 1 to 9999");
    }
    writeVarint(slot, epochSecond * 1_000_000);
    return this;
  }

  /** Sets a BYTES column, or a STRING or JSON column whose UTF-8 bytes these are. */
  public RowWriter setBytes(String name, byte[] bytes, int offset, int length) {
    Slot slot = slot(name);
    if (slot.column.type().wireType() != ColumnType.BYTES.wireType()) {
      throw mismatch(slot, "bytes");
    }
    begin(slot);
    buffer.writeBytes(slot.tag, bytes, offset, length);
    return this;
  }

  private void setText(Slot slot, String text) {
    if (slot.column.type() != ColumnType.STRING && slot.column.type() != ColumnType.JSON) {
      throw mismatch(slot, "text");
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    begin(slot);
    buffer.writeBytes(slot.tag, utf8, 0, utf8.length);
  }

  private void setTimestamp(Slot slot, Instant instant) {
    require(slot, ColumnType.TIMESTAMP, "an instant");
    long second = instant.getEpochSecond();
    if (second < MIN_SECOND || second > MAX_SECOND) {
      throw new RowException(
          table, slot.column.name(), instant + " is outside of the years 1 to 9999");
    }
    writeVarint(slot, second * 1_000_000 + instant.getNano() / 1_000);
  }

  /** Empties the row. */
  void start() {
    buffer.clear();
    Arrays.fill(present, false);
  }

  /** The finished row of an append table, or an upsert's. */
  byte[] finish() {
    return finish(false);
  }

  /** Finishes with BigQuery's two pseudo-columns and our visible copies of what they say. */
  byte[] finish(RowChange change, Instant updatedAt) {
    int number = RowDescriptors.fieldNumber(present.length);
    Slot copy = slot(CdcColumns.SEQUENCE_COPY);
    begin(copy);
    buffer.writeSequence(copy.tag, (number + 1) << 3 | 2, change.sequence());
    set(CdcColumns.UPDATED_AT, updatedAt);
    byte[] kind = CdcColumns.ascii(change.kind());
    buffer.writeBytes(number << 3 | 2, kind, 0, kind.length);
    return finish(change.kind() == RowChange.Kind.DELETE);
  }

  private byte[] finish(boolean keyOnly) {
    for (Slot slot : required) {
      if (!present[slot.index] && (slot.key || !keyOnly)) {
        throw new RowException(table, slot.column.name(), "a required value is missing");
      }
    }
    if (buffer.length() > MAX_ROW_BYTES) {
      throw new RowException(
          table,
          "*",
          "the row has " + buffer.length() + " bytes; at most " + MAX_ROW_BYTES + " are accepted");
    }
    return buffer.toByteArray();
  }

  private Slot slot(String name) {
    Slot slot = slots.get(name);
    if (slot == null) {
      throw new IllegalArgumentException(
          table.qualifiedName() + " has no column " + name + "; it has " + slots.keySet());
    }
    return slot;
  }

  private void require(Slot slot, ColumnType type, String found) {
    if (slot.column.type() != type) {
      throw mismatch(slot, found);
    }
  }

  private RowException mismatch(Slot slot, String found) {
    return new RowException(
        table, slot.column.name(), "expected " + slot.column.type() + ", found " + found);
  }

  private void begin(Slot slot) {
    if (present[slot.index]) {
      throw new RowException(table, slot.column.name(), "the column was set twice");
    }
    present[slot.index] = true;
  }

  private void writeVarint(Slot slot, long value) {
    begin(slot);
    buffer.writeVarint(slot.tag, value);
  }

  private void writeDouble(Slot slot, double value) {
    begin(slot);
    buffer.writeDouble(slot.tag, value);
  }
}
