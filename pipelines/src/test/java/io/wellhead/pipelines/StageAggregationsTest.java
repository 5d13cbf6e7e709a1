// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.sandbox.restream.Pace;
import io.wellhead.sandbox.restream.RestreamSandbox;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whatever happens to a stage, its figures are those of its records. */
class StageAggregationsTest {
  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private static final Instant START = Instant.parse("2030-06-01T10:00:00Z");
  private static final Duration HISTORY = Duration.ofHours(4);

  @Test
  void stagesOfARun_haveTheFiguresOfTheirRecordsAndOfTheService() throws Exception {
    Instant until = START.plusSeconds(120);
    try (RestreamSandbox restream = simulatedUntil(until)) {
      LivePath path = new LivePath(restream, BIGQUERY.sandbox());

      path.run(
          "--restreamUntil=" + until,
          "--restreamFrom=" + START.minus(HISTORY),
          "--restreamRooms=site:" + restream.siteIds().get(0));

      StageCheck check = new StageCheck(path, restream);
      check.timelineIsThatOfSilver();
      check.rowsEqualTheRecomputation();
      assertThat(check.finalRowsEqualTheVendors()).isPositive();
      assertThat(path.query("SELECT * FROM ops.dead_letters")).isEmpty();
    }
  }

  private static RestreamSandbox simulatedUntil(Instant until) {
    return RestreamSandbox.builder()
        .seed(7)
        .start(START)
        .history(HISTORY)
        .until(until)
        .waitForSocket(true)
        .pace(Pace.unthrottled())
        .start();
  }
}
