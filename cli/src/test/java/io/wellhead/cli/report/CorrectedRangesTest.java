// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.transforms.warehouse.TableDefinition;
import io.wellhead.transforms.warehouse.Tables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Corrected ranges on the plot, of an hour at 8000 psi and 60 bbl/min. */
class CorrectedRangesTest {
  private static final String CHANGED =
      "{\"surface_treating_pressure\": 7000, \"slurry_rate\": 60}";
  private static final String SAME = "{\"surface_treating_pressure\": 8000, \"slurry_rate\": 60.0}";

  @RegisterExtension final BigQuerySandboxExtension bigQuery = new BigQuerySandboxExtension();
  @TempDir Path folder;

  @Test
  void correctedRange_isMarkedWithWhatWasDone() throws Exception {
    ReportWarehouse warehouse = warehouse(Tables.SILVER_DATA_CHANGES);
    change(warehouse, 4711, "move_delete", "05:10:00", "05:20:00", "confirmed");

    assertThat(warehouse.pageWithoutScripts())
        .contains(
            "1 data change in this period</summary>",
            "<td>4711</td><td class=\"text\">move delete</td><td>Jun 2, 05:10:00</td><td>Jun 2, 05:20:00</td>",
            "confirmed</td><td>Jun 2, 07:04:00</td><td>61</td><td>2</td>")
        .doesNotContain("not applied");
    assertThat(warehouse.page())
        .contains(
            "{\"title\":\"Data change 4711, move delete\",\"state\":\"confirmed Jun 2, 07:04:00\",\"applied\":true,"
                + "\"from\":1748841000,\"to\":1748841601}");
  }

  @Test
  void changeThatIsNotApplied_looksDifferent() throws Exception {
    ReportWarehouse warehouse = warehouse(Tables.SILVER_DATA_CHANGES);
    change(warehouse, 4711, "change", "05:10:00", "05:20:00", "applied");
    change(warehouse, 4712, "add", "05:30:00", "05:40:00", "received");

    assertThat(warehouse.pageWithoutScripts())
        .contains("2 data changes in this period", "1 not applied</summary>")
        .contains("mark-open\"></span>received, not applied yet</td><td>Jun 2, 07:01:00");
    assertThat(warehouse.page())
        .contains("\"state\":\"received, not applied yet Jun 2, 07:01:00\",\"applied\":false");
  }

  @Test
  void changesOfOtherTimes_areLeftOut() throws Exception {
    ReportWarehouse warehouse = warehouse(Tables.SILVER_DATA_CHANGES);
    change(warehouse, 4711, "change", "04:10:00", "04:59:59", "applied");
    change(warehouse, 4712, "change", "06:00:00", "06:30:00", "applied");

    assertThat(warehouse.pageWithoutScripts()).doesNotContain("data change");
  }

  @Test
  void changedValues_areShownBeforeTheCorrectionWhereTheyDiffer() throws Exception {
    ReportWarehouse warehouse = withBronze();
    change(warehouse, 4711, "change", "05:10:00", "05:20:00", "applied");
    received(warehouse, "05:10:00", "05:11:00", CHANGED);
    received(warehouse, "05:11:00", "05:20:00", SAME);

    assertThat(warehouse.page())
        .containsOnlyOnce("\"before\"")
        .containsSubsequence(
            "\"label\":\"Treating pressure\"",
            "\"before\":{\"t\":[1748841000,50],\"v\":[7000,7000]}",
            "\"label\":\"Slurry rate\"");
  }

  @Test
  void secondsOutsideOfCorrectedRanges_haveNoBefore() throws Exception {
    ReportWarehouse warehouse = withBronze();
    change(warehouse, 4711, "change", "05:10:00", "05:20:00", "applied");
    received(warehouse, "05:30:00", "05:31:00", CHANGED);

    assertThat(warehouse.page()).doesNotContain("\"before\"");
  }

  @Test
  void deletedSeconds_haveOnlyABefore() throws Exception {
    ReportWarehouse warehouse = withBronze();
    change(warehouse, 4711, "delete", "06:05:00", "06:06:00", "applied");
    received(warehouse, "06:05:00", "06:05:20", SAME);
    warehouse.pumping("2025-06-02 06:30:00", "2025-06-02 06:31:00");

    assertThat(warehouse.page())
        .containsSubsequence(
            "\"before\":{\"t\":[1748844300,10],\"v\":[8000,8000]}",
            "\"before\":{\"t\":[1748844300,10],\"v\":[60,60]}");
  }

