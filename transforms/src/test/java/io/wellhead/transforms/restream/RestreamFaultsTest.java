// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.sandbox.restream.Pace;
import io.wellhead.sandbox.restream.RestreamSandbox;
import io.wellhead.sandbox.restream.Truth;
import io.wellhead.sandbox.restream.scenarios.FaultScenario;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever goes wrong, the DirectRunner reads the sandbox's truth exactly. */
class RestreamFaultsTest {
  private static final Instant START = Instant.parse("2026-06-01T06:00:00Z");
  private static final int SECONDS = 300;

  @TempDir Path folder;

  @AfterEach
  void closeConnections() {
    RoomConnections.shared().closeAll();
  }

  @ParameterizedTest
  @EnumSource(FaultScenario.class)
  void read_whateverGoesWrong_givesTheTruthExactly(FaultScenario scenario) throws Exception {
    try (RestreamSandbox sandbox =
        RestreamSandbox.builder()
            .start(START)
            .until(START.plusSeconds(SECONDS - 1))
            .waitForSocket(true)
            .fromStart(true)
            .pace(scenario.hasMidway() ? Pace.compressed(60) : Pace.unthrottled())
            .start()) {
      scenario.arm(sandbox);
      SandboxReading reading = new SandboxReading(sandbox, folder);
      reading.at(SECONDS, () -> scenario.midway(sandbox));
      reading.run(read -> read.until(START.plusSeconds(SECONDS)));
      assertThat(scenario.happened(sandbox)).as("the fault happened").isTrue();
      assertTruth(reading, sandbox.truth(), scenario);
    }
  }

  private static void assertTruth(SandboxReading reading, Truth truth, FaultScenario scenario) {
    Set<String> missing = new TreeSet<>();
    for (long site : truth.siteIds()) {
      truth
          .live(site)
          .values()
          .forEach(json -> missing.add(new String(json, StandardCharsets.UTF_8)));
    }
    assertThat(missing).hasSize(3 * SECONDS);
    List<String> unexpected = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (Measurement measurement : reading.measurements) {
      if (!ids.add(measurement.recordId())) {
        unexpected.add("again " + measurement);
      } else if (!missing.remove(measurement.json())) {
        unexpected.add("wrong " + measurement.json());
      }
    }
    assertThat(missing).as("records missing").isEmpty();
    // Their values are judged where columns have types; as JSON they are sound.
    boolean soundAsJson =
        scenario == FaultScenario.RECORDS_WITH_NAN
            || scenario == FaultScenario.RECORDS_WITH_DUPLICATE_KEYS;
    assertThat(unexpected)
        .as("records twice or wrong")
        .hasSize(soundAsJson ? scenario.deadLetters() : 0);
    assertThat(reading.deadLetters)
        .as("dead letters")
        .hasSize(soundAsJson ? 0 : scenario.deadLetters());
  }
}
