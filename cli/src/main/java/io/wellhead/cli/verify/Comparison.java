// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.verify;

import io.wellhead.cli.output.Listing;
import io.wellhead.cli.output.OutputFormat;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * What a comparison found, as it is shown.
 *
 * @param figures by site
 * @param differences all of them
 * @param most how many are shown
 * @param output how they are shown
 */
record Comparison(
    List<SiteFigures> figures, List<Difference> differences, int most, OutputFormat output) {

  boolean isEqual() {
    return differences.isEmpty();
  }

  /**
   * Shows it.
   *
   * @param list takes the differences
   * @param summary takes the rest
   */
  void print(PrintWriter list, PrintWriter summary) {
    sites().print(figures, OutputFormat.TABLE, summary);
    List<Difference> shown = differences.subList(0, Math.min(most, differences.size()));
    boolean table = output == OutputFormat.TABLE;
    if (table && !shown.isEmpty()) {
      list.println();
    }
    if (!table || !shown.isEmpty()) {
      listing().print(shown, output, list);
    }
    if (differences.size() > shown.size()) {
      summary.println("... and " + (differences.size() - shown.size()) + " more");
    }
    if (differences.isEmpty()) {
      summary.println("No differences.");
    }
    summary.flush();
    list.flush();
  }

  private static Listing<SiteFigures> sites() {
    return Listing.of(SiteFigures.class)
        .column("SITE", SiteFigures::siteId)
        .column("SECONDS SERVED", SiteFigures::records)
        .column("IN SILVER", SiteFigures::rows)
        .column("EQUAL", SiteFigures::equalRows)
        .column("MINUTE FIGURES", SiteFigures::minutes)
        .column("IN SILVER", SiteFigures::minuteRows)
        .column("EQUAL", SiteFigures::equalMinutes)
        .column("STAGE FIGURES", SiteFigures::aggregations)
        .column("EQUAL", SiteFigures::equalAggregations);
  }

  private static Listing<Difference> listing() {
    return Listing.of(Difference.class)
        .column("WHAT", difference -> difference.what().name().toLowerCase(Locale.ROOT))
        .column("SITE", Difference::siteId)
        .column("SUBJECT", Difference::subject)
        .column("FROM", Difference::from)
        .column("TO", Difference::through)
        .column("COUNT", Difference::count)
        .column("SERVICE", Difference::service)
        .column("WAREHOUSE", Difference::warehouse);
  }
}
