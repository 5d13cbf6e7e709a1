// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.demo;

import io.wellhead.sandbox.bigquery.BigQuerySandbox;
import io.wellhead.sandbox.datastream.workload.Workload;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares the tables of the source database with those of silver, value by value. */
final class SourceTables {
  private final BigQuerySandbox warehouse;
  private final Connection source;

  SourceTables(BigQuerySandbox warehouse, Connection source) {
    this.warehouse = warehouse;
    this.source = source;
  }

  /** Two lines for each table: its rows, and those of them that are the source's in every value. */
  List<TableCheck> checks() throws SQLException {
    List<TableCheck> checks = new ArrayList<>();
    for (String name : Workload.tables()) {
      Rows truth = read(name);
      String silver = name.replace(".", "_silver.");
      Map<String, Map<String, @Nullable Object>> found = new HashMap<>();
      for (Map<String, @Nullable Object> row : warehouse.query("SELECT * FROM " + silver)) {
        found.put(String.valueOf(row.get(truth.key)), row);
      }
      long equal =
          truth.rows.stream()
              .filter(row -> equal(row, found.get(String.valueOf(row.get(truth.key)))))
              .count();
      checks.add(new TableCheck(silver, "rows", found.size(), truth.rows.size()));
      checks.add(new TableCheck(silver, "rows as in the source", equal, truth.rows.size()));
    }
    return checks;
  }

  /**
   * A table of the source.
   *
   * @param key its first column, which is its key
   */
  private record Rows(String key, List<Map<String, @Nullable Object>> rows) {}

  private Rows read(String table) throws SQLException {
    try (Statement statement = source.createStatement();
        ResultSet result = statement.executeQuery("SELECT * FROM " + table)) {
      ResultSetMetaData columns = result.getMetaData();
      List<Map<String, @Nullable Object>> rows = new ArrayList<>();
      while (result.next()) {
        Map<String, @Nullable Object> row = new HashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          row.put(columns.getColumnName(i), value(result, columns, i));
        }
        rows.add(row);
      }
      return new Rows(columns.getColumnName(1), rows);
    }
  }

  private static @Nullable Object value(ResultSet result, ResultSetMetaData columns, int i)
      throws SQLException {
    return switch (columns.getColumnTypeName(i)) {
      case "timestamptz" -> result.getObject(i, OffsetDateTime.class);
      case "timestamp" -> result.getObject(i, LocalDateTime.class);
      default -> result.getObject(i);
    };
  }

  private static boolean equal(
      Map<String, @Nullable Object> truth, @Nullable Map<String, @Nullable Object> found) {
    return found != null
        && truth.entrySet().stream()
            .allMatch(
                value -> Objects.equals(plain(value.getValue()), plain(found.get(value.getKey()))));
  }

  /** A value in the form that both sides have. */
  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof OffsetDateTime time) {
      return time.toInstant();
    } else if (value instanceof LocalDateTime time) {
      return time.toInstant(ZoneOffset.UTC);
    } else if (value instanceof Instant || value == null) {
      return value;
    } else if (value instanceof Number number) {
      BigDecimal decimal = new BigDecimal(number.toString());
      return decimal.signum() == 0 ? BigDecimal.ZERO : decimal.stripTrailingZeros();
    }
    return value.toString();
  }
}
