// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.output;

import io.wellhead.restream.model.WireJson;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Prints a list of things with named columns.
 *
 * <p>Immutable; {@link #column} returns a longer listing.
 */
public final class Listing<T> {
  private record Column<T>(String title, Function<T, ? extends @Nullable Object> value) {}

  private final List<Column<T>> columns;

  private Listing(List<Column<T>> columns) {
    this.columns = List.copyOf(columns);
  }

  /** A listing without columns. */
  public static <T> Listing<T> of(Class<T> type) {
    return empty();
  }

  /** A listing without columns, of things whose class has type parameters. */
  public static <T> Listing<T> empty() {
    return new Listing<>(List.of());
  }

  /** This listing with one more column; null values are printed as nothing. */
  public Listing<T> column(String title, Function<T, ? extends @Nullable Object> value) {
    List<Column<T>> longer = new ArrayList<>(columns);
    longer.add(new Column<>(title, value));
    return new Listing<>(longer);
  }

  /** Prints all items. */
  public void print(List<T> items, OutputFormat format, PrintWriter out) {
    switch (format) {
      case TABLE -> new TextTable(titles()).print(cells(items), out);
      case CSV -> {
        Csv.writeLine(titles(), out);
        cells(items).forEach(row -> Csv.writeLine(row, out));
      }
      case JSON -> printJson(items, out);
    }
    out.flush();
  }

  private void printJson(List<T> items, PrintWriter out) {
    out.print("[");
    String separator = "\n";
    for (T item : items) {
      out.print(separator);
      out.print(new String(WireJson.encode(item), StandardCharsets.UTF_8));
      separator = ",\n";
    }
    out.println(items.isEmpty() ? "]" : "\n]");
  }

  private List<String> titles() {
    return columns.stream().map(Column::title).toList();
  }

  private List<List<String>> cells(List<T> items) {
    return items.stream()
        .map(item -> columns.stream().map(column -> text(column.value().apply(item))).toList())
        .toList();
  }

  private static String text(@Nullable Object value) {
    if (value instanceof Double number && Double.isFinite(number)) {
      return new BigDecimal(number.toString()).toPlainString(); // an epoch is not 1.9E9
    }
    return value instanceof BigDecimal number
        ? number.toPlainString()
        : Objects.toString(value, "");
  }
}
