// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.benchmarks;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.warehouse.QueryRow;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How old live data are, with a correction beside them and without. */
final class LiveLatency {
  private static final Duration WATCHED = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration CORRECTED = Duration.ofDays(2);

  private final SandboxServer server;
  private final CorrectionJob job;

  LiveLatency(SandboxServer server, CorrectionJob job) {
    this.server = server;
    this.job = job;
  }

  void measure() throws Exception {
    System.out.println(
        "Live data of "
            + server.siteIds.size()
            + " sites: from a record's second until its row is made, and how old each site's newest row is for queries");
    Thread.sleep(WATCHED.toMillis()); // until caught up
    watch("without a correction");
    Instant end = server.start.minusSeconds(1);
    long change = job.change(server.siteIds.get(0), end.minus(CORRECTED).plusSeconds(1), end);
    watch("while two site-days are corrected");
    System.out.printf(
        Locale.ROOT,
        "  of the correction %,d rows were made by then%n",
        count("SELECT COUNT(*) AS n FROM " + silver() + " WHERE revision = ?", change));
  }

  private void watch(String name) throws IOException, InterruptedException {
    Instant from = Instant.now();
    Instant until = from.plus(WATCHED);
    List<Long> ages = new ArrayList<>();
    while (Instant.now().isBefore(until)) {
      ages.addAll(ages());
      Thread.sleep(POLL.toMillis());
    }
    List<Long> delays = new ArrayList<>();
    String sql =
        "SELECT event_time, updated_at FROM "
            + silver()
            + " WHERE revision = 0 AND updated_at >= ? AND updated_at < ?";
    for (QueryRow row : tables().query(sql, from, until)) {
      delays.add(between(row.instant("event_time"), requireNonNull(row.instant("updated_at"))));
    }
    print(name + ", row made", delays);
    print(name + ", newest row of a site", ages);
  }

  /** For each site, how old its newest row is now. */
  private List<Long> ages() throws IOException {
    String sql =
        "SELECT site_id, MAX(event_time) AS newest FROM "
            + silver()
            + " WHERE revision = 0 AND event_time >= ? GROUP BY site_id";
    List<Long> ages = new ArrayList<>();
    for (QueryRow row : tables().query(sql, server.start)) {
      ages.add(between(row.instant("newest"), Instant.now()));
    }
    return ages;
  }

  private long count(String sql, Object value) throws IOException {
    for (QueryRow row : tables().query(sql, value)) {
      return requireNonNull(row.integer("n"));
    }
    throw new IOException("a count without a row");
  }

  private Warehouse tables() {
    return job.tables();
  }

  private String silver() {
    return tables().table(Tables.SILVER_MEASUREMENTS);
  }

  private static long between(@Nullable Instant from, Instant to) {
    return Duration.between(requireNonNull(from), to).toMillis();
  }

  private static void print(String name, List<Long> millis) {
    if (millis.isEmpty()) {
      throw new IllegalStateException(name + ": no live row");
    }
    long[] sorted = millis.stream().mapToLong(Long::longValue).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "%-60s %,10d values, median %,d ms, 99th percentile %,d ms%n",
        name,
        sorted.length,
        sorted[sorted.length / 2],
        sorted[(int) (sorted.length * 0.99)]);
  }
}
