// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/**
 * Sends log lines to standard error: warnings by default, what is done and stack traces with
 * --verbose.
 */
final class Logging {
  private static final String CONFIGURATION =
      """
      handlers=java.util.logging.ConsoleHandler
      .level=WARNING
      io.wellhead.level=%1$s
      # Both tell at WARNING what they then repair by themselves.
      com.google.cloud.bigquery.storage.level=%2$s
      org.apache.beam.sdk.io.gcp.bigquery.level=%2$s
      # Beam tells at WARNING, with a trace, that there are no credentials; we say so in one line.
      org.apache.beam.sdk.extensions.gcp.auth.level=%2$s
      com.google.auth.level=%2$s
      # It complains of channels that Beam leaves to the garbage collector when a pipeline ends.
      io.grpc.internal.ManagedChannelOrphanWrapper.level=OFF
      java.util.logging.ConsoleHandler.level=ALL
      """;

  private Logging() {}

  /** A configuration named by {@code -Djava.util.logging.config.file} wins over ours. */
  static void configure(boolean verbose) {
    if (System.getProperty("java.util.logging.config.file") != null) {
      return;
    }
    String configuration =
        verbose
            ? CONFIGURATION.formatted("INFO", "WARNING")
            : CONFIGURATION.formatted("WARNING", "SEVERE");
    try {
      LogManager.getLogManager()
          .readConfiguration(
              new ByteArrayInputStream(configuration.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (Handler handler : Logger.getLogger("").getHandlers()) {
      handler.setFormatter(new LogLine(verbose));
    }
  }
}
