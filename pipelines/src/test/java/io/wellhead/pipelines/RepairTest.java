// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.sandbox.restream.Pace;
import io.wellhead.sandbox.restream.RestreamSandbox;
import io.wellhead.sandbox.restream.faults.Fault;
import io.wellhead.sandbox.restream.faults.FaultRule;
import io.wellhead.sandbox.restream.faults.Route;
import io.wellhead.transforms.corrections.CorrectedRange;
import io.wellhead.transforms.restream.Drain;
import java.time.Instant;
import java.util.List;
import org.apache.beam.sdk.PipelineResult;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is asked for is read again and replaced, without a change that announces it. */
class RepairTest {
  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private static final Instant START = Instant.parse("2030-06-01T10:00:00Z");
  private static final long FIRST = START.getEpochSecond();
  private static final Duration LIMIT = Duration.standardMinutes(3);

  @Test
  void serviceThatFailsInTheMiddle_leavesTheRestToTheNextRepair() throws Exception {
    try (RestreamSandbox restream =
        RestreamSandbox.builder()
            .seed(7)
            .start(START)
            .until(START.plusSeconds(60))
            .waitForSocket(true)
            .pace(Pace.unthrottled())
            .start()) {
      restream.skip(60);
      LivePath path = new LivePath(restream, BIGQUERY.sandbox());
      long site = restream.siteIds().get(0);
      List<CorrectedRange> ranges =
          List.of(
              CorrectedRange.wholeMinutes(site, FIRST - 7200, FIRST - 7200, 1),
              CorrectedRange.wholeMinutes(site, FIRST - 3600, FIRST - 3600, 1));
      restream.faults().add(FaultRule.of(Fault.UNAVAILABLE).on(Route.DATA).from(2).amount(1));

      repair(path, ranges);

      assertThat(path.count("silver.measurements")).isEqualTo(60);
      assertThat(path.count("silver.measurements WHERE revision = 1")).isEqualTo(60);

      restream.faults().clear();
      repair(path, ranges);

      assertThat(path.count("silver.measurements")).isEqualTo(120);
      assertThat(path.count("bronze.measurements")).as("the first minute twice").isEqualTo(180);
      new MinuteCheck(path).minutesEqualTheRecomputation();
      assertThat(path.count("ops.dead_letters")).isZero();
    }
  }

  private static void repair(LivePath path, List<CorrectedRange> ranges) throws Exception {
    RestreamToBigQueryOptions options = path.options("--restreamStages=false");
    assertThat(
            RestreamToBigQuery.repair(options, ranges, List.of(), Drain.create())
                .waitUntilFinish(LIMIT))
        .isEqualTo(PipelineResult.State.DONE);
  }
}
