// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.cli.CommandRun;
import io.wellhead.cli.ExitCode;
import org.junit.jupiter.api.Test;

class ReportCommandTest {
  @Test
  void endpointThatDoesNotAnswer_isOneClearLine() {
    CommandRun run =
        CommandRun.of("report", "--project", "demo", "--bigquery-endpoint", "http://localhost:1");

    assertThat(run.exitCode()).isEqualTo(ExitCode.UNAVAILABLE.code());
    assertThat(run.err()).contains("http://localhost:1").hasLineCount(1);
  }

  @Test
  void plainHttpToAnotherMachine_isRefused() {
    CommandRun run =
        CommandRun.of(
            "report", "--project", "demo", "--bigquery-endpoint", "http://192.0.2.1:9050");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.err()).contains("plain http is accepted only for this machine");
  }

  @Test
  void periodThatEndsBeforeItBegins_isRefused() {
    CommandRun run =
        CommandRun.of(
            "report",
            "--project",
            "demo",
            "--from",
            "2030-06-02T00:00:00Z",
            "--to",
            "2030-06-01T00:00:00Z");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.err()).contains("--from=2030-06-02T00:00:00Z", "before --to");
  }

  @Test
  void missingProject_isNamed() {
    CommandRun run = CommandRun.of("report");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.err()).contains("--project");
  }
}
