// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.sql;

import com.fasterxml.jackson.core.JsonGenerator;
import io.wellhead.sandbox.bigquery.store.Decimals;
import io.wellhead.sandbox.bigquery.store.Field;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Blob;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.duckdb.DuckDBStruct;
import org.jspecify.annotations.Nullable;

/**
 * Writes DuckDB values as BigQuery's JSON cells: every scalar as text, records as {@code {"f":
 * [...]}}, lists as arrays of {@code {"v": ...}}.
 */
final class CellWriter {
  private CellWriter() {}

  /** Writes {@code {"v": ...}}. */
  static void cell(JsonGenerator out, Field field, @Nullable Object value)
      throws IOException, SQLException {
    out.writeStartObject();
    out.writeFieldName("v");
    if (field.repeated()) {
      list(out, field, value);
    } else {
      value(out, field, value);
    }
    out.writeEndObject();
  }

  private static void list(JsonGenerator out, Field field, @Nullable Object value)
      throws IOException, SQLException {
    Field element =
        new Field(field.name(), field.type(), Field.Mode.NULLABLE, field.fields(), 0, 0, 0, null);
    out.writeStartArray();
    if (value instanceof Array array) {
      for (Object v : (Object[]) array.getArray()) {
        // A list of lists is possible in DuckDB only; its inner lists are shown as text.
        cell(out, element, v);
      }
    } else if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.writeStartObject();
        out.writeFieldName("v");
        record(out, element, new @Nullable Object[] {entry.getKey(), entry.getValue()});
        out.writeEndObject();
      }
    }
    out.writeEndArray();
  }

  private static void record(JsonGenerator out, Field field, @Nullable Object[] values)
      throws IOException, SQLException {
    out.writeStartObject();
    out.writeArrayFieldStart("f");
    List<Field> fields = field.fields();
    for (int i = 0; i < fields.size(); i++) {
      cell(out, fields.get(i), values[i]);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void value(JsonGenerator out, Field field, @Nullable Object value)
      throws IOException, SQLException {
    if (value == null) {
      out.writeNull();
    } else if (value instanceof DuckDBStruct struct) {
      record(out, field, ((Struct) struct).getAttributes());
    } else if (value instanceof OffsetDateTime timestamp) {
      out.writeRawValue(TimestampFormat.mark(timestamp));
    } else {
      out.writeString(text(value));
    }
  }

  private static String text(Object value) throws SQLException {
    if (value instanceof Timestamp dateTime) {
      return dateTime(dateTime.toLocalDateTime());
    }
    if (value instanceof LocalDateTime dateTime) {
      return dateTime(dateTime);
    }
    if (value instanceof LocalTime time) {
      return time(time);
    }
    if (value instanceof BigDecimal decimal) {
      return Decimals.text(decimal);
    }
    if (value instanceof Double number) {
      return number(number);
    }
    if (value instanceof Blob blob) {
      return Base64.getEncoder().encodeToString(blob.getBytes(1, (int) blob.length()));
    }
    return value.toString();
  }

  /** Whole numbers come without an exponent up to 2^53, as BigQuery writes them. */
  private static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < (1L << 53)) {
      return String.format(Locale.ROOT, "%.1f", value);
    }
    return Double.toString(value);
  }

  static String dateTime(LocalDateTime value) {
    return value.toLocalDate() + "T" + time(value.toLocalTime());
  }

  private static String time(LocalTime value) {
    String text = value.withNano(0).format(DateTimeFormatter.ISO_LOCAL_TIME);
    int micros = value.get(ChronoField.MICRO_OF_SECOND);
    return micros == 0 ? text : text + String.format(Locale.ROOT, ".%06d", micros);
  }
}
