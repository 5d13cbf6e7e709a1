// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.cli.CommandRun;
import io.wellhead.cli.ExitCode;
import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class QueryCommandTest {
  private static final String SQL =
      "SELECT 9101 AS site_id, 2.5 AS rate, TIMESTAMP '2030-06-01 10:00:00+00:00' AS event_time,"
          + " CAST(NULL AS STRING) AS error";

  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  @Test
  void rows_areATable() {
    CommandRun run = query(SQL);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "site_id  rate  event_time            error", "   9101   2.5  2030-06-01T10:00:00Z");
  }

  @Test
  void rows_asJson_keepNumbersAndNulls() {
    CommandRun run = query(SQL, "--output", "json");

    assertThat(run.out())
        .isEqualToIgnoringNewLines(
            "[{\"site_id\":9101,\"rate\":2.5,\"event_time\":\"2030-06-01T10:00:00Z\",\"error\":null}]");
  }

  @Test
  void rows_asCsv_haveTheColumnsNames() {
    CommandRun run = query(SQL, "--output", "csv");

    assertThat(run.out().lines())
        .containsExactly("site_id,rate,event_time,error", "9101,2.5,2030-06-01T10:00:00Z,");
  }

  @Test
  void noRows_areSaidToBeNone() {
    CommandRun run = query("SELECT 1 AS one FROM (SELECT 1 AS x) WHERE x = 2");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).contains("(no rows)");
  }

  @Test
  void unknownDataset_isOneLineWithItsName() {
    CommandRun run = query("SELECT * FROM nothing_here.stages");

    assertThat(run.exitCode()).isEqualTo(ExitCode.NOT_FOUND.code());
    assertThat(run.err()).contains("nothing_here").hasLineCount(1);
  }

  private static CommandRun query(String sql, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "query",
                sql,
                "--project",
                BIGQUERY.sandbox().project(),
                "--bigquery-endpoint",
                BIGQUERY.sandbox().endpoint()));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }
}
