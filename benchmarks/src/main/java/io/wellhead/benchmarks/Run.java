// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * One measured run.
 *
 * @param records how many records it handled
 * @param wallNanos time from first to last
 * @param cpuNanos processor time of this whole process, garbage collection and compiler included
 * @param peakHeap most bytes of heap in use
 * @param liveHeap most bytes of heap in use right after a collection
 */
record Run(String name, long records, long wallNanos, long cpuNanos, long peakHeap, long liveHeap) {

  /** Work that says how many records it handled. */
  @FunctionalInterface
  interface Work {
    long run() throws Exception;
  }

  static Run measure(String name, Work work) throws Exception {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    System.gc();
    long cpu = system.getProcessCpuTime();
    long wall = System.nanoTime();
    try (HeapWatch heap = HeapWatch.start()) {
      long records = work.run();
      return new Run(
          name,
          records,
          System.nanoTime() - wall,
          system.getProcessCpuTime() - cpu,
          heap.peakBytes(),
          heap.peakBytesAfterCollection());
    }
  }

  double recordsPerSecond() {
    return records * 1e9 / wallNanos;
  }

  double cpuMicrosPerRecord() {
    return cpuNanos / 1e3 / records;
  }

  void print() {
    System.out.printf(
        Locale.ROOT,
        "%-46s %,12d records %,10.0f records/s %8.2f us CPU/record%n",
        name,
        records,
        recordsPerSecond(),
        cpuMicrosPerRecord());
  }

  void printHeap() {
    System.out.printf(
        Locale.ROOT,
        "  heap: peak %,d MB, right after a collection at most %,d MB%n",
        peakHeap >> 20,
        liveHeap >> 20);
  }

  /** Prints this run's speed as a share of the floor's. */
  void printAgainst(Run floor, double target) {
    double ratio = recordsPerSecond() / floor.recordsPerSecond();
    double cpuRatio = floor.cpuMicrosPerRecord() / cpuMicrosPerRecord();
    System.out.printf(
        Locale.ROOT,
        "  speed against '%s': %.2f (target %.2f); CPU ratio %.2f%n",
        floor.name,
        ratio,
        target,
        cpuRatio);
  }
}
