// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.warehouse.QueryRow;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Asks {@code restream_silver.stage_aggregations}, and {@code data_changes} what touched its stages
 * since, with three queries for a site. One thread.
 */
final class WarehouseFigures implements StoredFigures {
  private final Warehouse warehouse;

  WarehouseFigures(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  @Override
  public OfSite of(long siteId) throws IOException {
    List<StoredStage> stages = new ArrayList<>();
    String making = "stage_id, state, stage_number, start, `end`, is_final";
    for (QueryRow row : ask(making + ", MAX(revision) AS revision", "GROUP BY " + making, siteId)) {
      stages.add(stage(siteId, row));
    }
    SortedSet<String> names = new TreeSet<>();
    for (QueryRow row : ask("DISTINCT parameter", "", siteId)) {
      names.add(requireNonNull(row.text("parameter")));
    }
    return new OfSite(stages, names, corrected(siteId));
  }

  private List<StageSignal.Corrected> corrected(long siteId) throws IOException {
    String sql =
        "SELECT DISTINCT c.start_date, c.end_date, c.revision FROM %s AS c JOIN %s AS a"
            + " ON a.site_id = c.site_id AND a.revision < c.revision AND a.start <= c.end_date"
            + " AND COALESCE(a.`end`, c.end_date) >= c.start_date WHERE c.site_id = ?"
            + " ORDER BY c.revision";
    List<StageSignal.Corrected> corrected = new ArrayList<>();
    for (QueryRow row :
        warehouse.query(
            sql.formatted(
                warehouse.table(Tables.SILVER_DATA_CHANGES),
                warehouse.table(Tables.SILVER_STAGE_AGGREGATIONS)),
            siteId)) {
      corrected.add(
          new StageSignal.Corrected(
              siteId,
              requireNonNull(row.instant("start_date")).getEpochSecond(),
              requireNonNull(row.instant("end_date")).getEpochSecond(),
              requireNonNull(row.integer("revision"))));
    }
    return corrected;
  }

  private List<QueryRow> ask(String what, String grouped, long siteId) throws IOException {
    return warehouse
        .query(
            "SELECT %s FROM %s WHERE site_id = ? %s"
                .formatted(what, warehouse.table(Tables.SILVER_STAGE_AGGREGATIONS), grouped),
            siteId)
        .all();
  }

  private static StoredStage stage(long siteId, QueryRow row) {
    Instant end = row.instant("end");
    return new StoredStage(
        new StageEntry(
            siteId,
            requireNonNull(row.text("stage_id")),
            requireNonNull(row.text("state")),
            Math.toIntExact(requireNonNull(row.integer("stage_number"))),
            requireNonNull(row.instant("start")).getEpochSecond(),
            end == null ? null : end.getEpochSecond()),
        Boolean.TRUE.equals(row.flag("is_final")),
        requireNonNull(row.integer("revision")));
  }
}
