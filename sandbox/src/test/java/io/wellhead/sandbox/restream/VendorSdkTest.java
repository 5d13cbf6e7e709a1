// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * The vendor's Python SDK uses the sandbox, sync and async, for every row of the parity table.
 * Skipped where the package {@code restreamsolutions} is not installed; {@code PYTHON} names the
 * interpreter.
 */
class VendorSdkTest {

  private static final int NOT_INSTALLED = 2;

  private static Path script() {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.exists(at.resolve("scripts/sdk-conformance"))) {
      at = at.getParent();
    }
    return at.resolve("scripts/sdk-conformance");
  }

  @Test
  void the_vendors_sdk_passes_every_row_of_the_parity_table() throws Exception {
    try (RestreamSandbox sandbox =
        RestreamSandbox.builder()
            .seed(31)
            .pace(Pace.unthrottled())
            .history(Duration.ofHours(14))
            .start()) {
      String python = System.getenv().getOrDefault("PYTHON", "python3");
      ProcessBuilder builder = new ProcessBuilder(python, script().toString());
      builder.environment().put("RESTREAM_HOST", sandbox.baseUrl());
      builder.environment().put("RESTREAM_CLIENT_ID", sandbox.clientId());
      builder.environment().put("RESTREAM_CLIENT_SECRET", sandbox.clientSecret());
      Process process;
      try {
        process = builder.redirectErrorStream(true).start();
      } catch (java.io.IOException e) {
        Assumptions.abort(python + " cannot be run: " + e.getMessage());
        return;
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = process.waitFor();
      Assumptions.assumeTrue(code != NOT_INSTALLED, output);
      assertThat(code).as(output).isZero();
      assertThat(output).contains("52 rows covered, missing [], 0 checks failed");
    }
  }
}
