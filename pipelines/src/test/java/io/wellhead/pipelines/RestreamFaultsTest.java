// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.sandbox.restream.Pace;
import io.wellhead.sandbox.restream.RestreamSandbox;
import io.wellhead.sandbox.restream.scenarios.FaultScenario;
import java.time.Instant;
import org.apache.beam.sdk.PipelineResult;
import org.joda.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever goes wrong on the way from ReStream, the tables end up with the truth. */
class RestreamFaultsTest {
  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private static final Instant START = Instant.parse("2030-06-01T10:00:00Z");
  private static final int SECONDS = 300;
  private static final Instant UNTIL = START.plusSeconds(SECONDS);
  private static final Duration LIMIT = Duration.standardMinutes(3);

  @ParameterizedTest
  @EnumSource(FaultScenario.class)
  void livePath_whateverGoesWrong_tablesHoldTheTruth(FaultScenario scenario) throws Exception {
    try (RestreamSandbox restream = sandbox(scenario)) {
      scenario.arm(restream);
      LivePath path = new LivePath(restream, BIGQUERY.sandbox());

      run(path, restream, scenario);

      assertThat(scenario.happened(restream)).as("the fault happened").isTrue();
      TruthCheck check = new TruthCheck(path, restream.truth());
      check.silverIsExact(UNTIL);
      check.bronzeIsComplete(UNTIL);
      check.bronzeHasNoRecordTwice();
      new MinuteCheck(path).minutesEqualTheRecomputation();
      new InstanceCheck(path, restream).padsSitesFieldsAndStagesAreExact();
      assertThat(path.count("ops.dead_letters WHERE part = 0"))
          .as("dead letters")
          .isEqualTo(scenario.deadLetters());
    }
  }

  /** Time passes at a pace where something happens midway, so that there is a middle. */
  private static RestreamSandbox sandbox(FaultScenario scenario) {
    return RestreamSandbox.builder()
        .seed(7)
        .start(START)
        .until(UNTIL)
        .waitForSocket(true)
        .fromStart(true)
        .pace(scenario.hasMidway() ? Pace.compressed(60) : Pace.unthrottled())
        .start();
  }

  /** Late frames are minutes late, which the allowed lateness covers. */
  private static void run(LivePath path, RestreamSandbox restream, FaultScenario scenario)
      throws Exception {
    PipelineResult result =
        path.start(
            "--restreamUntil=" + UNTIL,
            "--restreamAllowedLateness=10m",
            "--restreamRefresh=2s",
            "--restreamReconnectAfter=2s",
            "--restreamReadTimeout=3s");
    if (scenario.hasMidway()) {
      PipelineResult.State state = null;
      while (state == null && restream.counters().socketRecords() < SECONDS) {
        state = result.waitUntilFinish(Duration.millis(20));
      }
      assertThat(state).as("end of the pipeline before its middle").isNull();
      scenario.midway(restream);
    }
    assertThat(result.waitUntilFinish(LIMIT)).isEqualTo(PipelineResult.State.DONE);
  }
}
