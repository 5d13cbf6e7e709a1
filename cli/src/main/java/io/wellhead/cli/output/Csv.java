// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.output;

import java.io.PrintWriter;
import java.util.List;

/** Lines of comma-separated values, RFC 4180 with a line feed. */
final class Csv {
  private Csv() {}

  static void writeLine(List<String> cells, PrintWriter out) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < cells.size(); c++) {
      line.append(c == 0 ? "" : ",").append(quoted(cells.get(c)));
    }
    out.print(line.append('\n'));
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
