// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.verify;

import io.wellhead.restream.NotFoundException;
import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.model.Site;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
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
   *     site of {@code only}; one that only silver has is a difference
   * @throws IOException if the warehouse does not answer
   */
  public List<SiteFigures> compare(
      Instant from, Instant through, Collection<Long> only, Consumer<Difference> differences)
      throws IOException {
    SortedMap<Long, StoredSite> stored = StoredSite.of(warehouse, from, through);
    NavigableSet<Long> sites = new TreeSet<>(only);
    Set<Long> unlisted = new TreeSet<>();
    if (only.isEmpty()) {
      client.sites().list().execute().stream().map(Site::id).forEach(sites::add);
      unlisted.addAll(stored.keySet());
      unlisted.removeAll(sites);
      sites.addAll(unlisted);
    }
    List<SiteFigures> figures = new ArrayList<>();
    for (long site : sites) {
      StoredSite held = stored.get(site);
      try (DifferenceLog log = new DifferenceLog(differences)) {
        figures.add(
            new SiteComparison(client, warehouse, site, held != null && held.siUnits(), log)
                .compare(from.getEpochSecond(), through.getEpochSecond()));
      } catch (NotFoundException e) {
        if (held == null || !unlisted.contains(site)) {
          throw e;
        }
        differences.accept(held.surplus());
        figures.add(SiteFigures.ofSeconds(site, 0, held.rows(), 0));
      }
    }
    return figures;
  }
}
