// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sends SIGTERM to the real process. */
class SignalsTest {
  @TempDir private Path folder;
  private Process process;

  @AfterEach
  void kill() {
    process.destroyForcibly();
  }

  @Test
  void commandThatServes_endsInGoodOrder() throws Exception {
    start("sandbox", "restream", "--port", "0");
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.lines().anyMatch(line -> line.contains("Ctrl-C stops it"))).isTrue();

      process.destroy();

      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(process.exitValue()).isEqualTo(ExitCode.TERMINATED.code());
    assertThat(Files.readString(folder.resolve("err"))).contains("ReStream sandbox stopped.");
  }

  @Test
  void commandThatWaitsForAnAnswer_endsAtOnce() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      start("restream", "pads", "--host", "http://127.0.0.1:" + silent.getLocalPort());
      silent.accept().close();

      process.destroy();

      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(process.exitValue()).isEqualTo(ExitCode.TERMINATED.code());
  }

  private void start(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Wellhead.class.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(folder.resolve("err").toFile());
    builder.environment().put("RESTREAM_CLIENT_ID", "id");
    builder.environment().put("RESTREAM_CLIENT_SECRET", "secret");
    process = builder.start();
  }
}
