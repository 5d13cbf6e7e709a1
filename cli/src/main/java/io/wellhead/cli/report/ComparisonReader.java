// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import io.wellhead.transforms.warehouse.QueryRow;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code restream_silver.stage_aggregations}. */
final class ComparisonReader {
  private final Warehouse warehouse;

  ComparisonReader(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /**
   * The figures of the well's stages that overlap the period, by stage id. A stage is absent that
   * neither has a vendor's figure nor was touched by a data change.
   */
  Map<String, VendorComparison> comparisons(Well well, Instant from, Instant to)
      throws IOException {
    String sql =
        "SELECT stage_id, parameter, unit, value, vendor_value, samples, is_final, computed_at, revision FROM "
            + warehouse.table(Tables.SILVER_STAGE_AGGREGATIONS)
            + " WHERE site_id = ? AND start < ? AND (`end` IS NULL OR `end` > ?)"
            + " AND (vendor_value IS NOT NULL OR revision > 0)";
    Map<String, List<StageParameter>> parameters = new HashMap<>();
    Map<String, Long> revisions = new HashMap<>();
    for (QueryRow row : LaterTables.rows(warehouse, sql, well.siteId(), to, from)) {
      String stage = String.valueOf(row.text("stage_id"));
      Long revision = row.integer("revision");
      revisions.merge(stage, revision == null ? 0 : revision, Math::max);
      Double vendorValue = row.number("vendor_value");
      if (vendorValue != null) {
        parameters
            .computeIfAbsent(stage, ignored -> new ArrayList<>())
            .add(parameter(row, vendorValue));
      }
    }
    Map<String, VendorComparison> comparisons = new HashMap<>();
    revisions.forEach(
        (stage, revision) ->
            comparisons.put(
                stage, new VendorComparison(revision, parameters.getOrDefault(stage, List.of()))));
    return comparisons;
  }

  private static StageParameter parameter(QueryRow row, double vendorValue) {
    Long samples = row.integer("samples");
    return new StageParameter(
        String.valueOf(row.text("parameter")),
        row.text("unit"),
        row.number("value"),
        vendorValue,
        samples == null ? 0 : samples,
        Boolean.TRUE.equals(row.flag("is_final")),
        row.instant("computed_at"));
  }
}
