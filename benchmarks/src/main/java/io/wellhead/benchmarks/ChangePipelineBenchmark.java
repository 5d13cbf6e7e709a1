// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.benchmarks;

import io.wellhead.pipelines.ChangeFilesToBigQuery;
import io.wellhead.pipelines.ChangeFilesToBigQueryOptions;
import io.wellhead.sandbox.datastream.FileFormat;
import io.wellhead.transforms.changefiles.EventReading;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * The whole pipeline of change files on the DirectRunner, against reading the same file on one
 * thread. The local BigQuery runs in a process of its own, on the same processors.
 */
final class ChangePipelineBenchmark {
  private static final int WARM_UP = 5_000;
  private static final int EVENTS = Integer.getInteger("events", 100_000);

  private ChangePipelineBenchmark() {}

  public static void main(String[] args) throws Exception {
    System.out.println("Whole pipeline of change files on the DirectRunner, bronze and silver");
    Path folder = Files.createTempDirectory("wellhead-benchmark");
    try (WarehouseServer warehouse = WarehouseServer.start()) {
      for (FileFormat format : new FileFormat[] {FileFormat.AVRO, FileFormat.JSON}) {
        Path warm = folder.resolve("warm-up-" + format);
        ChangeFileMaker.file(warm, format, WARM_UP);
        whole("warm-up", warm, WARM_UP, warehouse);
        Path measured = folder.resolve("measured-" + format);
        Path file = ChangeFileMaker.file(measured, format, EVENTS);
        Run floor =
            Run.measure(
                format + ": read alone",
                () -> {
                  AtomicLong events = new AtomicLong();
                  EventReading.read(file, event -> events.incrementAndGet());
                  return events.get();
                });
        floor.print();
        Run run = whole(format + ": whole pipeline", measured, EVENTS, warehouse);
        run.print();
        run.printHeap();
        System.out.printf(
            Locale.ROOT, "  %.1f MB/s of the file%n", Files.size(file) * 1e3 / run.wallNanos());
      }
    } finally {
      TemporaryFolder.delete(folder);
    }
    System.exit(0);
  }

  private static Run whole(String name, Path folder, long events, WarehouseServer warehouse)
      throws Exception {
    ChangeFilesToBigQueryOptions options =
        PipelineOptionsFactory.fromArgs(
                "--enforceImmutability=false",
                "--enforceEncodability=false",
                "--project=benchmark",
                "--datasetPrefix=" + folder.getFileName().toString().replaceAll("\\W", "_") + "_",
                "--bigQueryEndpoint=" + warehouse.endpoint,
                "--changeFiles=" + folder,
                "--changeUntil=now")
            .as(ChangeFilesToBigQueryOptions.class);
    long cpu = warehouse.cpuNanos();
    Run run =
        Run.measure(
            name,
            () -> {
              ChangeFilesToBigQuery.launch(options).waitUntilFinish();
              return events;
            });
    System.out.printf(
        Locale.ROOT,
        "  beside it: local BigQuery %.1f us CPU/event%n",
        (warehouse.cpuNanos() - cpu) / 1e3 / events);
    return run;
  }
}