  @Test
  void recordReceivedLastWithoutACorrection_isTheBefore() throws Exception {
    ReportWarehouse warehouse = withBronze();
    change(warehouse, 4711, "change", "05:10:00", "05:20:00", "applied");
    received(warehouse, "05:10:00", "05:10:10", "05:10:02", "null", "imperial", CHANGED);
    received(
        warehouse,
        "05:10:00",
        "05:10:10",
        "05:10:01",
        "null",
        "imperial",
        "{\"surface_treating_pressure\": 1}");
    received(
        warehouse,
        "05:10:00",
        "05:10:10",
        "07:02:00",
        "4711",
        "imperial",
        "{\"surface_treating_pressure\": 2}");

    assertThat(warehouse.page())
        .containsOnlyOnce("\"before\":")
        .contains("\"before\":{\"t\":[1748841000],\"v\":[7000]}");
  }

  @Test
  void sameValueInOtherUnits_isNoDifference() throws Exception {
    ReportWarehouse warehouse = withBronze();
    change(warehouse, 4711, "change", "05:10:00", "05:20:00", "applied");
    received(
        warehouse,
        "05:10:00",
        "05:20:00",
        "05:20:00",
        "null",
        "si",
        "{\"surface_treating_pressure\": 55158.056, \"slurry_rate\": 9.539238}");

    assertThat(warehouse.page()).doesNotContain("\"before\"").contains("Data change 4711");
  }

  @Test
  void warehouseWithoutBronze_hasNoBefore() throws Exception {
    ReportWarehouse warehouse = warehouse(Tables.SILVER_DATA_CHANGES);
    change(warehouse, 4711, "change", "05:10:00", "05:20:00", "applied");

    assertThat(warehouse.page()).contains("Data change 4711").doesNotContain("\"before\"");
  }

  private ReportWarehouse withBronze() throws Exception {
    return warehouse(Tables.SILVER_DATA_CHANGES, Tables.BRONZE_MEASUREMENTS);
  }

  private ReportWarehouse warehouse(TableDefinition... more) throws Exception {
    List<TableDefinition> tables = new ArrayList<>(List.of(more));
    tables.addAll(
        List.of(
            Tables.SILVER_MEASUREMENTS,
            Tables.SILVER_STAGES,
            Tables.SILVER_SITES,
            Tables.SILVER_PADS));
    ReportWarehouse warehouse = new ReportWarehouse(bigQuery.sandbox(), folder, tables);
    warehouse.pumping("2025-06-02 05:00:00", "2025-06-02 06:00:00");
    return warehouse;
  }

  private static void change(
      ReportWarehouse warehouse, long id, String what, String from, String to, String status) {
    warehouse.insert(
        """
        restream_silver.data_changes
          (change_id, site_id, modification_type, modification_subtype, start_date, end_date, status, received_at,
           read_at, applied_at, confirmed_at, rows_written, rows_deleted, updated_at, change_sequence)
        values (%d, 9101, 'transaction', '%s', '2025-06-02 %sZ', '2025-06-02 %sZ', '%s', '2025-06-02 07:01:00Z',
          '2025-06-02 07:02:00Z', '2025-06-02 07:03:00Z', '2025-06-02 07:04:00Z', 61, 2, now(), '0')
        """
            .formatted(id, what, from, to, status));
  }

  /** A record each 10 s, as it came live. */
  private static void received(ReportWarehouse warehouse, String from, String to, String payload) {
    received(warehouse, from, to, to, "null", "imperial", payload);
  }

  private static void received(
      ReportWarehouse warehouse,
      String from,
      String to,
      String at,
      String changeId,
      String units,
      String payload) {
    warehouse.insert(
        """
        restream_bronze.measurements
          (record_id, room, site_id, event_time, received_at, origin, change_id, unit_system, payload)
        select 'r', 'pad/412', 9101, t, timestamptz '2025-06-02 %sZ', 'live', %s, '%s', '%s'
        from range(timestamptz '2025-06-02 %sZ', timestamptz '2025-06-02 %sZ', interval 10 second) as seconds(t)
        """
            .formatted(at, changeId, units, payload, from, to));
  }
}
