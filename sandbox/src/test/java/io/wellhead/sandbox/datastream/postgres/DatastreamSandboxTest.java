// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.sandbox.datastream.FileFormat;
import io.wellhead.sandbox.datastream.postgres.FileEvents.Seen;
import io.wellhead.sandbox.datastream.workload.DatastreamSandbox;
import io.wellhead.sandbox.datastream.workload.DatastreamSandboxOptions;
import io.wellhead.sandbox.datastream.workload.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatastreamSandboxTest {
  @TempDir Path folder;

  @Test
  void work_thatEnds_isInTheFiles_withItsBackfills() throws Exception {
    DatastreamSandboxOptions options =
        new DatastreamSandboxOptions(
            folder.resolve("files"), FileFormat.AVRO, Duration.ofSeconds(5), 4, 2000, 0);
    try (DatastreamSandbox sandbox = DatastreamSandbox.start(options)) {
      sandbox.awaitEnd();

      assertThat(sandbox.operations()).isGreaterThanOrEqualTo(2000);
      assertThat(sandbox.jdbc()).startsWith("jdbc:postgresql://localhost:");
    }
    List<Seen> events = FileEvents.in(folder.resolve("files"));
    assertThat(events).hasSizeGreaterThan(2000);
    assertThat(events)
        .extracting(Seen::object)
        .containsOnly(
            Workload.tables().stream()
                .map(table -> table.replace('.', '_'))
                .toArray(String[]::new));
    assertThat(events.stream().filter(event -> event.lsn() == 0).map(Seen::object).distinct())
        .hasSize(Workload.tables().size());
  }

  @Test
  void options_thatMakeNoSense_areRefused() {
    assertThatThrownBy(
            () -> new DatastreamSandboxOptions(folder, FileFormat.JSON, Duration.ZERO, 1, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("operationsPerSecond");
  }
}
