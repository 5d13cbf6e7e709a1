// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.sandbox.bigquery.control.Call;
import io.wellhead.sandbox.bigquery.control.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The reference page names what there is. */
class SandboxReferenceTest {
  @Test
  void everyFaultAndCallIsOnThePage() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "reference", "bigquery-sandbox.md"));
    for (Fault fault : Fault.values()) {
      assertThat(page).contains("`" + fault + "`");
    }
    for (Call call : Call.values()) {
      assertThat(page).contains("`" + call + "`");
    }
  }
}
