// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.verify;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.warehouse.QueryRow;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.IOException;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What silver has of a site in a period.
 *
 * @param rows seconds, at least one
 * @param first instant of the first one
 * @param last instant of the last one
 */
record StoredSite(long siteId, boolean siUnits, long rows, Instant first, Instant last) {

  /** All sites of a period, by id. */
  static SortedMap<Long, StoredSite> of(Warehouse warehouse, Instant from, Instant through)
      throws IOException {
    String sql =
        "SELECT site_id, MAX(unit_system) AS unit_system, COUNT(*) AS held,"
            + " MIN(event_time) AS first_time, MAX(event_time) AS last_time FROM "
            + warehouse.table(Tables.SILVER_MEASUREMENTS)
            + " WHERE event_time >= ? AND event_time <= ? GROUP BY site_id";
    SortedMap<Long, StoredSite> sites = new TreeMap<>();
    for (QueryRow row : warehouse.query(sql, from, through)) {
      long site = requireNonNull(row.integer("site_id"));
      sites.put(
          site,
          new StoredSite(
              site,
              "si".equals(row.text("unit_system")),
              requireNonNull(row.integer("held")),
              requireNonNull(row.instant("first_time")),
              requireNonNull(row.instant("last_time"))));
    }
    return sites;
  }

  /** All of it, as what the service does not have. */
  Difference surplus() {
    return new Difference(
        Difference.What.SURPLUS_SITE, "", siteId, first, last, rows, "no such site", "rows");
  }
}
