// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import io.wellhead.transforms.warehouse.RowShape.Slot;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Checks single values against their columns and writes them; see {@link RowWriter}. */
final class RowValues {
  private static final long MIN_SECOND = CivilTimes.MIN_MICROS / 1_000_000;
  private static final long MAX_SECOND = CivilTimes.MAX_MICROS / 1_000_000;
  private static final String YEARS = " is outside of the years 1 to 9999";

  /** Largest magnitude up to which every integer is a double. */
  private static final long EXACT_DOUBLE = 1L << 53;

  private final TableDefinition table;
  private final ProtoBuffer buffer;

  RowValues(TableDefinition table, ProtoBuffer buffer) {
    this.table = table;
    this.buffer = buffer;
  }

  void integer(Slot slot, long value) {
    switch (slot.column().type()) {
      case INT64 -> writeVarint(slot, value);
      case FLOAT64 -> {
        if (value < -EXACT_DOUBLE || value > EXACT_DOUBLE) {
          throw refuse(slot, "an integer beyond 2^53 does not fit FLOAT64");
        }
        writeDouble(slot, (double) value);
      }
      case NUMERIC, BIGNUMERIC -> writeText(slot, Long.toString(value));
      default -> throw mismatch(slot, "an integer");
    }
  }

  void number(Slot slot, double value) {
    require(slot, ColumnType.FLOAT64, "a number");
    writeDouble(slot, value);
  }

  void flag(Slot slot, boolean value) {
    require(slot, ColumnType.BOOL, "a boolean");
    writeVarint(slot, value ? 1 : 0);
  }

  void decimal(Slot slot, BigDecimal value) {
    switch (slot.column().type()) {
      case NUMERIC, BIGNUMERIC -> writeText(slot, fit(slot, value).toPlainString());
      case INT64 -> {
        BigDecimal integer = Decimals.scaled(0, value);
        if (integer == null || !Decimals.isLong(integer)) {
          throw refuse(slot, Decimals.show(value) + " is no integer of 64 bits");
        }
        writeVarint(slot, integer.longValue());
      }
      case FLOAT64 -> {
        double nearest = value.doubleValue();
        if (Double.isInfinite(nearest) || BigDecimal.valueOf(nearest).compareTo(value) != 0) {
          throw refuse(slot, Decimals.show(value) + " has more digits than FLOAT64 keeps");
        }
        writeDouble(slot, nearest);
      }
      default -> throw mismatch(slot, "a decimal");
    }
  }

  private BigDecimal fit(Slot slot, BigDecimal value) {
    ColumnType type = slot.column().type();
    BigDecimal scaled = Decimals.scaled(Decimals.scale(type), value);
    if (scaled == null) {
      throw refuse(
          slot,
          Decimals.show(value)
              + " has more than "
              + Decimals.scale(type)
              + " digits behind the point, which "
              + type
              + " does not keep");
    }
    if (!Decimals.isInRange(type, scaled)) {
      throw refuse(slot, Decimals.show(value) + " is out of range of " + type);
    }
    return scaled;
  }

  void text(Slot slot, String value) {
    if (!isText(slot)) {
      throw mismatch(slot, "text");
    }
    writeText(slot, value);
  }

  void json(Slot slot, String value) {
    require(slot, ColumnType.JSON, "JSON text");
    writeText(slot, value);
  }

  /** Bytes of BYTES, or the UTF-8 bytes of text. */
  void bytes(Slot slot, byte[] value, int offset, int length) {
    if (slot.column().type() != ColumnType.BYTES && !isText(slot)) {
      throw mismatch(slot, "bytes");
    }
    begin(slot);
    buffer.writeBytes(slot.tag(), value, offset, length);
  }

  void bytes(Slot slot, ByteBuffer value) {
    require(slot, ColumnType.BYTES, "bytes");
    begin(slot);
    buffer.writeBytes(slot.tag(), value);
  }

  void utf8(Slot slot, ByteBuffer value) {
    if (!isText(slot)) {
      throw mismatch(slot, "text");
    }
    begin(slot);
    buffer.writeBytes(slot.tag(), value);
  }

  void date(Slot slot, long epochDay) {
    require(slot, ColumnType.DATE, "a date");
    if (!CivilTimes.isDate(epochDay)) {
      throw refuse(slot, "day " + epochDay + " since 1970" + YEARS);
    }
    writeVarint(slot, epochDay);
  }

  void time(Slot slot, long micros) {
    require(slot, ColumnType.TIME, "a time of day");
    requireTime(slot, micros);
    writeVarint(slot, CivilTimes.packTime(micros));
  }

  void dateTime(Slot slot, long epochDay, long micros) {
    require(slot, ColumnType.DATETIME, "a date and time");
    if (!CivilTimes.isDate(epochDay)) {
      throw refuse(slot, "day " + epochDay + " since 1970" + YEARS);
    }
    requireTime(slot, micros);
    writeVarint(slot, CivilTimes.packDateTime(epochDay, micros));
  }

  private void requireTime(Slot slot, long micros) {
    if (!CivilTimes.isTime(micros)) {
      throw refuse(slot, micros + " microseconds since midnight are not within a day");
    }
  }

  void micros(Slot slot, long micros) {
    require(slot, ColumnType.TIMESTAMP, "an instant");
    if (micros < CivilTimes.MIN_MICROS || micros > CivilTimes.MAX_MICROS) {
      throw refuse(slot, "epoch microsecond " + micros + YEARS);
    }
    writeVarint(slot, micros);
  }

  void epochSecond(Slot slot, long second) {
    require(slot, ColumnType.TIMESTAMP, "an instant");
    if (second < MIN_SECOND || second > MAX_SECOND) {
      throw refuse(slot, "epoch second " + second + YEARS);
    }
    writeVarint(slot, second * 1_000_000);
  }

  void instant(Slot slot, Instant instant) {
    require(slot, ColumnType.TIMESTAMP, "an instant");
    long second = instant.getEpochSecond();
    if (second < MIN_SECOND || second > MAX_SECOND) {
      throw refuse(slot, instant + YEARS);
    }
    writeVarint(slot, second * 1_000_000 + instant.getNano() / 1_000);
  }

  RowException mismatch(Slot slot, String found) {
    return refuse(slot, "expected " + slot.column().type() + ", found " + found);
  }

  RowException refuse(Slot slot, String problem) {
    return new RowException(table, slot.path(), problem);
  }

  /** Takes the column's place in the row. */
  void begin(Slot slot) {
    if (!slot.mark()) {
      throw refuse(slot, "the column was set twice");
    }
  }

  private void require(Slot slot, ColumnType type, String found) {
    if (slot.column().type() != type) {
      throw mismatch(slot, found);
    }
  }

  private static boolean isText(Slot slot) {
    return switch (slot.column().type()) {
      case STRING, JSON, GEOGRAPHY -> true;
      default -> false;
    };
  }

  private void writeText(Slot slot, String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    begin(slot);
    buffer.writeBytes(slot.tag(), utf8, 0, utf8.length);
  }

  private void writeVarint(Slot slot, long value) {
    begin(slot);
    buffer.writeVarint(slot.tag(), value);
  }

  private void writeDouble(Slot slot, double value) {
    begin(slot);
    buffer.writeDouble(slot.tag(), value);
  }
}
