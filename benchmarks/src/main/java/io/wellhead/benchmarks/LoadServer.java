// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.benchmarks;

import io.wellhead.sandbox.restream.Pace;
import io.wellhead.sandbox.restream.RestreamSandbox;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/**
 * A ReStream sandbox in a JVM of its own, so that its processor time is not counted: one pad of
 * three sites whose records come as fast as they are read.
 */
final class LoadServer implements AutoCloseable {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final int SITES = 3;

  private final ServerProcess process;
  final String baseUrl;
  final String clientId;
  final String clientSecret;
  final long padId;
  final long siteId;

  private LoadServer(ServerProcess process) throws IOException {
    this.process = process;
    String[] started = process.firstLine().split(" ");
    this.baseUrl = started[0];
    this.clientId = started[1];
    this.clientSecret = started[2];
    this.padId = Long.parseLong(started[3]);
    this.siteId = Long.parseLong(started[4]);
  }

  /** Serves that many seconds of each site, in wide records of about 1.9 kB or sparse ones. */
  static LoadServer start(long seconds, boolean wide) throws IOException {
    return new LoadServer(
        ServerProcess.start(LoadServer.class, Long.toString(seconds), Boolean.toString(wide)));
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
    long seconds = Long.parseLong(args[0]);
    try (RestreamSandbox sandbox =
        RestreamSandbox.builder()
            .seed(1)
            .pace(Pace.unthrottled())
            .start(START)
            .until(START.plusSeconds(seconds - 1))
            .history(Duration.ofHours(1))
            .load(Boolean.parseBoolean(args[1]))
            .start()) {
      System.out.println(
          String.join(
              " ",
              sandbox.baseUrl(),
              sandbox.clientId(),
              sandbox.clientSecret(),
              Long.toString(sandbox.padId()),
              Long.toString(sandbox.siteIds().get(0))));
      ServerProcess.awaitParent();
    }
  }
}
