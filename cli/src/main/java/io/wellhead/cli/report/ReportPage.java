// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import io.wellhead.cli.report.WellReport.StageRow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The whole page as one text. It loads nothing: a content security policy forbids every connection
 * and every script but the two that the page was made with.
 */
final class ReportPage {
  /**
   * The build of the chart library that has the line chart, shaded areas and zoom, and little else.
   */
  private static final String CHART_LIBRARY =
      "/META-INF/resources/webjars/echarts/5.5.0/echarts.common.min.js";

  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("MMM d, yyyy, HH:mm", Locale.ROOT);

  private final List<WellReport> wells;
  private final String source;
  private final Instant madeAt;

  /**
   * @param source where the data are from, for the reader: project and dataset
   */
  ReportPage(List<WellReport> wells, String source, Instant madeAt) {
    this.wells = List.copyOf(wells);
    this.source = source;
    this.madeAt = madeAt;
  }

  String html() {
    String library = withoutSourceMap(resource(CHART_LIBRARY));
    String script = resource("report.js");
    Markup page = new Markup();
    page.add("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.add(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline';"
            + " img-src data: blob:; script-src {} {}\">\n",
        hashSource(library),
        hashSource(script));
    page.add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.add("<title>{}</title>\n<style>\n", title());
    page.addSafe(resource("report.css")).add("</style>\n</head>\n<body>\n<main>\n");
    writeHead(page);
    wells.forEach(report -> writeWell(report, page));
    page.add("</main>\n");
    if (!wells.isEmpty()) {
      page.add("<script>")
          .addSafe(library)
          .add("</script>\n<script>")
          .addSafe(script)
          .add("</script>\n");
    }
    return page.add("</body>\n</html>\n").toString();
  }

  private String title() {
    String pads =
        wells.stream()
            .map(report -> report.well().padName())
            .filter(Objects::nonNull)
            .distinct()
            .collect(Collectors.joining(", "));
    return pads.isEmpty() ? "Treatment report" : "Treatment report: " + pads;
  }

  private void writeHead(Markup page) {
    page.add("<h1>{}</h1>\n", title());
    page.add("<p class=\"about\">{} · made {}</p>\n", source, at(madeAt, ZoneOffset.UTC));
    if (wells.isEmpty()) {
      page.add("<section><p class=\"empty\">No measurements in this period.</p></section>\n");
      return;
    }
    page.add(
        "<section><header><h2>Pad timeline</h2><p class=\"about\">{}</p></header>", period(wells));
    page.add("<div class=\"scroll\">");
    Timeline.write(wells, page);
    page.add("</div>");
    page.add("<p class=\"legend\">");
    for (Operation operation : Operation.values()) {
      page.add("<span><span class=\"mark mark-{}\"></span>", StageTable.cssName(operation))
          .add("{}</span>", operation.title());
    }
    page.add("</p></section>\n");
  }

  private void writeWell(WellReport report, Markup page) {
    Well well = report.well();
    page.add(
        "<section class=\"well\"><header><h2>{}</h2><p class=\"about\">{}</p>",
        well.name(),
        about(well));
    page.add(
        "<div class=\"tools needs-script\" hidden><label><input type=\"checkbox\" class=\"together\"> zoom all wells"
            + " together</label><button type=\"button\" class=\"whole\">Whole period</button></div></header>");
    writeFigures(report, page);
    if (!report.hasCurves()) {
      page.add(
          "<p class=\"empty\">No treating pressure, slurry rate or proppant concentration in this period.</p>");
    } else {
      page.add(
          "<noscript><p class=\"empty\">The plot needs JavaScript; the table does not.</p></noscript>");
      page.add("<div class=\"plot\" data-source=\"data-{}\"></div>", well.siteId());
      page.add("<p class=\"plot-note\"><span>Times: {}.</span> ", zoneName(report))
          .add(
              "<span class=\"hint needs-script\" hidden>Drag to pan, Ctrl and wheel to zoom, click a stage in the")
          .add(
              " table to see it alone, click a name above the plot to hide or show its curve.</span></p>");
      page.add("<script type=\"application/json\" id=\"data-{}\">", well.siteId())
          .addSafe(ChartData.of(report))
          .add("</script>");
    }
    CorrectionTable.write(report, page);
    StageTable.write(report, VendorTable.hasRoomForAll(wells), page);
    writeFootnotes(page);
    page.add("</section>\n");
  }

