// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.sandbox.bigquery.BigQuerySandbox;
import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.sandbox.bigquery.control.Call;
import io.wellhead.sandbox.bigquery.control.Fault;
import io.wellhead.sandbox.bigquery.control.FaultRule;
import io.wellhead.sandbox.restream.Pace;
import io.wellhead.sandbox.restream.RestreamSandbox;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.beam.sdk.PipelineResult;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever BigQuery answers for a while, the tables end up with the truth. */
class WarehouseFaultsTest {
  @RegisterExtension final BigQuerySandboxExtension bigQuery = new BigQuerySandboxExtension();

  private static final Instant START = Instant.parse("2030-06-01T10:00:00Z");
  private static final int SECONDS = 120;
  private static final Instant UNTIL = START.plusSeconds(SECONDS);
  private static final Duration LIMIT = Duration.standardMinutes(3);

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"INTERNAL", "NOT_FOUND", "UNAVAILABLE", "LOST_ANSWER"})
  void appendsThatFail_leaveTheTruth(Fault fault) throws Exception {
    assertTruthAfter(
        (warehouse, path) -> warehouse.faults().inject(FaultRule.of(fault, Call.APPEND_ROWS, 4)),
        warehouse -> assertThat(warehouse.faults().pending()).isZero());
  }

  /** In the append table of the measurements, and in the one that takes upserts. */
  @ParameterizedTest
  @ValueSource(strings = {"restream_bronze", "restream_silver"})
  void exhaustedQuota_ofEitherKindOfTable_leavesTheTruth(String dataset) throws Exception {
    FaultRule rule = FaultRule.of(Fault.RESOURCE_EXHAUSTED, Call.APPEND_ROWS, 4);
    assertTruthAfter(
        (warehouse, path) ->
            warehouse.faults().inject(rule.inTable(path.dataset(dataset) + ".measurements")),
        warehouse -> assertThat(warehouse.faults().pending()).isZero());
  }

  @Test
  void flushesThatFail_leaveTheTruth() throws Exception {
    assertTruthAfter(
        (warehouse, path) -> {
          warehouse.faults().inject(FaultRule.of(Fault.INTERNAL, Call.FLUSH_ROWS, 1));
          warehouse.faults().inject(FaultRule.of(Fault.LOST_ANSWER, Call.FLUSH_ROWS, 1));
        },
        warehouse -> assertThat(warehouse.faults().pending()).isZero());
  }

  @Test
  void restart_leavesTheTruth() throws Exception {
    assertTruthAfter((warehouse, path) -> warehouse.restart(), warehouse -> {});
  }

  private void assertTruthAfter(
      BiConsumer<BigQuerySandbox, LivePath> harm, Consumer<BigQuerySandbox> afterwards)
      throws Exception {
    try (RestreamSandbox restream =
        RestreamSandbox.builder()
            .seed(7)
            .start(START)
            .until(UNTIL)
            .waitForSocket(true)
            .pace(Pace.compressed(20))
            .start()) {
      LivePath path = new LivePath(restream, bigQuery.sandbox());
      PipelineResult result = path.start("--restreamUntil=" + UNTIL, "--restreamFrom=" + START);
      PipelineResult.State state = null;
      while (state == null && restream.counters().socketRecords() < SECONDS) {
        state = result.waitUntilFinish(Duration.millis(20));
      }
      assertThat(state).as("end of the pipeline before the harm").isNull();
      harm.accept(bigQuery.sandbox(), path);

      assertThat(result.waitUntilFinish(LIMIT)).isEqualTo(PipelineResult.State.DONE);

      afterwards.accept(bigQuery.sandbox());
      TruthCheck check = new TruthCheck(path, restream.truth());
      check.silverIsExact(UNTIL);
      check.bronzeIsComplete(UNTIL);
      check.bronzeHasNoRecordTwice();
      new MinuteCheck(path).minutesEqualTheRecomputation();
    }
  }
}
