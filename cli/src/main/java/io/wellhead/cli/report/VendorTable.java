// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import io.wellhead.cli.report.StageParameter.Match;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A stage's figures beside the vendor's: one line that opens to a table, without script. Of a
 * report with very many figures the table leaves out those that agree.
 */
final class VendorTable {
  /** About 250 bytes each. */
  private static final long MOST_FIGURES = 8_000;

  private static final int DIGITS = 7;

  private VendorTable() {}

  /** Whether there is room for the figures that agree. */
  static boolean hasRoomForAll(List<WellReport> wells) {
    return wells.stream()
            .flatMap(well -> well.comparisons().values().stream())
            .mapToLong(comparison -> comparison.parameters().size())
            .sum()
        <= MOST_FIGURES;
  }

  /** Writes the line and its table. The comparison must have a parameter. */
  static void write(VendorComparison comparison, boolean all, ZoneId zone, Markup page) {
    long differing = comparison.count(Match.DIFFERS);
    long missing = comparison.count(Match.NO_DATA);
    page.add(
        "<details><summary>Vendor's figures: {} of {} agree",
        comparison.count(Match.AGREES),
        comparison.parameters().size());
    if (differing > 0) {
      page.add(
          ", <span class=\"differs\">≠ {}</span>",
          differing == 1 ? "1 differs" : differing + " differ");
    }
    comparison
        .worst()
        .ifPresent(
            worst ->
                page.add(" (largest: {}, {})", worst.name(), percent(worst.relativeDifference())));
    if (missing > 0) {
      page.add(", {} without data", missing);
    }
    page.add("</summary>");
    writeTable(comparison, all, zone, page);
    page.add("</details>");
  }

  private static void writeTable(
      VendorComparison comparison, boolean all, ZoneId zone, Markup page) {
    List<StageParameter> listed =
        comparison.parameters().stream()
            .filter(parameter -> all || parameter.match() != Match.AGREES)
            .toList();
    if (!listed.isEmpty()) {
      page.add(
          """
          <table><thead><tr><th class="text">Parameter</th><th class="text">Unit</th><th>Value</th><th>Vendor</th>\
          <th>Difference</th><th>Samples</th><th class="text">State</th><th>Computed</th></tr></thead><tbody>
          """);
      listed.forEach(parameter -> writeRow(parameter, zone, page));
      page.add("</tbody></table>");
    }
    if (listed.size() < comparison.parameters().size()) {
      page.add(
          "<p>The report has too many figures to list those that agree; choose a shorter period"
              + " or fewer wells.</p>");
    }
  }

  private static void writeRow(StageParameter parameter, ZoneId zone, Markup page) {
    Double value = parameter.value();
    page.add(parameter.match() == Match.DIFFERS ? "<tr class=\"differs\">" : "<tr>");
    page.add("<td class=\"text\">{}", parameter.match() == Match.DIFFERS ? "≠ " : "")
        .add("{}</td><td class=\"text\">{}</td>", parameter.name(), orDash(parameter.unit()));
    page.add(
        "<td>{}</td><td>{}</td>",
        value == null ? "no data" : number(value),
        number(parameter.vendorValue()));
    page.add("<td>{}</td><td>{}</td>", difference(parameter), parameter.samples());
    page.add(
        "<td class=\"text\">{}</td><td>{}</td></tr>\n",
        parameter.isFinal() ? "final" : "running",
        parameter.computedAt() == null ? "–" : StageTable.time(parameter.computedAt(), zone));
  }

  private static String orDash(@Nullable String text) {
    return text == null ? "–" : text;
  }

  private static String difference(StageParameter parameter) {
    if (parameter.match() == Match.NO_DATA) {
      return "–";
    }
    double difference = parameter.difference();
    if (difference == 0) {
      return "0";
    }
    String sign = difference > 0 ? "+" : "−";
    return sign
        + small(Math.abs(difference))
        + " ("
        + percent(parameter.relativeDifference())
        + ")";
  }

  static String percent(double share) {
    return small(100 * share) + " %";
  }

  /** Three digits, wherever they stand. */
  private static String small(double value) {
    if (Double.isFinite(value) && (value == 0 || value >= 1e-4)) {
      return plain(new BigDecimal(value).round(new MathContext(3, RoundingMode.HALF_UP)));
    }
    return String.format(Locale.ROOT, "%.1e", value);
  }

  /** Seven digits, but all of those before the point. */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return String.valueOf(value);
    }
    BigDecimal exact = new BigDecimal(value);
    int wholeDigits = Math.max(0, exact.precision() - exact.scale());
    if (exact.signum() != 0 && Math.abs(value) < 1e-4) {
      return String.format(Locale.ROOT, "%.6e", value);
    }
    return plain(exact.setScale(Math.max(0, DIGITS - wholeDigits), RoundingMode.HALF_UP));
  }

  private static String plain(BigDecimal value) {
    BigDecimal shortest = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    return String.format(Locale.ROOT, "%,." + Math.max(0, shortest.scale()) + "f", shortest);
  }
}
