// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.verify;

import static java.util.Objects.requireNonNull;

import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.model.Site;
import io.wellhead.transforms.warehouse.QueryRow;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Compares {@code restream_silver} with what the ReStream service returns now: each second and each
 * value of {@code measurements}, and each figure of {@code measurements_1m}; and the figures of
 * {@code stage_aggregations} with a recomputation in SQL.
 *
 * <p>It reads site by site and hour by hour, so its memory does not depend on the period. Seconds
 * that the service got a moment ago may still be on their way to the warehouse; a period that ends
 * some minutes ago is compared without that. One thread.
 */
public final class RestreamVerification {
  private final RestreamClient client;
  private final Warehouse warehouse;

  public RestreamVerification(RestreamClient client, Warehouse warehouse) {
    this.client = client;
    this.warehouse = warehouse;
  }

  /**
   * Compares a period.
   *
   * @param from first second
   * @param through last second
   * @param only ids of the sites; empty for all that the account or the warehouse has
   * @param differences is told of each
   * @return by ascending site id
   * @throws io.wellhead.restream.RestreamException if the service does not answer, or has no such
   *     site
   * @throws IOException if the warehouse does not answer
   */
  public List<SiteFigures> compare(
      Instant from, Instant through, Collection<Long> only, Consumer<Difference> differences)
      throws IOException {
    SortedMap<Long, Boolean> stored = siUnitsByStoredSite(from, through);
    NavigableSet<Long> sites = new TreeSet<>(only);
    if (only.isEmpty()) {
      sites.addAll(stored.keySet());
      client.sites().list().execute().stream().map(Site::id).forEach(sites::add);
    }
    List<SiteFigures> figures = new ArrayList<>();
    for (long site : sites) {
      try (DifferenceLog log = new DifferenceLog(differences)) {
        figures.add(
            new SiteComparison(client, warehouse, site, stored.getOrDefault(site, false), log)
                .compare(from.getEpochSecond(), through.getEpochSecond()));
      }
    }
    return figures;
  }

  /** The sites that silver has in the period, and whether it has them in SI units. */
  private SortedMap<Long, Boolean> siUnitsByStoredSite(Instant from, Instant through)
      throws IOException {
    String sql =
        "SELECT site_id, MAX(unit_system) AS unit_system FROM "
            + warehouse.table(Tables.SILVER_MEASUREMENTS)
            + " WHERE event_time >= ? AND event_time <= ? GROUP BY site_id";
    SortedMap<Long, Boolean> sites = new TreeMap<>();
    for (QueryRow row : warehouse.query(sql, from, through)) {
      sites.put(requireNonNull(row.integer("site_id")), "si".equals(row.text("unit_system")));
    }
    return sites;
  }
}
