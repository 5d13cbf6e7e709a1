// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.transforms.warehouse.ColumnType;
import io.wellhead.transforms.warehouse.Tables;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares the minutes with a recomputation in SQL over the silver measurements. */
final class MinuteCheck {
  private static final String FIGURES =
      "site_id, minute, field, MIN(value) AS min, MAX(value) AS max, AVG(value) AS mean,"
          + " ARG_MIN(value, event_time) AS first, ARG_MAX(value, event_time) AS last,"
          + " COUNT(*) AS count";

  private final LivePath path;

  MinuteCheck(LivePath path) {
    this.path = path;
  }

  /** Each row is there with the same figures, the mean up to rounding, and no other row. */
  void minutesEqualTheRecomputation() {
    String columns =
        Tables.SILVER_MEASUREMENTS.columns().stream()
            .filter(column -> column.type() == ColumnType.FLOAT64)
            .map(column -> "\"" + column.name() + "\"")
            .collect(Collectors.joining(", "));
    String values =
        "SELECT site_id, event_time, field, value FROM silver.measurements UNPIVOT (value FOR field"
            + " IN ("
            + columns
            + ")) UNION ALL SELECT m.site_id, m.event_time, e.key AS field,"
            + " CAST(e.value AS DOUBLE) AS value FROM silver.measurements m,"
            + " json_each(m.other_fields) e WHERE e.type IN ('DOUBLE', 'BIGINT', 'UBIGINT')";
    String recomputed =
        "SELECT "
            + FIGURES
            + " FROM (SELECT *, TIMESTAMP_TRUNC(event_time, MINUTE) AS minute FROM ("
            + values
            + ")) GROUP BY site_id, minute, field";
    List<Map<String, @Nullable Object>> different =
        path.query(
            "SELECT * FROM ("
                + recomputed
                + ") r FULL OUTER JOIN silver.measurements_1m s ON r.site_id = s.site_id AND"
                + " r.minute = s.minute AND r.field = s.field WHERE s.count IS NULL OR r.count IS"
                + " NULL OR s.count <> r.count OR s.min <> r.min OR s.max <> r.max OR s.first <>"
                + " r.first OR s.last <> r.last OR ABS(s.mean - r.mean) > 1e-9 * (1 +"
                + " ABS(r.mean))");
    assertThat(different).isEmpty();
    assertThat(path.count("silver.measurements_1m")).isPositive();
  }
}
