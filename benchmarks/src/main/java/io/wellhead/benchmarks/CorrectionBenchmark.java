// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Corrections end to end, from the announcement to the confirmation, against a bare download of the
 * same seconds; and the latency of live data with and without a correction beside them.
 *
 * <p>The ReStream sandbox and the local BigQuery run in processes of their own, on the same
 * processors: wall time includes their work, processor time and heap do not.
 */
final class CorrectionBenchmark {
  private static final int DAY = 86_400;
  private static final int MANY_DAYS = Integer.getInteger("days", 90);
  private static final double TARGET = 1.5;
  private static final Duration IDLE = Duration.ofSeconds(15);

  private final SandboxServer server;
  private final WarehouseServer warehouse;
  private final CorrectionJob job;
  private final long site;

  private CorrectionBenchmark(SandboxServer server, WarehouseServer warehouse, CorrectionJob job) {
    this.server = server;
    this.warehouse = warehouse;
    this.job = job;
    site = server.siteIds.get(0);
  }

  /** Measures {@code throughput}, {@code latency}, or without a name both. */
  public static void main(String[] args) throws Exception {
    List<String> parts = args.length == 0 ? List.of("throughput", "latency") : List.of(args);
    Path secret = Files.createTempFile("wellhead-benchmark", ".secret");
    try {
      if (parts.contains("throughput")) {
        try (WarehouseServer warehouse = WarehouseServer.start();
            SandboxServer server = SandboxServer.start(1, 3, MANY_DAYS + 1);
            CorrectionJob job = CorrectionJob.start(server, warehouse, "throughput", secret)) {
          new CorrectionBenchmark(server, warehouse, job).throughput();
        }
      }
      if (parts.contains("latency")) {
        try (WarehouseServer warehouse = WarehouseServer.start();
            SandboxServer server = SandboxServer.start(5, 10, 3);
            CorrectionJob job = CorrectionJob.start(server, warehouse, "latency", secret)) {
          new LiveLatency(server, job).measure();
        }
      }
    } finally {
      Files.deleteIfExists(secret);
    }
    System.exit(0);
  }

  private void throughput() throws Exception {
    System.out.println(
        "Corrections, from the announcement to the confirmation; live data of 3 sites beside them");
    Instant end = server.start.minusSeconds(1);
    Instant dayAgo = end.minusSeconds(DAY - 1);
    download(dayAgo, end);
    correct("warm-up", dayAgo, end);
    Run idle =
        Run.measure(
            "idle",
            () -> {
              Thread.sleep(IDLE.toMillis());
              return 1;
            });
    System.out.printf(
        Locale.ROOT,
        "without a correction the pipeline's process uses %.0f %% of one processor%n",
        100.0 * idle.cpuNanos() / idle.wallNanos());
    Run download = download(dayAgo, end);
    download.print();
    Run day = correct("correction of a site-day", dayAgo, end);
    day.printHeap();
    System.out.printf(
        Locale.ROOT,
        "  %.2f s against %.2f s: %.1f times the bare download (target %.1f)%n",
        day.wallNanos() / 1e9,
        download.wallNanos() / 1e9,
        (double) day.wallNanos() / download.wallNanos(),
        TARGET);
    if (MANY_DAYS > 1) {
      System.out.printf(
          Locale.ROOT,
          "%d site-days at that pace: %.0f min%n",
          MANY_DAYS,
          day.wallNanos() / 60e9 * MANY_DAYS);
      Instant longAgo = end.minusSeconds((long) DAY * MANY_DAYS - 1);
      correct("correction of " + MANY_DAYS + " site-days", longAgo, end).printHeap();
    }
  }

  private Run download(Instant from, Instant through) throws Exception {
    return Run.measure("bare download of a site-day", () -> job.download(site, from, through));
  }

  private Run correct(String name, Instant from, Instant through) throws Exception {
    long warehouseCpu = warehouse.cpuNanos();
    long serverCpu = server.cpuNanos();
    Instant announced = Instant.now();
    long records = Duration.between(from, through).toSeconds() + 1;
    long[] change = new long[1];
    Run run =
        Run.measure(
            name,
            () -> {
              change[0] = job.change(site, from, through);
              job.awaitConfirmation(site);
              return records;
            });
    run.print();
    System.out.printf(
        Locale.ROOT,
        "  beside it: local BigQuery %.1f us CPU/record, ReStream sandbox %.1f%n",
        (warehouse.cpuNanos() - warehouseCpu) / 1e3 / records,
        (server.cpuNanos() - serverCpu) / 1e3 / records);
    job.times(change[0]).print(announced);
    return run;
  }
}
