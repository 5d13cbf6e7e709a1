// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import io.wellhead.cli.report.WellReport.StageRow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The table of a well's stages. Wireline and standby rows are hidden until asked for; no script is
 * needed.
 */
final class StageTable {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MMM d, HH:mm:ss", Locale.ROOT);

  private static final int COLUMNS = 14;

  private StageTable() {}

  /**
   * @param allFigures whether figures that agree with the vendor's are listed as well
   */
  static void write(WellReport report, boolean allFigures, Markup page) {
    if (report.stages().isEmpty()) {
      page.add("<p class=\"empty\">No stages in this period.</p>");
      return;
    }
    boolean fracOnly = !report.fracStages().isEmpty();
    page.add(
            "<h3>Stages</h3><input type=\"checkbox\" class=\"other\" id=\"other-{}\"",
            report.well().siteId())
        .add(fracOnly ? "" : " checked")
        .add(
            "><label class=\"other-label\" for=\"other-{}\">show wireline and standby</label>",
            report.well().siteId());
    page.add(
        """
        <div class="scroll"><table>
        <thead><tr><th class="text" rowspan="2">Stage</th><th class="text" rowspan="2">Operation</th>\
        <th rowspan="2">Start</th><th rowspan="2">End</th><th rowspan="2">Duration</th><th rowspan="2">Pumping</th>\
        <th colspan="2">Pressure <small>psi</small></th><th colspan="2">Slurry rate <small>bbl/min</small></th>\
        <th rowspan="2">Max. conc. <small>ppa</small></th><th rowspan="2">Proppant <small>lb</small></th>\
        <th rowspan="2">Slurry <small>bbl</small></th><th rowspan="2">Clean <small>bbl</small></th></tr>
        <tr><th>avg.</th><th>max.</th><th>avg.</th><th>max.</th></tr></thead>
        <tbody>
        """);
    for (StageRow row : report.stages()) {
      writeRow(row, report, page);
      writeComparison(row.stage(), report, allFigures, page);
    }
    page.add("</tbody></table></div>");
  }

  private static void writeRow(StageRow row, WellReport report, Markup page) {
    Stage stage = row.stage();
    String missing = row.missing(report.well().zone());
    String css = cssName(stage.operation());
    page.add(
        "<tr class=\"operation-{}\" data-from=\"{}\" data-to=\"{}\">",
        css,
        stage.start().getEpochSecond(),
        row.until().getEpochSecond());
    page.add("<td class=\"text\">{}</td>", stage.number());
    page.add("<td class=\"text\"><span class=\"mark mark-{}\"></span>{}", css, operation(stage));
    if (!missing.isEmpty()) {
      page.add("<br><span class=\"missing\">▲ {}</span>", missing);
    }
    long revision = report.comparison(stage).revision();
    if (revision > 0) {
      page.add("<br><span class=\"corrected\">recomputed after data change {}</span>", revision);
    }
    page.add("</td>");
    page.add("<td>{}</td>", time(stage.start(), report.well().zone()));
    if (row.isRunning()) {
      page.add("<td class=\"running\">running</td>");
    } else {
      page.add("<td>{}</td>", time(row.until(), report.well().zone()));
    }
    page.add("<td>{}</td>", duration(Duration.between(stage.start(), row.until())));
    writeFigures(row.figures(), page);
    page.add("</tr>\n");
  }

  private static void writeComparison(
      Stage stage, WellReport report, boolean allFigures, Markup page) {
    VendorComparison comparison = report.comparison(stage);
    if (comparison.parameters().isEmpty()) {
      return;
    }
    page.add("<tr class=\"vendor operation-{}\"><td></td>", cssName(stage.operation()))
        .add("<td class=\"text\" colspan=\"{}\">", COLUMNS - 1);
    VendorTable.write(comparison, allFigures, report.well().zone(), page);
    page.add("</td></tr>\n");
  }

  private static void writeFigures(StageFigures figures, Markup page) {
    boolean pumped = !figures.pumping().isZero();
    cell(page, pumped ? duration(figures.pumping()) : "–");
    cell(page, Markup.number(figures.averagePressure(), 0));
    cell(page, Markup.number(figures.maxPressure(), 0));
    cell(page, Markup.number(figures.averageRate(), 1));
    cell(page, Markup.number(figures.maxRate(), 1));
    cell(page, Markup.number(figures.maxConcentration(), 2));
    cell(page, pumped ? Markup.number(figures.proppantMass(), 0) : "–");
    cell(page, pumped ? Markup.number(figures.slurryVolume(), 0) : "–");
    cell(page, pumped ? Markup.number(figures.cleanVolume(), 0) : "–");
  }

  private static void cell(Markup page, String text) {
    page.add("<td>{}</td>", text);
  }

  /** The operation, with the state's own word where it says more: {@code Wireline (runinhole)}. */
  static String operation(Stage stage) {
    String title = stage.operation().title();
    String detail = stage.state().substring(stage.state().indexOf('_') + 1);
    return title.equalsIgnoreCase(detail) ? title : title + " (" + detail + ")";
  }

  static String cssName(Operation operation) {
    return operation.name().toLowerCase(Locale.ROOT);
  }

  static String time(Instant instant, ZoneId zone) {
    return TIME.format(instant.atZone(zone));
  }

  static String duration(Duration duration) {
    return String.format(
        Locale.ROOT,
        "%d:%02d:%02d",
        duration.toHours(),
        duration.toMinutesPart(),
        duration.toSecondsPart());
  }
}
