// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.benchmarks;

import io.wellhead.pipelines.RestreamToBigQuery;
import io.wellhead.pipelines.RestreamToBigQueryOptions;
import io.wellhead.restream.model.Room;
import io.wellhead.transforms.measurements.ConvertMeasurements;
import io.wellhead.transforms.measurements.SilverMeasurement;
import io.wellhead.transforms.restream.RestreamConnection;
import io.wellhead.transforms.restream.RestreamIO;
import io.wellhead.transforms.restream.SecretReference;
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
 * <p>Both read a pad of three sites. The ReStream sandbox and the local BigQuery run in processes
 * of their own, on the same processors: so wall time includes their work, processor time and heap
 * do not.
 */
final class PipelineBenchmark {
  private static final long WARM_UP_SECONDS = 33_334;
  private static final List<Long> SECONDS = List.of(33_334L, 333_334L);

  private PipelineBenchmark() {}

  public static void main(String[] args) throws Exception {
    System.out.println("Whole pipeline on the DirectRunner, records as a pad sends them");
    Path secret = Files.createTempFile("wellhead-benchmark", ".secret");
    try (WarehouseServer warehouse = WarehouseServer.start()) {
      readAndCount(WARM_UP_SECONDS, secret);
      whole("warm-up", WARM_UP_SECONDS, secret, warehouse);
      for (long seconds : SECONDS) {
        Run floor = readAndCount(seconds, secret);
        floor.print();
        floor.printHeap();
        Run whole = whole("whole pipeline", seconds, secret, warehouse);
        whole.print();
        whole.printHeap();
        whole.printAgainst(floor, 0.5);
      }
    } finally {
      Files.deleteIfExists(secret);
    }
    System.exit(0);
  }

  private static Run whole(String name, long seconds, Path secret, WarehouseServer warehouse)
      throws Exception {
    try (LoadServer server = LoadServer.start(seconds, false)) {
      Files.writeString(secret, server.clientSecret);
      RestreamToBigQueryOptions options =
          PipelineOptionsFactory.fromArgs(
                  "--enforceImmutability=false",
                  "--enforceEncodability=false",
                  "--project=p" + seconds,
                  "--bigQueryEndpoint=" + warehouse.endpoint,
                  "--restreamBaseUrl=" + server.baseUrl,
                  "--restreamClientId=" + server.clientId,
                  "--restreamClientSecret=file:" + secret,
                  "--restreamRooms=pad:" + server.padId,
                  "--restreamFrom=" + LoadServer.START,
                  "--restreamUntil=" + LoadServer.START.plusSeconds(seconds))
              .as(RestreamToBigQueryOptions.class);
      long records = seconds * LoadServer.SITES;
      long warehouseCpu = warehouse.cpuNanos();
      long serverCpu = server.cpuNanos();
      Run run =
          Run.measure(
              name,
              () -> {
                RestreamToBigQuery.launch(options).waitUntilFinish();
                return records;
              });
      System.out.printf(
          Locale.ROOT,
          "  beside it: local BigQuery %.1f us CPU/record, ReStream sandbox %.1f%n",
          (warehouse.cpuNanos() - warehouseCpu) / 1e3 / records,
          (server.cpuNanos() - serverCpu) / 1e3 / records);
      return run;
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
                              RestreamConnection.of(
                                  server.baseUrl,
                                  server.clientId,
                                  SecretReference.parse("file:" + secret)))
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

  private static final class CountFn extends DoFn<SilverMeasurement, Void> {
    private static final long serialVersionUID = 1L;
    private final Counter records = Metrics.counter(PipelineBenchmark.class, "records_count");

    @ProcessElement
    public void count(@Element SilverMeasurement row) {
      records.inc();
    }
  }
}
