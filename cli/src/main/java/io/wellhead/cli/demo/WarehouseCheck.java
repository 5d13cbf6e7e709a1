// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.demo;

import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.StageFilter;
import io.wellhead.restream.model.Room;
import io.wellhead.restream.model.Stage;
import io.wellhead.sandbox.bigquery.BigQuerySandbox;
import io.wellhead.transforms.warehouse.Column;
import io.wellhead.transforms.warehouse.Tables;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares the tables with what the ReStream sandbox served. */
final class WarehouseCheck {
  /** Columns of {@code silver.measurements} that are not fields of a record. */
  private static final Set<String> OURS =
      Set.of(
          "site_id",
          "event_time",
          "other_fields",
          "unit_system",
          "revision",
          "updated_at",
          "change_sequence");

  private final BigQuerySandbox warehouse;
  private final RestreamClient client;
  private final SimulatedTruth truth;
  private final Room pad;
  private final Instant until;

  WarehouseCheck(
      BigQuerySandbox warehouse,
      RestreamClient client,
      SimulatedTruth truth,
      Room pad,
      Instant until) {
    this.warehouse = warehouse;
    this.client = client;
    this.truth = truth;
    this.pad = pad;
    this.until = until;
  }

  List<TableCheck> run() {
    long records = truth.records();
    List<TableCheck> checks = new ArrayList<>();
    checks.add(
        check(
            "restream_bronze.measurements",
            "rows",
            count("restream_bronze.measurements"),
            records));
    checks.add(
        check(
            "restream_bronze.measurements",
            "different record_id",
            number("SELECT COUNT(DISTINCT record_id) AS n FROM restream_bronze.measurements"),
            records));
    checks.add(
        check(
            "restream_silver.measurements",
            "rows",
            count("restream_silver.measurements"),
            records));
    checks.add(
        check(
            "restream_silver.measurements",
            "rows with all values as served",
            equalRows(),
            records));
    checks.add(
        check(
            "restream_silver.measurements_1m",
            "rows",
            count("restream_silver.measurements_1m"),
            truth.minutes()));
    checks.add(
        check(
            "restream_silver.stages",
            "ended stages as served",
            equalStages(),
            endedStages().size()));
    checks.add(check("restream_silver.pads", "rows", count("restream_silver.pads"), 1));
    checks.add(
        check(
            "restream_silver.sites", "rows", count("restream_silver.sites"), truth.sites().size()));
    checks.add(
        check(
            "restream_silver.fields",
            "rows",
            count("restream_silver.fields"),
            client.fields(pad).execute().size()));
    checks.add(check("wellhead_ops.dead_letters", "rows", count("wellhead_ops.dead_letters"), 0));
    return checks;
  }

  /**
   * Rows of silver in which every promoted column has the value that the sandbox served, or none
   * where it had none.
   */
  private long equalRows() {
    long equal = 0;
    for (long site : truth.sites()) {
      Map<Long, SimulatedTruth.Second> seconds = truth.seconds(site);
      for (Map<String, @Nullable Object> row :
          warehouse.query("SELECT * FROM restream_silver.measurements WHERE site_id = " + site)) {
        SimulatedTruth.Second expected =
            seconds.get(((Instant) row.get("event_time")).getEpochSecond());
        if (expected != null && isEqual(row, expected)) {
          equal++;
        }
      }
    }
    return equal;
  }

  private static boolean isEqual(
      Map<String, @Nullable Object> row, SimulatedTruth.Second expected) {
    for (Column column : Tables.SILVER_MEASUREMENTS.columns()) {
      String name = column.name();
      Object value = row.get(name);
      boolean same =
          OURS.contains(name)
              || (value instanceof Double number && number.equals(expected.numbers().get(name)))
              || (value instanceof String text && text.equals(expected.texts().get(name)))
              || (value == null
                  && !expected.numbers().containsKey(name)
                  && !expected.texts().containsKey(name));
      if (!same) {
        return false;
      }
    }
    return true;
  }

  private List<Stage> endedStages() {
    return client.stages(pad, StageFilter.ALL).execute().stream()
        .filter(stage -> stage.end() != null && !stage.end().isAfter(until))
        .toList();
  }

  private long equalStages() {
    Set<List<Object>> written = new HashSet<>();
    for (Map<String, @Nullable Object> row :
        warehouse.query(
            "SELECT g.history_id, g.site_id, g.stage_number, g.state, g.start, g.end AS ended FROM restream_silver.stages AS g")) {
      written.add(
          Arrays.asList(
              row.get("history_id"),
              row.get("site_id"),
              row.get("stage_number"),
              row.get("state"),
              row.get("start"),
              row.get("ended")));
    }
    return endedStages().stream()
        .filter(
            stage ->
                written.contains(
                    Arrays.asList(
                        stage.id(),
                        stage.site(),
                        (long) stage.stageNumber(),
                        stage.state(),
                        stage.start(),
                        stage.end())))
        .count();
  }

  private long count(String table) {
    return number("SELECT COUNT(*) AS n FROM " + table);
  }

  private long number(String sql) {
    Object value = warehouse.query(sql).get(0).get("n");
    return value instanceof Long number ? number : -1;
  }

  private static TableCheck check(String table, String what, long written, long truth) {
    return new TableCheck(table, what, written, truth);
  }
}
