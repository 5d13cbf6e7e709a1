// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.verify;

import io.wellhead.cli.output.Listing;
import io.wellhead.cli.output.OutputFormat;
import io.wellhead.transforms.reconcile.RowDifference;
import io.wellhead.transforms.reconcile.TableFigures;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * What a comparison of current-state tables found, as it is shown.
 *
 * @param tables by name
 * @param problems of files
 * @param shown the first differences
 * @param differences how many there are
 * @param output how they are shown
 */
record RowComparison(
    List<TableFigures> tables,
    List<String> problems,
    List<RowDifference> shown,
    long differences,
    OutputFormat output) {

  boolean isEqual() {
    return differences == 0 && tables.stream().allMatch(TableFigures::isEqual);
  }

  /**
   * Shows it.
   *
   * @param list takes the differences
   * @param summary takes the rest
   */
  void print(PrintWriter list, PrintWriter summary) {
    figures().print(tables, OutputFormat.TABLE, summary);
    for (TableFigures table : tables) {
      table.remarks().forEach(remark -> summary.println("! " + table.table() + ": " + remark));
    }
    problems.forEach(problem -> summary.println("! " + problem));
    boolean table = output == OutputFormat.TABLE;
    if (table && !shown.isEmpty()) {
      list.println();
    }
    if (!table || !shown.isEmpty()) {
      listing().print(shown, output, list);
    }
    if (differences > shown.size()) {
      summary.println("... and " + (differences - shown.size()) + " more");
    }
    if (tables.isEmpty()) {
      summary.println("(no tables to compare)");
    } else if (isEqual()) {
      summary.println("No differences.");
    }
    summary.flush();
    list.flush();
  }

  private static Listing<TableFigures> figures() {
    return Listing.of(TableFigures.class)
        .column("TABLE", TableFigures::table)
        .column("ROWS", TableFigures::expected)
        .column("IN SILVER", TableFigures::found)
        .column("EQUAL", TableFigures::equal)
        .column("CHECKSUM", TableFigures::expectedSum)
        .column("IN SILVER", TableFigures::foundSum);
  }

  private static Listing<RowDifference> listing() {
    return Listing.of(RowDifference.class)
        .column("WHAT", difference -> difference.what().name().toLowerCase(Locale.ROOT))
        .column("TABLE", RowDifference::table)
        .column("KEY", RowDifference::key)
        .column("COLUMN", RowDifference::column)
        .column("EXPECTED", RowDifference::expected)
        .column("IN SILVER", RowDifference::found);
  }
}
