// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.discovery;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The Pub/Sub emulator of the Cloud SDK, where that is installed, on the loopback device. */
final class PubsubEmulator implements AutoCloseable {
  private final Process process;
  private final int port;

  private PubsubEmulator(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** The emulator of the SDK whose {@code gcloud} is on the path. */
  static Optional<Path> find() throws IOException {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      Path gcloud = Path.of(folder, "gcloud");
      if (!folder.isEmpty() && Files.isExecutable(gcloud)) {
        Path lib = gcloud.toRealPath().resolve("../../platform/pubsub-emulator/lib").normalize();
        if (Files.isDirectory(lib)) {
          try (DirectoryStream<Path> jars = Files.newDirectoryStream(lib, "*-all.jar")) {
            for (Path jar : jars) {
              return Optional.of(jar);
            }
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Starts it and waits until it takes calls. */
  static PubsubEmulator start(Path jar) throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                java, "-Xmx256m", "-jar", jar.toString(), "--host=127.0.0.1", "--port=" + port)
            .redirectErrorStream(true)
            .start();
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.contains("Server started")) {
        Thread rest = new Thread(() -> readOn(lines), "pubsub-emulator");
        rest.setDaemon(true);
        rest.start();
        return new PubsubEmulator(process, port);
      }
    }
    throw new IOException("the emulator ended with " + process.onExit().join().exitValue());
  }

  /** Nobody reads what it tells, and it must not wait for that. */
  private static void readOn(Reader lines) {
    try {
      lines.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      // It was stopped.
    }
  }

  String rootUrl() {
    return "http://127.0.0.1:" + port;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
