// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import io.wellhead.transforms.warehouse.RowShape.Slot;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Takes the values of one row, checks them against the table's columns, and writes them as the
 * protocol buffer that BigQuery's Storage Write API takes.
 *
 * <p>Every check that BigQuery would make on a single value is made here, because a row that
 * BigQuery rejects costs a retried append of at least one second: known column, type, range, each
 * column at most once, no required column missing, size. Text for a JSON or GEOGRAPHY column is not
 * parsed again. A value that is refused by a {@link RowException} leaves the row as it was: its
 * column can still be set.
 *
 * <p>A column is named, or given by its index in {@link TableDefinition#columns()}, which is
 * faster. Between {@link #beginRecord} and {@link #endRecord} names and indexes are those of the
 * record's fields. A repeated column takes one element with each call.
 *
 * <p>One instance serves one thread and is reused from row to row.
 */
public final class RowWriter {
  /** BigQuery takes at most 10 MB in a request; the rest is left for the request's other parts. */
  static final int MAX_ROW_BYTES = 9_500_000;

  /** BigQuery's own limit for records in records. */
  private static final int MAX_DEPTH = 15;

  private final TableDefinition table;
  private final RowShape row;
  private final @Nullable Slot sequence;
  private final @Nullable Slot writtenAt;
  private final ProtoBuffer buffer = new ProtoBuffer();
  private final RowValues values;
  private final int[] recordStarts = new int[MAX_DEPTH];
  private int depth;
  private RowShape here;

  /** A writer of rows of that table. */
  public RowWriter(TableDefinition table) {
    this.table = table;
    this.row = RowShape.of(table);
    this.here = row;
    this.values = new RowValues(table, buffer);
    this.sequence = own(table.sequenceColumn());
    this.writtenAt = own(table.writtenAtColumn());
  }

  private @Nullable Slot own(@Nullable String column) {
    return column == null ? null : row.find(column);
  }

  /** The table that the row goes to. */
  public TableDefinition table() {
    return table;
  }

  /** Whether the table, or the record that was begun, has a column of exactly that name. */
  public boolean hasColumn(String name) {
    return here.find(name) != null;
  }

  /** Sets an INT64 column, a NUMERIC or BIGNUMERIC one, or FLOAT64 if no digit is lost. */
  public RowWriter set(String name, long value) {
    values.integer(slot(name), value);
    return this;
  }

  /** Sets a FLOAT64 column; NaN and infinities are values of that type. */
  public RowWriter set(String name, double value) {
    values.number(slot(name), value);
    return this;
  }

  /** Sets a BOOL column. */
  public RowWriter set(String name, boolean value) {
    values.flag(slot(name), value);
    return this;
  }

  /**
   * Sets a column by the value's class: String (STRING, or text of JSON or GEOGRAPHY), Instant
   * (TIMESTAMP, cut to microseconds), byte[] (BYTES; for text the UTF-8 bytes as they are), Long,
   * Integer, Double, Float, Boolean. Null leaves the column without a value.
   */
  public RowWriter set(String name, @Nullable Object value) {
    if (value == null) {
      return this;
    } else if (value instanceof String text) {
      values.text(slot(name), text);
    } else if (value instanceof Instant instant) {
      values.instant(slot(name), instant);
    } else if (value instanceof byte[] bytes) {
      setBytes(name, bytes, 0, bytes.length);
    } else if (value instanceof Double || value instanceof Float) {
      set(name, ((Number) value).doubleValue());
    } else if (value instanceof Long || value instanceof Integer) {
      set(name, ((Number) value).longValue());
    } else if (value instanceof Boolean flag) {
      set(name, flag.booleanValue());
    } else {
      throw values.mismatch(slot(name), "a value of " + value.getClass().getName());
    }
    return this;
  }

  /** Sets a TIMESTAMP column from whole seconds since 1970, without an object for the instant. */
  public RowWriter setEpochSecond(String name, long epochSecond) {
    values.epochSecond(slot(name), epochSecond);
    return this;
  }

  /** Sets a BYTES column, or one of text whose UTF-8 bytes these are. */
  public RowWriter setBytes(String name, byte[] bytes, int offset, int length) {
    values.bytes(slot(name), bytes, offset, length);
    return this;
  }

  /** Sets a STRING, JSON or GEOGRAPHY column. */
  public void setText(int column, String value) {
    values.text(here.slot(column), value);
  }

  /** Sets a STRING, JSON or GEOGRAPHY column from the remaining UTF-8 bytes, not consumed. */
  public void setUtf8(int column, ByteBuffer value) {
    values.utf8(here.slot(column), value);
  }

  /** Sets a JSON column; STRING is refused. */
  public void setJson(int column, String value) {
    values.json(here.slot(column), value);
  }

  /** Sets an INT64 column, a NUMERIC or BIGNUMERIC one, or FLOAT64 if no digit is lost. */
  public void setLong(int column, long value) {
    values.integer(here.slot(column), value);
  }

  /** Sets a FLOAT64 column; NaN and infinities are values of that type. */
  public void setDouble(int column, double value) {
    values.number(here.slot(column), value);
  }

  /** Sets a BOOL column. */
  public void setBoolean(int column, boolean value) {
    values.flag(here.slot(column), value);
  }

  /** Sets a BYTES column from the remaining bytes, not consumed. */
  public void setBytes(int column, ByteBuffer value) {
    values.bytes(here.slot(column), value);
  }

  /**
   * Sets a NUMERIC or BIGNUMERIC column, or an INT64 or FLOAT64 one that keeps every digit (for
   * FLOAT64: whose shortest text is the same number). Nothing is rounded.
   */
  public void setDecimal(int column, BigDecimal value) {
    values.decimal(here.slot(column), value);
  }

  /** Sets a DATE column from days since 1970, in the years 1 to 9999. */
  public void setDate(int column, long epochDay) {
    values.date(here.slot(column), epochDay);
  }

  /** Sets a TIME column from microseconds since midnight, less than 24 hours. */
  public void setTime(int column, long microsOfDay) {
    values.time(here.slot(column), microsOfDay);
  }

  /** Sets a DATETIME column; its two parts are as for DATE and TIME. */
  public void setDateTime(int column, long epochDay, long microsOfDay) {
    values.dateTime(here.slot(column), epochDay, microsOfDay);
  }

  /** Sets a TIMESTAMP column from microseconds since 1970, in the years 1 to 9999. */
  public void setTimestamp(int column, long epochMicros) {
    values.micros(here.slot(column), epochMicros);
  }

  /** Begins a RECORD, or one more of a repeated one. What follows sets its fields. */
  public void beginRecord(int column) {
    begin(here.slot(column));
  }

  /** Begins a RECORD, or one more of a repeated one. What follows sets its fields. */
  public RowWriter beginRecord(String name) {
    begin(slot(name));
    return this;
  }

  private void begin(Slot slot) {
    RowShape record = slot.record();
    if (record == null) {
      throw values.mismatch(slot, "a record");
    }
    values.begin(slot);
    recordStarts[depth++] = buffer.beginMessage(slot.tag());
    here = record;
    here.clear();
  }

  /**
   * Ends the record that was begun last.
   *
   * @throws RowException if a required field has no value; the record is still open then
   */
  public RowWriter endRecord() {
    RowShape parent = here.parent();
    if (parent == null) {
      throw new IllegalStateException("no record was begun");
    }
    requireComplete(false);
    buffer.endMessage(recordStarts[--depth]);
    here = parent;
    return this;
  }

  /**
   * What a format throws of a value that it cannot make one of the column's type.
   *
   * @param problem what is wrong with it, without any text of the row
   */
  public RowException refuse(int column, String problem) {
    return values.refuse(here.slot(column), problem);
  }

  /** What the row holds so far, for {@link #reset}. */
  public int mark() {
    return buffer.length();
  }

  /** Takes back the elements of a repeated column that were set since the mark, and no others. */
  public void reset(int mark) {
    buffer.truncate(mark);
  }

  /** Empties the row. */
  public void start() {
    buffer.clear();
    row.clear();
    here = row;
    depth = 0;
  }

  /** The finished row of an append table, or an upsert's. */
  public byte[] finish() {
    return finish(false);
  }

  /**
   * Finishes with BigQuery's two pseudo-columns and our visible copies of what they say, as far as
   * the table has columns for them.
   */
  public byte[] finish(RowChange change, Instant now) {
    int number = RowDescriptors.fieldNumber(row.size());
    int sequenceTag = (number + 1) << 3 | 2;
    if (sequence == null) {
      buffer.writeSequence(sequenceTag, change.sequence());
    } else {
      values.begin(sequence);
      buffer.writeSequence(sequence.tag(), sequenceTag, change.sequence());
    }
    if (writtenAt != null) {
      values.instant(writtenAt, now);
    }
    byte[] kind = CdcColumns.ascii(change.kind());
    buffer.writeBytes(number << 3 | 2, kind, 0, kind.length);
    return finish(change.kind() == RowChange.Kind.DELETE);
  }

  private byte[] finish(boolean keyOnly) {
    if (here != row) {
      throw new IllegalStateException("a record was not ended");
    }
    requireComplete(keyOnly);
    if (buffer.length() > MAX_ROW_BYTES) {
      throw new RowException(
          table,
          "*",
          "the row has " + buffer.length() + " bytes; at most " + MAX_ROW_BYTES + " are accepted");
    }
    return buffer.toByteArray();
  }

  private void requireComplete(boolean keyOnly) {
    Slot missing = here.missing(keyOnly);
    if (missing != null) {
      throw values.refuse(missing, "a required value is missing");
    }
  }

  private Slot slot(String name) {
    Slot slot = here.find(name);
    if (slot == null) {
      throw new IllegalArgumentException(
          table.qualifiedName() + " has no column " + name + "; it has " + here.names());
    }
    return slot;
  }
}