  private static void writeFootnotes(Markup page) {
    page.add(
        "<p class=\"footnotes\">Figures are those of whole stages, also where a stage reaches beyond the plot; ▲ says"
            + " which part was counted if not all of it, and a running stage counts to its newest record. Averages over the pumping time (slurry rate of {} bbl/min or more). Proppant and clean"
            + " volume are calculated from slurry rate and concentration (ppa: lb added to each gal of clean fluid),"
            + " sand of {} gal/lb.</p>",
        Markup.number(StageFigures.PUMPING_RATE, 0),
        StageFigures.GAL_PER_LB);
  }

  private static void writeFigures(WellReport report, Markup page) {
    List<StageRow> frac = report.fracStages();
    Long planned = report.well().stageTotal();
    long running = frac.stream().filter(StageRow::isRunning).count();
    long pumpingSeconds = frac.stream().mapToLong(row -> row.figures().pumping().toSeconds()).sum();
    page.add("<dl class=\"figures\">");
    figure(
        page,
        "Stages in this period",
        String.valueOf(frac.size()),
        (planned == null ? "" : "of " + planned)
            + (running == 0 ? "" : " (" + running + " running)"));
    figure(page, "Pumping time", StageTable.duration(Duration.ofSeconds(pumpingSeconds)), "");
    figure(page, "Slurry", sum(frac, StageFigures::slurryVolume), "bbl");
    figure(page, "Proppant", sum(frac, StageFigures::proppantMass), "lb");
    figure(page, "Max. treating pressure", max(frac, StageFigures::maxPressure, 0), "psi");
    figure(page, "Max. slurry rate", max(frac, StageFigures::maxRate, 1), "bbl/min");
    page.add("</dl>");
    List<StageRow> gaps = report.fracStagesWithGaps();
    if (!gaps.isEmpty()) {
      page.add(
          "<p class=\"missing\">▲ Data are missing in {} of the frac stages ({}): their figures and these sums count"
              + " only what the warehouse holds.</p>",
          gaps.size(),
          numbers(gaps));
    }
    List<StageRow> differing = report.fracStagesThatDiffer();
    if (!differing.isEmpty()) {
      page.add(
          "<p class=\"differs\">≠ The vendor gives other figures for {} of the frac stages ({}); see the table.</p>",
          differing.size(),
          numbers(differing));
    }
  }

  private static String numbers(List<StageRow> rows) {
    return rows.stream()
        .map(row -> String.valueOf(row.stage().number()))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static void figure(Markup page, String name, String value, String unit) {
    page.add("<div><dt>{}</dt><dd>{} <small>{}</small></dd></div>", name, value, unit);
  }

  private static String sum(List<StageRow> rows, ToDoubleFunction<StageFigures> figure) {
    return Markup.number(rows.stream().map(StageRow::figures).mapToDouble(figure).sum(), 0);
  }

  private static String max(
      List<StageRow> rows, ToDoubleFunction<StageFigures> figure, int digits) {
    double max =
        rows.stream()
            .map(StageRow::figures)
            .mapToDouble(figure)
            .filter(value -> !Double.isNaN(value))
            .max()
            .orElse(Double.NaN);
    return Markup.number(max, digits);
  }

  private static String about(Well well) {
    return join(
        well.padName() == null ? null : "pad " + well.padName(),
        well.operator(),
        well.api() == null ? null : "API " + well.api(),
        "site " + well.siteId());
  }

  private static String join(@Nullable String... parts) {
    return Stream.of(parts).filter(Objects::nonNull).collect(Collectors.joining(" · "));
  }

  private static String period(List<WellReport> wells) {
    ZoneId zone = wells.get(0).well().zone();
    Instant from = wells.stream().map(WellReport::from).min(Instant::compareTo).orElseThrow();
    Instant to = wells.stream().map(WellReport::to).max(Instant::compareTo).orElseThrow();
    return at(from, zone) + " to " + at(to, zone);
  }

  private static String at(Instant instant, ZoneId zone) {
    return DAY_AND_TIME.format(instant.atZone(zone))
        + " "
        + zone.getDisplayName(TextStyle.SHORT, Locale.ROOT).replace("Z", "UTC");
  }

  private static String zoneName(WellReport report) {
    ZoneId zone = report.well().zone();
    return zone.getId()
        + " (UTC"
        + zone.getRules().getOffset(report.from()).getId().replace("Z", "")
        + ")";
  }

  private static String resource(String name) {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the build lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A browser's developer tools would try to fetch the map. */
  private static String withoutSourceMap(String script) {
    return script.replaceAll("(?m)^//# sourceMappingURL=.*$", "");
  }

  private static String hashSource(String script) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
