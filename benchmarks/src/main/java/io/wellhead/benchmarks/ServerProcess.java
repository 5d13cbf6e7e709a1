// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A server in a JVM of its own, so that its processor time and heap are not this process's. It ends
 * with this process.
 */
final class ServerProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private ServerProcess(Process process) {
    this.process = process;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Runs the main method of that class. */
  static ServerProcess start(Class<?> server, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-Djava.util.logging.config.file="
                    + System.getProperty("java.util.logging.config.file", ""),
                "-cp",
                System.getProperty("java.class.path"),
                server.getName()));
    command.addAll(List.of(arguments));
    return new ServerProcess(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  /** What the server prints once it is ready. */
  String firstLine() throws IOException {
    String line = output.readLine();
    if (line == null) {
      throw new IOException("the server did not start");
    }
    return line;
  }

  /** Processor time that the server has used so far. */
  long cpuNanos() {
    return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
  }

  /** Called in the server's process: returns when its parent is gone. */
  static void awaitParent() throws IOException {
    while (System.in.read() >= 0) {
      // Runs until the parent ends it.
    }
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    output.close();
  }
}
