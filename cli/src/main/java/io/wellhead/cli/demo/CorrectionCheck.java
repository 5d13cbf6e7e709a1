// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.demo;

import io.wellhead.cli.output.TextTable;
import io.wellhead.sandbox.bigquery.BigQuerySandbox;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What became of the vendor's corrections. */
final class CorrectionCheck {
  private static final String CHANGES = "restream_silver.data_changes";

  private final BigQuerySandbox warehouse;

  CorrectionCheck(BigQuerySandbox warehouse) {
    this.warehouse = warehouse;
  }

  /** Prints the life of each change. */
  void print(PrintWriter out) {
    List<String> columns =
        List.of(
            "change_id",
            "site_id",
            "modification_subtype",
            "status",
            "rows_written",
            "rows_deleted");
    List<List<String>> rows =
        warehouse.query("SELECT * FROM " + CHANGES + " ORDER BY change_id").stream()
            .map(row -> columns.stream().map(column -> text(row, column)).toList())
            .toList();
    new TextTable(List.of("CHANGE", "SITE", "WHAT", "STATUS", "ROWS CORRECTED", "ROWS DELETED"))
        .print(rows, out);
  }

  private static String text(Map<String, @Nullable Object> row, String column) {
    return Objects.toString(row.get(column), "");
  }

  /**
   * @param made how many changes the vendor made
   * @param listed how many of them the service still lists
   */
  List<TableCheck> run(long made, long listed) {
    return List.of(
        new TableCheck(CHANGES, "changes confirmed", confirmed(), made),
        new TableCheck(CHANGES, "changes that the service still lists", listed, 0));
  }

  private long confirmed() {
    return TableCheck.number(
        warehouse, "SELECT COUNT(*) AS n FROM " + CHANGES + " WHERE status = 'confirmed'");
  }

  /** Stages whose figures a correction has changed. */
  long recomputedStages() {
    return TableCheck.number(
        warehouse,
        "SELECT COUNT(DISTINCT stage_id) AS n FROM restream_silver.stage_aggregations"
            + " WHERE revision > 0");
  }
}
