// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.benchmarks;

import io.wellhead.sandbox.bigquery.BigQuerySandbox;
import java.io.IOException;

/** A local BigQuery in a JVM of its own, with an empty temporary file. */
final class WarehouseServer implements AutoCloseable {
  private final ServerProcess process;
  final String endpoint;

  private WarehouseServer(ServerProcess process) throws IOException {
    this.process = process;
    this.endpoint = process.firstLine();
  }

  static WarehouseServer start() throws IOException {
    return new WarehouseServer(ServerProcess.start(WarehouseServer.class));
  }

  long cpuNanos() {
    return process.cpuNanos();
  }

  @Override
  public void close() throws IOException {
    process.close();
  }

  /** The server's own process. */
  public static void main(String[] args) throws IOException {
    try (BigQuerySandbox sandbox = BigQuerySandbox.builder().temporary().start()) {
      System.out.println(sandbox.endpoint());
      ServerProcess.awaitParent();
    }
  }
}
