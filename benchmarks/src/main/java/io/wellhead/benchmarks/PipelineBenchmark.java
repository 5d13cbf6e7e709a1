// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.benchmarks;

import io.wellhead.pipelines.RestreamToBigQuery;
import io.wellhead.pipelines.RestreamToBigQueryOptions;
import io.wellhead.restream.model.Room;
import io.wellhead.sandbox.bigquery.BigQuerySandbox;
import io.wellhead.transforms.measurements.ConvertMeasurements;
import io.wellhead.transforms.measurements.SilverMeasurement;
import io.wellhead.transforms.restream.RestreamConnection;
import io.wellhead.transforms.restream.RestreamIO;
import io.wellhead.transforms.restream.SecretReference;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;

/**
 * The whole pipeline on the DirectRunner, against reading, parsing and counting the same records.
 *
 * <p>Both read a pad of three sites from a server of another process. The local BigQuery is in this
 * process, so its work counts as the pipeline's.
 */
final class PipelineBenchmark {
  private static final long WARM_UP_SECONDS = 10_000;
  private static final long SECONDS = 33_334;
  private static final long MANY_SECONDS = 333_334;

  private PipelineBenchmark() {}

  public static void main(String[] args) throws Exception {
    System.out.println("Whole pipeline on the DirectRunner, records as a pad sends them");
    Path secret = Files.createTempFile("wellhead-benchmark", ".secret");
    try (BigQuerySandbox warehouse = BigQuerySandbox.builder().temporary().start()) {
      readAndCount(WARM_UP_SECONDS, secret);
      whole("warm-up", WARM_UP_SECONDS, secret, warehouse);
      for (long seconds : new long[] {SECONDS, MANY_SECONDS}) {
        Run floor = readAndCount(seconds, secret);
        floor.print();
        printPeakHeap();
        Run whole = whole("whole pipeline", seconds, secret, warehouse);
        whole.print();
        printPeakHeap();
        whole.printAgainst(floor, 0.5);
      }
    } finally {
      Files.deleteIfExists(secret);
    }
    System.exit(0);
  }

  private static Run whole(String name, long seconds, Path secret, BigQuerySandbox warehouse)
      throws Exception {
    try (LoadServer server = LoadServer.start(seconds, false)) {
      Files.writeString(secret, server.clientSecret);
      RestreamToBigQueryOptions options =
          PipelineOptionsFactory.fromArgs(
                  "--enforceImmutability=false",
                  "--enforceEncodability=false",
                  "--project=p" + seconds,
                  "--bigQueryEndpoint=" + warehouse.endpoint(),
                  "--restreamBaseUrl=" + server.baseUrl,
                  "--restreamClientId=" + server.clientId,
                  "--restreamClientSecret=file:" + secret,
                  "--restreamRooms=pad:" + server.padId,
                  "--restreamFrom=" + LoadServer.START,
                  "--restreamUntil=" + LoadServer.START.plusSeconds(seconds))
              .as(RestreamToBigQueryOptions.class);
      return Run.measure(
          name,
          () -> {
            RestreamToBigQuery.launch(options).waitUntilFinish();
            return seconds * LoadServer.SITES;
          });
    }
  }

  private static Run readAndCount(long seconds, Path secret) throws Exception {
    try (LoadServer server = LoadServer.start(seconds, false)) {
      Files.writeString(secret, server.clientSecret);
      Pipeline pipeline =
          Pipeline.create(
              PipelineOptionsFactory.fromArgs(
                      "--enforceImmutability=false", "--enforceEncodability=false")
                  .create());
      ConvertMeasurements.rows(
              pipeline
                  .apply(
                      "Read",
                      RestreamIO.read()
                          .from(
                              new RestreamConnection(
                                  URI.create(server.baseUrl),
                                  server.clientId,
                                  SecretReference.parse("file:" + secret),
                                  false,
                                  true))
                          .withRooms(List.of(Room.pad(server.padId)))
                          .startingAt(LoadServer.START)
                          .until(LoadServer.START.plusSeconds(seconds)))
                  .output()
                  .apply("Parse", ConvertMeasurements.create().withMinutes(false)))
          .apply("Count", ParDo.of(new CountFn()));
      return Run.measure(
          "read, parse, count",
          () -> {
            pipeline.run().waitUntilFinish();
            return seconds * LoadServer.SITES;
          });
    }
  }

  private static void printPeakHeap() {
    long peak = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        peak += pool.getPeakUsage().getUsed();
        pool.resetPeakUsage();
      }
    }
    System.out.printf(Locale.ROOT, "  peak heap %,d MB%n", peak >> 20);
  }

  private static final class CountFn extends DoFn<SilverMeasurement, Void> {
    private static final long serialVersionUID = 1L;
    private final Counter records = Metrics.counter(PipelineBenchmark.class, "records_count");

    @ProcessElement
    public void count(@Element SilverMeasurement row) {
      records.inc();
    }
  }
}
