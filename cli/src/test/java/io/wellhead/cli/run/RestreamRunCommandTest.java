// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.cli.CommandRun;
import io.wellhead.cli.ExitCode;
import io.wellhead.sandbox.bigquery.BigQuerySandbox;
import io.wellhead.sandbox.restream.Pace;
import io.wellhead.sandbox.restream.RestreamSandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pipeline's own doors are tested in its module; here what the command makes of them. */
class RestreamRunCommandTest {
  private static final Instant START = Instant.parse("2030-06-01T10:00:00Z");
  private static RestreamSandbox restream;
  private static BigQuerySandbox warehouse;
  @TempDir private static Path folder;

  @BeforeAll
  static void startSandboxes() throws Exception {
    restream = RestreamSandbox.builder().seed(3).start(START).pace(Pace.unthrottled()).start();
    warehouse = BigQuerySandbox.builder().temporary().start();
    Files.writeString(folder.resolve("secret"), restream.clientSecret());
    Files.writeString(folder.resolve("wrong"), "guess-4711");
  }

  @AfterAll
  static void stopSandboxes() {
    restream.close();
    warehouse.close();
  }

  @Test
  void boundedRun_endsByItselfWithASummaryAndCanBeReported() throws Exception {
    CommandRun run =
        run(
            "--restreamRooms=pad:" + restream.padId(),
            "--datasetPrefix=cli_run_",
            "--restreamFrom=" + START,
            "--restreamUntil=" + START.plusSeconds(60),
            "--restreamRefresh=5s");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("Read 180 records", "0 dead letters")
        .containsPattern("Write silver measurements +180 rows");
    assertThat(
            warehouse
                .query("SELECT COUNT(*) AS n FROM cli_run_restream_silver.measurements")
                .get(0))
        .containsEntry("n", 180L);

    Path file = folder.resolve("one-well.html");
    long site = restream.siteIds().get(0);
    CommandRun report = report("--site", "" + site, "--output", file.toString());
    assertThat(report.out()).contains("one-well.html: 1 well,");
    assertThat(Files.readString(file))
        .contains("id=\"data-" + site + "\"")
        .doesNotContain("data-" + (site + 1));
    CommandRun elsewhere = report("--from", "2031-01-01T00:00:00Z", "--output", file.toString());
    assertThat(elsewhere.exitCode()).isEqualTo(ExitCode.NOT_FOUND.code());
    assertThat(elsewhere.err()).contains("no measurements");
  }

  @Test
  void reportOfAWarehouseThatIsNotThere_isNotFound() {
    CommandRun run =
        CommandRun.of(
            "report",
            "--project",
            "demo",
            "--bigquery-endpoint",
            warehouse.endpoint(),
            "--dataset-prefix",
            "nothing_");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.NOT_FOUND.code());
    assertThat(run.err()).contains("nothing_restream_silver");
  }

  @Test
  void unknownRoom_isNotFoundBeforeAnythingStarts() {
    CommandRun run = run("--restreamRooms=pad:99999");

    assertThat(run.exitCode()).isEqualTo(ExitCode.NOT_FOUND.code());
    assertThat(run.err()).contains("--restreamRooms=pad:99999").hasLineCount(1);
  }

  @Test
  void missingProject_isAUsageErrorWithoutATrace() {
    CommandRun run = run("--restreamRooms=all", "--project=");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.err()).startsWith("wellhead: --project is missing").hasLineCount(1);
  }

  @Test
  void endpointWithAPath_isRefusedByThisCommandsOwnName() {
    String endpoint = warehouse.endpoint() + "/bigquery";
    CommandRun run = run("--restreamRooms=all", "--bigQueryEndpoint=" + endpoint);
    CommandRun report =
        CommandRun.of("report", "--project", "demo", "--bigquery-endpoint", endpoint);

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.err()).startsWith("wellhead: --bigQueryEndpoint=" + endpoint + ": accepted are");
    assertThat(report.exitCode()).isEqualTo(ExitCode.USAGE.code());
    assertThat(report.err())
        .startsWith("wellhead: --bigquery-endpoint=" + endpoint + ": accepted are");
  }

  @Test
  void missingRooms_isAUsageError() {
    CommandRun run = run();

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.err()).contains("--restreamRooms is missing");
  }

  @Test
  void wrongCredentials_areNamedWithoutTheSecret() {
    CommandRun run =
        run(
            "--restreamRooms=pad:" + restream.padId(),
            "--restreamClientSecret=file:" + folder.resolve("wrong"));

    assertThat(run.exitCode()).isEqualTo(ExitCode.CREDENTIALS.code());
    assertThat(run.err())
        .contains("--restreamClientSecret")
        .doesNotContain("guess-4711")
        .hasLineCount(1);
  }

  @Test
  void unreachableService_isUnavailable() {
    CommandRun run = run("--restreamRooms=pad:412", "--restreamBaseUrl=http://localhost:1");

    assertThat(run.exitCode()).isEqualTo(ExitCode.UNAVAILABLE.code());
    assertThat(run.err()).contains("http://localhost:1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--restreamRoom=pad:412|unknown option --restreamRoom; did you mean --restreamFrom or --restreamRooms?",
        "--projec=x|unknown option --projec; did you mean --project?",
        "--nosuch=x|unknown option --nosuch",
        "--restreamMinutes=maybe|--restreamMinutes=maybe: Cannot deserialize value",
        "--restreamRooms=pad:1 --restreamRooms=pad:2|--restreamRooms is given more than once"
      })
  void optionThatBeamRefuses_isNamedAsItIsGiven(String options, String message) {
    CommandRun run = run(options.split(" "));

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.err()).startsWith("wellhead: " + message);
  }

  @Test
  void untilBeforeFrom_isAUsageError() {
    CommandRun run =
        run(
            "--restreamRooms=pad:412",
            "--restreamFrom=2030-06-01T10:00:00Z",
            "--restreamUntil=2030-06-01T09:00:00Z");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.err()).contains("--restreamUntil", "--restreamFrom");
  }

  @Test
  void help_showsThePipelinesOptions() {
    assertThat(CommandRun.of("run", "restream", "--help").out())
        .contains(
            "--restreamRooms=VALUE",
            "--datasetPrefix=VALUE",
            "Default: https://app.restreamsolutions.com.");
  }

  private static CommandRun report(String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "report",
                "--project",
                "demo",
                "--bigquery-endpoint",
                warehouse.endpoint(),
                "--dataset-prefix",
                "cli_run_"));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  /** What a test does not give itself leads to the two sandboxes. */
  private static CommandRun run(String... more) {
    List<String> arguments = new ArrayList<>(List.of("run", "restream"));
    arguments.addAll(List.of(more));
    String given = String.join(" ", more);
    addUnlessGiven(arguments, given, "--project=", "demo");
    addUnlessGiven(arguments, given, "--bigQueryEndpoint=", warehouse.endpoint());
    addUnlessGiven(arguments, given, "--restreamClientId=", restream.clientId());
    addUnlessGiven(arguments, given, "--restreamClientSecret=", "file:" + folder.resolve("secret"));
    return CommandRun.with(
        Map.of("RESTREAM_HOST", restream.baseUrl()), arguments.toArray(String[]::new));
  }

  private static void addUnlessGiven(
      List<String> arguments, String given, String option, String value) {
    if (!given.contains(option)) {
      arguments.add(option + value);
    }
  }
}
