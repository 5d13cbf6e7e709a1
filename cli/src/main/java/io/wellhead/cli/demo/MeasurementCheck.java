// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.demo;

import io.wellhead.cli.verify.SiteFigures;
import io.wellhead.sandbox.bigquery.BigQuerySandbox;
import java.util.List;
import java.util.function.ToLongFunction;

/** The tables of measurements and minutes beside what was served, first and in the end. */
final class MeasurementCheck {
  private static final String BRONZE = "restream_bronze.measurements";
  private static final String SILVER = "restream_silver.measurements";
  private static final String MINUTES = "restream_silver.measurements_1m";

  private static final String STAGES = "restream_silver.stage_aggregations";

  private final BigQuerySandbox warehouse;
  private final long firstServed;
  private final List<SiteFigures> figures;

  /**
   * @param firstServed how many records were served before anything was corrected
   * @param figures the comparison with what is served now
   */
  MeasurementCheck(BigQuerySandbox warehouse, long firstServed, List<SiteFigures> figures) {
    this.warehouse = warehouse;
    this.firstServed = firstServed;
    this.figures = figures;
  }

  List<TableCheck> run() {
    return List.of(
        new TableCheck(BRONZE, "records as first served", firstRecords(), firstServed),
        new TableCheck(SILVER, "rows", sum(SiteFigures::rows), sum(SiteFigures::records)),
        new TableCheck(
            SILVER,
            "rows with all values as served",
            sum(SiteFigures::equalRows),
            sum(SiteFigures::records)),
        new TableCheck(MINUTES, "rows", sum(SiteFigures::minuteRows), sum(SiteFigures::minutes)),
        new TableCheck(
            MINUTES,
            "rows with all figures as served",
            sum(SiteFigures::equalMinutes),
            sum(SiteFigures::minutes)),
        new TableCheck(
            STAGES,
            "figures as recomputed in SQL",
            sum(SiteFigures::equalAggregations),
            sum(SiteFigures::aggregations)));
  }

  private long sum(ToLongFunction<SiteFigures> figure) {
    return figures.stream().mapToLong(figure).sum();
  }

  private long firstRecords() {
    return TableCheck.number(
        warehouse,
        "SELECT COUNT(DISTINCT record_id) AS n FROM " + BRONZE + " WHERE origin <> 'correction'");
  }
}
