// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.output;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Aligned columns: numbers to the right, all else to the left. */
public final class TextTable {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9][0-9,]*(\\.[0-9]+)?");
  private static final String GAP = "  ";

  private final List<String> titles;

  public TextTable(List<String> titles) {
    this.titles = List.copyOf(titles);
  }

  /** Prints the titles and the rows; every row has a cell for each title. */
  public void print(List<List<String>> rows, PrintWriter out) {
    List<Integer> widths = new ArrayList<>();
    List<Boolean> numeric = new ArrayList<>();
    for (int c = 0; c < titles.size(); c++) {
      int column = c;
      List<String> cells = rows.stream().map(row -> printable(row.get(column))).toList();
      widths.add(
          Math.max(
              titles.get(c).length(), cells.stream().mapToInt(String::length).max().orElse(0)));
      numeric.add(
          cells.stream().anyMatch(cell -> !cell.isEmpty())
              && cells.stream().allMatch(cell -> cell.isEmpty() || NUMBER.matcher(cell).matches()));
    }
    printLine(titles, widths, numeric, out);
    for (List<String> row : rows) {
      printLine(row, widths, numeric, out);
    }
  }

  private static void printLine(
      List<String> cells, List<Integer> widths, List<Boolean> numeric, PrintWriter out) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < cells.size(); c++) {
      String cell = printable(cells.get(c));
      String padding = " ".repeat(widths.get(c) - cell.length());
      line.append(c == 0 ? "" : GAP).append(numeric.get(c) ? padding + cell : cell + padding);
    }
    out.println(line.toString().stripTrailing());
  }

  /** Text of a server must neither break the alignment nor control the terminal. */
  private static String printable(String cell) {
    boolean clean = cell.chars().noneMatch(Character::isISOControl);
    return clean ? cell : cell.replaceAll("\\p{Cntrl}", "?");
  }
}
