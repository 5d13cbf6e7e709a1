// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.demo;

import io.wellhead.cli.demo.SimulatedTruth.Second;
import io.wellhead.sandbox.bigquery.BigQuerySandbox;
import io.wellhead.transforms.warehouse.Column;
import io.wellhead.transforms.warehouse.Tables;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares the tables of measurements and minutes, row by row, with what was served. */
final class MeasurementCheck {
  private static final String BRONZE = "restream_bronze.measurements";
  private static final String SILVER = "restream_silver.measurements";
  private static final String MINUTES = "restream_silver.measurements_1m";

  /** Columns of silver that are not fields of a record. */
  private static final Set<String> OURS =
      Set.of(
          "site_id",
          "event_time",
          "other_fields",
          "unit_system",
          "revision",
          "updated_at",
          "change_sequence");

  private static final List<String> FIELDS =
      Tables.SILVER_MEASUREMENTS.columns().stream()
          .map(Column::name)
          .filter(name -> !OURS.contains(name))
          .toList();

  private final BigQuerySandbox warehouse;
  private final SimulatedTruth truth;
  private final MinuteTruth minutes;

  MeasurementCheck(BigQuerySandbox warehouse, SimulatedTruth truth) {
    this.warehouse = warehouse;
    this.truth = truth;
    minutes = MinuteTruth.of(truth);
  }

  List<TableCheck> run() {
    long records = truth.records();
    return List.of(
        new TableCheck(BRONZE, "rows", TableCheck.rows(warehouse, BRONZE), records),
        new TableCheck(BRONZE, "different record_id", differentIds(), records),
        new TableCheck(SILVER, "rows", TableCheck.rows(warehouse, SILVER), records),
        new TableCheck(SILVER, "rows with all values as served", equalRows(), records),
        new TableCheck(MINUTES, "rows", TableCheck.rows(warehouse, MINUTES), minutes.count()),
        new TableCheck(
            MINUTES, "rows with all figures as served", equalMinutes(), minutes.count()));
  }

  private long differentIds() {
    return TableCheck.number(
        warehouse, "SELECT COUNT(DISTINCT record_id) AS n FROM restream_bronze.measurements");
  }

  private long equalRows() {
    long equal = 0;
    for (long site : truth.sites()) {
      Map<Long, Second> seconds = truth.seconds(site);
      for (Map<String, @Nullable Object> row :
          warehouse.query("SELECT * FROM restream_silver.measurements WHERE site_id = " + site)) {
        Instant eventTime = (Instant) row.get("event_time");
        Second expected = eventTime == null ? null : seconds.get(eventTime.getEpochSecond());
        equal += fields(row).equals(expected) ? 1 : 0;
      }
    }
    return equal;
  }

  /** The record that a row makes: the fields with a column, and those in {@code other_fields}. */
  static Second fields(Map<String, @Nullable Object> row) {
    Map<String, Double> numbers = new HashMap<>();
    Map<String, String> texts = new HashMap<>();
    for (String name : FIELDS) {
      if (row.get(name) instanceof Double number) {
        numbers.put(name, number);
      } else if (row.get(name) instanceof String text) {
        texts.put(name, text);
      }
    }
    if (row.get("other_fields") instanceof String json) {
      Second others = SimulatedTruth.decode(json.getBytes(StandardCharsets.UTF_8));
      numbers.putAll(others.numbers());
      texts.putAll(others.texts());
    }
    return new Second(numbers, texts);
  }

  private long equalMinutes() {
    long equal = 0;
    for (Map<String, @Nullable Object> row :
        warehouse.query("SELECT * FROM restream_silver.measurements_1m")) {
      if (row.get("site_id") instanceof Long site
          && row.get("minute") instanceof Instant minute
          && row.get("field") instanceof String field) {
        MinuteTruth.Key key = new MinuteTruth.Key(site, minute.getEpochSecond() / 60, field);
        equal += minutes.isEqual(key, row) ? 1 : 0;
      }
    }
    return equal;
  }
}
