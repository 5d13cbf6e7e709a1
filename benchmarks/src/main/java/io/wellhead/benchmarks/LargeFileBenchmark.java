// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.benchmarks;

import io.wellhead.sandbox.datastream.FileFormat;
import io.wellhead.transforms.changefiles.EventReading;
import io.wellhead.transforms.changetables.EventConversion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reads change files of 1 GB to the bytes of their rows in the heap that the JVM was given: what is
 * left after a collection must not grow with the file.
 */
final class LargeFileBenchmark {
  private static final long BYTES = Long.getLong("bytes", 1_000_000_000L);

  private LargeFileBenchmark() {}

  public static void main(String[] args) throws Exception {
    System.out.printf(
        Locale.ROOT,
        "Large change files to the bytes of rows, one thread, heap of %,d MB%n",
        Runtime.getRuntime().maxMemory() >> 20);
    for (FileFormat format : new FileFormat[] {FileFormat.AVRO, FileFormat.JSON}) {
      for (long bytes : new long[] {BYTES / 10, BYTES}) {
        read(format, bytes);
      }
    }
  }

  private static void read(FileFormat format, long bytes) throws Exception {
    Path folder = Files.createTempDirectory("wellhead-benchmark");
    try {
      int perEvent = format == FileFormat.AVRO ? 434 : 949;
      Path file = ChangeFileMaker.file(folder, format, (int) (bytes / perEvent));
      EventConversion conversion = new EventConversion();
      AtomicLong rowBytes = new AtomicLong();
      Run run =
          Run.measure(
              "%s, %,d MB".formatted(format, Files.size(file) / 1_000_000),
              () -> {
                AtomicLong events = new AtomicLong();
                EventReading.read(
                    file,
                    event -> {
                      rowBytes.addAndGet(conversion.convert(event).length);
                      events.incrementAndGet();
                    });
                return events.get();
              });
      run.print();
      System.out.printf(
          Locale.ROOT,
          "  %.0f MB/s, %,d MB of rows%n",
          Files.size(file) * 1e3 / run.wallNanos(),
          rowBytes.get() / 1_000_000);
      run.printHeap();
    } finally {
      TemporaryFolder.delete(folder);
    }
  }
}
