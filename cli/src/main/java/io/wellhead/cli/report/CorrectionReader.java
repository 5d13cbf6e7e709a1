// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import io.wellhead.transforms.warehouse.QueryRow;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Reads {@code restream_silver.data_changes}. */
final class CorrectionReader {
  /** More do not fit on a plot; the newest are kept. */
  static final int MOST = 500;

  private static final String COLUMNS =
      "change_id, modification_subtype, start_date, end_date, status, received_at, read_at, applied_at,"
          + " confirmed_at, updated_at, rows_written, rows_deleted, error";

  private final Warehouse warehouse;

  CorrectionReader(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /** The newest of the well's data changes that overlap the period, by start. */
  List<Correction> corrections(Well well, Instant from, Instant to) throws IOException {
    String sql =
        "SELECT "
            + COLUMNS
            + " FROM "
            + warehouse.table(Tables.SILVER_DATA_CHANGES)
            + " WHERE site_id = ? AND start_date < ? AND end_date >= ? AND start_date <= end_date"
            + " AND status IS NOT NULL ORDER BY change_id DESC LIMIT "
            + MOST;
    List<Correction> corrections = new ArrayList<>();
    for (QueryRow row : LaterTables.rows(warehouse, sql, well.siteId(), to, from)) {
      Instant start = row.instant("start_date");
      Instant end = row.instant("end_date");
      Long changeId = row.integer("change_id");
      String status = row.text("status");
      if (start != null && end != null && changeId != null && status != null) {
        corrections.add(correction(changeId, start, end, status, row));
      }
    }
    corrections.sort(Comparator.comparing(Correction::start).thenComparing(Correction::changeId));
    return corrections;
  }

  private static Correction correction(
      long changeId, Instant start, Instant end, String status, QueryRow row) {
    String step =
        switch (status) {
          case "received", "read", "applied", "confirmed" -> status + "_at";
          default -> "updated_at";
        };
    Instant at =
        Stream.of(step, "updated_at")
            .map(row::instant)
            .flatMap(Stream::ofNullable)
            .findFirst()
            .orElse(null);
    return new Correction(
        changeId,
        row.text("modification_subtype"),
        start,
        end,
        status,
        at,
        row.integer("rows_written"),
        row.integer("rows_deleted"),
        row.text("error"));
  }
}
