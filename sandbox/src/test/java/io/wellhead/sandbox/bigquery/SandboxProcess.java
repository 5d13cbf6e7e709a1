// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A sandbox in a JVM of its own: arguments are file and port; says its endpoint and runs until its
 * input ends.
 */
final class SandboxProcess {
  private SandboxProcess() {}

  public static void main(String[] args) throws IOException {
    BigQuerySandbox sandbox =
        BigQuerySandbox.builder().file(Path.of(args[0])).port(Integer.parseInt(args[1])).start();
    System.out.write((sandbox.endpoint() + "\n").getBytes(StandardCharsets.UTF_8));
    System.out.flush();
    while (System.in.read() >= 0) {
      // The parent says nothing; it ends or kills us.
    }
    sandbox.close();
  }
}
