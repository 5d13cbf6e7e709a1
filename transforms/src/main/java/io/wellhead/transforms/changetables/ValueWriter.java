// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import static io.wellhead.transforms.changetables.UnfitValueException.range;
import static io.wellhead.transforms.changetables.UnfitValueException.type;

import io.wellhead.transforms.changeevents.EventJson;
import io.wellhead.transforms.changeevents.JsonText;
import io.wellhead.transforms.changeevents.PlainText;
import io.wellhead.transforms.changeevents.UnifiedValue;
import io.wellhead.transforms.warehouse.Column;
import io.wellhead.transforms.warehouse.RowException;
import io.wellhead.transforms.warehouse.RowWriter;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;

/**
 * Writes a value of an event into a column. Which classes a column takes depends on its type alone,
 * not on the file that the value comes from: JSON tells fewer types than Avro, and both must end in
 * equal rows.
 */
@FunctionalInterface
interface ValueWriter {
  /**
   * Sets the column of that index.
   *
   * @throws UnfitValueException if the column cannot hold the value without loss
   * @throws io.wellhead.transforms.warehouse.RowException if the value is beyond the column's range
   */
  void write(Object value, RowWriter row, int index);

  /** The writer of a column. */
  static ValueWriter of(Column column) {
    ValueWriter one =
        switch (column.type()) {
          case STRING -> (value, row, index) -> row.setText(index, PlainText.of(value));
          case JSON -> ValueWriter::writeJson;
          case BYTES -> ValueWriter::writeBytes;
          case BOOL -> ValueWriter::writeBool;
          case INT64 -> ValueWriter::writeInt64;
          case FLOAT64 -> ValueWriter::writeFloat64;
          case NUMERIC, BIGNUMERIC -> ValueWriter::writeDecimal;
          case DATE -> TimeWriters::writeDate;
          case TIME -> TimeWriters::writeTime;
          case DATETIME -> TimeWriters::writeDateTime;
          case TIMESTAMP -> TimeWriters::writeTimestamp;
          case GEOGRAPHY, RECORD ->
              (value, row, index) -> {
                throw type(value, "nothing: no value of a change file becomes " + column.type());
              };
        };
    return column.repeated() ? repeated(one) : one;
  }

  private static ValueWriter repeated(ValueWriter one) {
    return (value, row, index) -> {
      List<?> items = items(value);
      for (Object item : items) {
        if (item == null || item instanceof List<?>) {
          throw range("an array with null or an array in it", "an array that BigQuery has");
        }
      }
      int mark = row.mark();
      try {
        for (Object item : items) {
          one.write(item, row, index);
        }
      } catch (UnfitValueException | RowException e) {
        // A part of an array is another array.
        row.reset(mark);
        throw e;
      }
    };
  }

  private static List<?> items(Object value) {
    List<?> items =
        value instanceof JsonText json
            ? EventJson.items(json)
            : value instanceof List<?> list ? list : null;
    if (items == null) {
      throw type(value, "an array");
    }
    return items;
  }

  private static void writeJson(Object value, RowWriter row, int index) {
    row.setJson(index, value instanceof JsonText json ? json.strict() : EventJson.text(value));
  }

  private static void writeBytes(Object value, RowWriter row, int index) {
    if (value instanceof ByteBuffer bytes) {
      row.setBytes(index, bytes);
    } else if (value instanceof UnifiedValue.Geometry geometry) {
      row.setBytes(index, geometry.wkb());
    } else if (value instanceof String text) {
      row.setBytes(index, base64(text));
    } else {
      String wkb = value instanceof JsonText json ? EventJson.geometry(json) : null;
      if (wkb == null) {
        throw type(value, "bytes");
      }
      row.setBytes(index, base64(wkb));
    }
  }

  private static ByteBuffer base64(String text) {
    try {
      return ByteBuffer.wrap(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw UnfitValueException.text("base64");
    }
  }

  private static void writeBool(Object value, RowWriter row, int index) {
    if (value instanceof Boolean flag) {
      row.setBoolean(index, flag);
    } else if (value instanceof Long number && (number == 0 || number == 1)) {
      row.setBoolean(index, number == 1);
    } else if (value instanceof String text
        && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"))) {
      row.setBoolean(index, text.equalsIgnoreCase("true"));
    } else {
      throw type(value, "true or false");
    }
  }

  private static void writeInt64(Object value, RowWriter row, int index) {
    if (value instanceof Long number) {
      row.setLong(index, number);
    } else if (value instanceof UnifiedValue.TimeInterval interval) {
      row.setLong(index, interval.micros());
    } else {
      try {
        row.setLong(index, decimal(value, "an integer").longValueExact());
      } catch (ArithmeticException e) {
        throw range("the number", "an integer of 64 bits");
      }
    }
  }

  private static void writeFloat64(Object value, RowWriter row, int index) {
    if (value instanceof Float real) {
      // By its shortest text: 45.67, not 45.66999816894531.
      row.setDouble(index, Double.parseDouble(real.toString()));
    } else if (value instanceof Number number) {
      row.setDouble(index, number.doubleValue());
    } else if (value instanceof String text) {
      row.setDouble(index, parseDouble(text));
    } else {
      throw type(value, "a number");
    }
  }

  private static double parseDouble(String text) {
    try {
      return switch (text) {
        case "inf", "+inf", "+Infinity" -> Double.POSITIVE_INFINITY;
        case "-inf" -> Double.NEGATIVE_INFINITY;
        default -> Double.parseDouble(text);
      };
    } catch (NumberFormatException e) {
      throw UnfitValueException.text("a number");
    }
  }

  private static void writeDecimal(Object value, RowWriter row, int index) {
    row.setDecimal(index, decimal(value, "a number"));
  }

  /** The number that a value is or spells. */
  private static BigDecimal decimal(Object value, String wanted) {
    if (value instanceof BigDecimal decimal) {
      return decimal;
    } else if (value instanceof Long number) {
      return BigDecimal.valueOf(number);
    } else if (value instanceof String text) {
      return parse(text);
    } else if (value instanceof Float || value instanceof Double) {
      return parse(value.toString());
    }
    throw type(value, wanted);
  }

  private static BigDecimal parse(String text) {
    switch (text) {
      case "NaN", "Infinity", "-Infinity", "+Infinity" -> throw range(text, "a number with digits");
      default -> {
        try {
          return new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
          throw UnfitValueException.text("a number");
        }
      }
    }
  }
}
