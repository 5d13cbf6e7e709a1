// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.benchmarks;

import io.wellhead.sandbox.restream.Pace;
import io.wellhead.sandbox.restream.RestreamSandbox;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A ReStream sandbox in a JVM of its own, so that its processor time is not counted: one pad of
 * three sites whose records come as fast as they are read.
 */
final class LoadServer implements AutoCloseable {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final int SITES = 3;

  private final Process process;
  private final BufferedReader output;
  final String baseUrl;
  final String clientId;
  final String clientSecret;
  final long padId;
  final long siteId;

  private LoadServer(Process process, BufferedReader output, String[] started) {
    this.process = process;
    this.output = output;
    this.baseUrl = started[0];
    this.clientId = started[1];
    this.clientSecret = started[2];
    this.padId = Long.parseLong(started[3]);
    this.siteId = Long.parseLong(started[4]);
  }

  /** Serves that many seconds of each site, in wide records of about 1.9 kB or sparse ones. */
  static LoadServer start(long seconds, boolean wide) throws IOException {
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx1g",
                    "-cp",
                    System.getProperty("java.class.path"),
                    LoadServer.class.getName(),
                    Long.toString(seconds),
                    Boolean.toString(wide)))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String started = output.readLine();
    if (started == null) {
      throw new IOException("the load server did not start");
    }
    return new LoadServer(process, output, started.split(" "));
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    output.close();
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
      while (System.in.read() >= 0) {
        // Runs until the parent ends it.
      }
    }
  }
}
