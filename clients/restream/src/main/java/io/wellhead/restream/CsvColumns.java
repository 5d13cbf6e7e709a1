// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import io.wellhead.restream.model.WireJson;
import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The columns of a CSV file: first every record is shown to them, then they write every record. */
final class CsvColumns {

  private final Map<String, Column> columns = new LinkedHashMap<>();
  private long records;

  private static final class Column {
    long values;
    boolean decimals;
    boolean numbersOnly = true;
  }

  void observe(DataRecord record) {
    records++;
    record
        .values()
        .forEach(
            (name, value) -> {
              Column column = columns.computeIfAbsent(name, n -> new Column());
              if (value != null) {
                column.values++;
                column.decimals |= value instanceof Double;
                column.numbersOnly &= value instanceof Number || value instanceof Boolean;
              }
            });
  }

  void write(Iterator<DataRecord> rows, Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      String separator = "";
      for (String name : columns.keySet()) {
        out.append(separator).append(quoted(name));
        separator = ",";
      }
      out.append('\n');
      while (rows.hasNext()) {
        writeRow(rows.next().values(), out);
      }
    }
  }

  private void writeRow(Map<String, @Nullable Object> values, BufferedWriter out)
      throws IOException {
    String separator = "";
    for (Map.Entry<String, Column> column : columns.entrySet()) {
      out.append(separator).append(cell(values.get(column.getKey()), column.getValue()));
      separator = ",";
    }
    out.append('\n');
  }

  private String cell(@Nullable Object value, Column column) {
    boolean decimal = column.numbersOnly && (column.decimals || column.values < records);
    if (value == null) {
      return "";
    } else if (value instanceof Double number) {
      return text(number);
    } else if (value instanceof Boolean flag) {
      return decimal ? (flag ? "1.0" : "0.0") : (flag ? "True" : "False");
    } else if (value instanceof Number number) {
      return decimal ? number + ".0" : number.toString();
    } else if (value instanceof String text) {
      return quoted(text);
    }
    return quoted(new String(WireJson.encode(value), StandardCharsets.UTF_8));
  }

  /** Without exponent in the range where people write none. */
  private static String text(double number) {
    double size = Math.abs(number);
    return size >= 1e-4 && size < 1e16
        ? new BigDecimal(Double.toString(number)).toPlainString()
        : Double.toString(number);
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
