// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.sandbox.bigquery.control.Call;
import io.wellhead.sandbox.bigquery.control.Fault;
import io.wellhead.sandbox.bigquery.control.FaultRule;
import io.wellhead.sandbox.bigquery.control.Faults;
import io.wellhead.sandbox.restream.Pace;
import io.wellhead.sandbox.restream.RestreamSandbox;
import io.wellhead.transforms.warehouse.TableDefinition;
import io.wellhead.transforms.warehouse.Tables;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A row that BigQuery does not take costs that row alone, and does not vanish. */
class RejectedRowsTest {
  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private static final Instant START = Instant.parse("2030-06-01T10:00:00Z");
  private static final int SECONDS = 120;
  private static final Instant UNTIL = START.plusSeconds(SECONDS);

  @Test
  void rowOfEachTableRejected_isADeadLetterOfItsStep_andTheRunGoesOn() throws Exception {
    try (RestreamSandbox restream =
        RestreamSandbox.builder()
            .seed(1) // a stage of work runs at the start
            .start(START)
            .until(UNTIL)
            .waitForSocket(true)
            .pace(Pace.unthrottled())
            .start()) {
      announceAChange(restream);
      LivePath path = new LivePath(restream, BIGQUERY.sandbox());
      Faults faults = BIGQUERY.sandbox().faults();
      for (TableDefinition table : written()) {
        faults.inject(
            FaultRule.of(Fault.REJECT_ROW, Call.APPEND_ROWS, 1)
                .inTable(path.dataset(table.qualifiedName())));
      }

      path.run(
          "--restreamUntil=" + UNTIL, "--restreamFrom=" + START, "--restreamCorrections=false");

      assertThat(faults.rules()).as("rows that were not rejected").isEmpty();
      assertThat(path.query("SELECT step, error_kind FROM ops.dead_letters WHERE part = 0"))
          .containsExactlyInAnyOrderElementsOf(
              written().stream().map(RejectedRowsTest::letter).toList());
      int records = restream.siteIds().size() * SECONDS;
      assertThat(path.count("bronze.measurements")).isEqualTo(records - 1);
      assertThat(path.count("silver.measurements")).isEqualTo(records - 1);
    }
  }

  /** Of data of two hours before, so that the measurements of the run are not touched. */
  private static void announceAChange(RestreamSandbox restream) {
    long earlier = START.getEpochSecond() - 7200;
    restream
        .corrections()
        .scale(restream.siteIds().get(0), "slurry_rate", 1.1, earlier, earlier + 599);
  }

  /**
   * All tables but that of the dead letters, of which no letter could be kept, and that of changes
   * that are followed.
   */
  private static List<TableDefinition> written() {
    return RestreamToBigQuery.tables().stream()
        .filter(table -> !table.equals(Tables.DEAD_LETTERS))
        .filter(table -> !table.equals(Tables.SILVER_DATA_CHANGES))
        .toList();
  }

  private static Map<String, @Nullable Object> letter(TableDefinition table) {
    return Map.of("step", "Write " + table.qualifiedName(), "error_kind", "rejected");
  }
}
