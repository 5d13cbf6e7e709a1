// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.transforms.warehouse.Tables;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The vendor's figures in the table of stages. */
class VendorFiguresTest {
  @RegisterExtension final BigQuerySandboxExtension bigQuery = new BigQuerySandboxExtension();
  @TempDir Path folder;
  private ReportWarehouse warehouse;

  @BeforeEach
  void makeTables() throws Exception {
    warehouse =
        new ReportWarehouse(
            bigQuery.sandbox(),
            folder,
            List.of(
                Tables.SILVER_MEASUREMENTS,
                Tables.SILVER_STAGES,
                Tables.SILVER_STAGE_AGGREGATIONS,
                Tables.SILVER_SITES,
                Tables.SILVER_PADS));
    warehouse.fracStage("71", "2025-06-02 05:00:00", "2025-06-02 06:00:00");
    warehouse.pumping("2025-06-02 05:00:00", "2025-06-02 06:00:00");
  }

  @Test
  void figuresThatDiffer_areCountedNamedAndListedFirst() throws Exception {
    figure("avg_slurry_rate", "bpm", "60", "60.00000001", 0);
    figure("max_surface_pressure", "psi", "8100", "8000", 0);
    figure("total_slurry_flow", "gal", "151200", "151201", 0);

    String row = vendorRow();

    assertThat(row)
        .contains(
            "Vendor's figures: 1 of 3 agree",
            "≠ 2 differ",
            "(largest: max_surface_pressure, 1.23 %)");
    assertThat(row)
        .containsSubsequence(
            "<tr class=\"differs\"><td class=\"text\">≠ max_surface_pressure</td><td class=\"text\">psi</td>",
            "<td>8,100</td><td>8,000</td><td>+100 (1.23 %)</td><td>360</td>",
            "<td class=\"text\">final</td><td>Jun 2, 06:10:00</td>",
            "≠ total_slurry_flow",
            "<td>151,200</td><td>151,201</td><td>−1 (0.000661 %)</td>",
            "<tr><td class=\"text\">avg_slurry_rate</td>");
    assertThat(warehouse.page())
        .contains("≠ The vendor gives other figures for 1 of the frac stages (9); see the table.");
  }

  @Test
  void figuresThatAgree_areNotMarked() throws Exception {
    figure("avg_slurry_rate", "bpm", "60", "60.00000001", 0);

    assertThat(vendorRow()).contains("1 of 1 agree</summary>").doesNotContain("≠", "without data");
    assertThat(warehouse.pageWithoutScripts())
        .doesNotContain("The vendor gives other figures", "recomputed");
  }

  @Test
  void figureWithoutRecords_readsNoData() throws Exception {
    figure("avg_clean_rate", null, "null", "12.5", 0);

    assertThat(vendorRow())
        .contains(
            "0 of 1 agree, 1 without data",
            "avg_clean_rate</td><td class=\"text\">–</td><td>no data</td><td>12.5</td><td>–</td>");
  }

  @Test
  void stageThatADataChangeTouched_saysSoAlsoWithoutVendorFigures() throws Exception {
    figure("avg_slurry_rate", "bpm", "60", "null", 4711);

    String page = warehouse.pageWithoutScripts();

    assertThat(page).contains("recomputed after data change 4711");
    assertThat(page).doesNotContain("Vendor's figures");
  }

  @Test
  void figuresOfOtherStages_standWithTheirOwnStage() throws Exception {
    warehouse.fracStage("72", "2025-06-02 06:30:00", "2025-06-02 07:00:00");
    warehouse.pumping("2025-06-02 06:30:00", "2025-06-02 07:00:00");
    figure("avg_slurry_rate", "bpm", "60", "60", 0);

    assertThat(warehouse.pageWithoutScripts())
        .containsSubsequence("<td>Jun 2, 05:00:00", "1 of 1 agree", "<td>Jun 2, 06:30:00")
        .containsOnlyOnce("<details>");
  }

  private void figure(
      String name, @Nullable String unit, String value, String vendorValue, long revision) {
    warehouse.insert(
        """
        restream_silver.stage_aggregations
          (stage_id, parameter, site_id, stage_number, state, start, `end`, value, unit, samples, is_final,
           vendor_value, computed_at, revision, updated_at, change_sequence)
        values ('71', '%s', 9101, 9, 'frac_frac', '2025-06-02 05:00:00Z', '2025-06-02 06:00:00Z', %s, %s, 360, true,
          %s, '2025-06-02 06:10:00Z', %d, now(), '0')
        """
            .formatted(
                name, value, unit == null ? "null" : "'" + unit + "'", vendorValue, revision));
  }

  private String vendorRow() throws Exception {
    Matcher row =
        Pattern.compile("(?s)<tr class=\"vendor operation-frac\">.*?</details>")
            .matcher(warehouse.page());
    assertThat(row.find()).isTrue();
    return row.group();
  }
}
