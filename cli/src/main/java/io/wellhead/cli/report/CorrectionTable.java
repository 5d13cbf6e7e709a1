// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The list of a well's data changes below its plot: one line that opens, without script. */
final class CorrectionTable {
  private CorrectionTable() {}

  /** Writes nothing if there is none. */
  static void write(WellReport report, Markup page) {
    List<Correction> corrections = report.corrections();
    if (corrections.isEmpty()) {
      return;
    }
    long open = corrections.stream().filter(correction -> !correction.isApplied()).count();
    page.add("<details class=\"corrections\"><summary><span class=\"mark mark-corrected\"></span>");
    page.add(
        "{}{} in this period",
        corrections.size() < CorrectionReader.MOST ? "" : "The newest ",
        corrections.size() == 1 ? "1 data change" : corrections.size() + " data changes");
    if (open > 0) {
      page.add(", <span class=\"mark mark-open\"></span>{} not applied", open);
    }
    page.add("</summary><div class=\"scroll\"><table><thead><tr><th>Change</th>")
        .add("<th class=\"text\">What</th><th>From</th><th>To</th><th class=\"text\">Status</th>")
        .add(
            "<th>Since</th><th>Seconds written</th><th>Seconds deleted</th></tr></thead><tbody>\n");
    corrections.forEach(correction -> writeRow(correction, report.well().zone(), page));
    page.add("</tbody></table></div></details>");
  }

  private static void writeRow(Correction correction, ZoneId zone, Markup page) {
    page.add("<tr><td>{}</td><td class=\"text\">{}</td>", correction.changeId(), correction.what());
    page.add(
        "<td>{}</td><td>{}</td>",
        StageTable.time(correction.start(), zone),
        StageTable.time(correction.end(), zone));
    page.add(
        "<td class=\"text\"><span class=\"mark mark-{}\"></span>{}",
        correction.isApplied() ? "corrected" : "open",
        correction.state());
    if (correction.error() != null) {
      page.add(": {}", correction.error());
    }
    page.add(
        "</td><td>{}</td>", correction.at() == null ? "–" : StageTable.time(correction.at(), zone));
    page.add(
        "<td>{}</td><td>{}</td></tr>\n",
        seconds(correction.written()),
        seconds(correction.deleted()));
  }

  private static String seconds(@Nullable Long count) {
    return count == null ? "–" : Markup.number(count, 0);
  }
}
