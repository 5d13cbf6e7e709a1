// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.benchmarks;

import io.wellhead.sandbox.restream.RestreamSandbox;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A ReStream sandbox in a JVM of its own that sends in real time and has stored days before that:
 * what a correction of the past finds while live data come.
 */
final class SandboxServer implements AutoCloseable {
  private final ServerProcess process;
  final String baseUrl;
  final String clientId;
  final String clientSecret;

  /** When the live data begin. */
  final Instant start;

  final List<Long> siteIds;

  private SandboxServer(ServerProcess process) throws IOException {
    this.process = process;
    String[] started = process.firstLine().split(" ");
    this.baseUrl = started[0];
    this.clientId = started[1];
    this.clientSecret = started[2];
    this.start = Instant.parse(started[3]);
    this.siteIds = Stream.of(started[4].split(",")).map(Long::valueOf).toList();
  }

  /**
   * Starts it.
   *
   * @param days how much is stored before
   */
  static SandboxServer start(int pads, int wells, int days) throws IOException {
    return new SandboxServer(
        ServerProcess.start(SandboxServer.class, "" + pads, "" + wells, "" + days));
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
    Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    try (RestreamSandbox sandbox =
        RestreamSandbox.builder()
            .seed(1)
            .pads(Integer.parseInt(args[0]))
            .wells(Integer.parseInt(args[1]))
            .stages(2000)
            .start(start)
            .history(Duration.ofDays(Long.parseLong(args[2])))
            .start()) {
      String sites =
          sandbox.padIds().stream()
              .flatMap(pad -> sandbox.siteIds(pad).stream())
              .map(String::valueOf)
              .collect(Collectors.joining(","));
      System.out.println(
          String.join(
              " ",
              sandbox.baseUrl(),
              sandbox.clientId(),
              sandbox.clientSecret(),
              start.toString(),
              sites));
      ServerProcess.awaitParent();
    }
  }
}
