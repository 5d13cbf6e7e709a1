// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A table as the GoogleSQL statement that would make it. */
public final class TableDdl {
  private static final BigDecimal DAY_MILLIS = BigDecimal.valueOf(86_400_000);

  private TableDdl() {}

  /** The statement, on several lines, without a semicolon. */
  public static String of(TableDefinition table, WarehouseTarget target) {
    List<String> lines = new ArrayList<>();
    table.columns().forEach(column -> lines.add("  " + column(column)));
    if (table.isCurrentState()) {
      lines.add("  PRIMARY KEY (" + names(table.primaryKey()) + ") NOT ENFORCED");
    }
    StringBuilder ddl = new StringBuilder("CREATE TABLE ").append(target.sqlName(table));
    ddl.append(" (\n").append(String.join(",\n", lines)).append("\n)");
    Column partition = table.column(String.valueOf(table.partitionColumn())).orElse(null);
    if (partition != null) {
      String name = quote(partition.name());
      ddl.append("\nPARTITION BY ")
          .append(partition.type() == ColumnType.DATE ? name : "DATE(" + name + ")");
    }
    if (!table.clustering().isEmpty()) {
      ddl.append("\nCLUSTER BY ").append(names(table.clustering()));
    }
    List<String> options = new ArrayList<>();
    if (table.maxStaleness() != null) {
      options.add("max_staleness = CAST('" + table.maxStaleness() + "' AS INTERVAL)");
    }
    Long expiration = table.options().partitionExpirationMillis();
    if (expiration != null && partition != null) {
      options.add(
          "partition_expiration_days = "
              + BigDecimal.valueOf(expiration)
                  .divide(DAY_MILLIS, 9, RoundingMode.HALF_UP)
                  .stripTrailingZeros()
                  .toPlainString());
    }
    if (!table.options().labels().isEmpty()) {
      options.add("labels = " + labels(table.options().labels()));
    }
    if (!table.description().isEmpty()) {
      options.add("description = " + text(table.description()));
    }
    return options.isEmpty()
        ? ddl.toString()
        : ddl.append("\nOPTIONS (").append(String.join(", ", options)).append(")").toString();
  }

  private static String column(Column column) {
    String type =
        column.type() == ColumnType.RECORD
            ? column.fields().stream()
                .map(TableDdl::column)
                .collect(Collectors.joining(", ", "STRUCT<", ">"))
            : column.type().name();
    String sql = quote(column.name()) + " " + (column.repeated() ? "ARRAY<" + type + ">" : type);
    sql += column.required() ? " NOT NULL" : "";
    return column.description().isEmpty()
        ? sql
        : sql + " OPTIONS (description = " + text(column.description()) + ")";
  }

  private static String labels(Map<String, String> labels) {
    return labels.entrySet().stream()
        .map(label -> "(" + text(label.getKey()) + ", " + text(label.getValue()) + ")")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String names(List<String> names) {
    return names.stream().map(TableDdl::quote).collect(Collectors.joining(", "));
  }

  private static String quote(String name) {
    return "`" + name.replace("\\", "\\\\").replace("`", "\\`") + "`";
  }

  private static String text(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n") + "'";
  }
}
