// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.cli.BackgroundRun;
import io.wellhead.cli.CommandRun;
import io.wellhead.cli.ExitCode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxCommandTest {
  private static final Pattern READY = Pattern.compile("ready at (http://\\S+)");

  @TempDir private Path folder;

  @Test
  void restreamSandbox_servesUntilStoppedAndSaysHowToReachIt() throws Exception {
    try (BackgroundRun run =
        BackgroundRun.untilItSays(
            "Ctrl-C", Map.of(), "sandbox", "restream", "--port", "0", "--seed", "7")) {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(address(run) + "/o/token/"))
                      .header("Content-Type", "application/x-www-form-urlencoded")
                      .POST(
                          HttpRequest.BodyPublishers.ofString(
                              "client_id=%s&client_secret=%s&grant_type=client_credentials"
                                  .formatted(
                                      exported(run, "RESTREAM_CLIENT_ID"),
                                      exported(run, "RESTREAM_CLIENT_SECRET"))))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("access_token");
      assertThat(run.out()).containsPattern("pad:[0-9]+ with sites [0-9]+, [0-9]+, [0-9]+");
      assertThat(run.stop()).isZero();
      assertThat(run.err()).contains("stopped");
    }
  }

  @Test
  void correction_isAnnouncedAndWrongOnesAreRefused() throws Exception {
    try (BackgroundRun run =
        BackgroundRun.untilItSays(
            "Ctrl-C",
            Map.of(),
            "sandbox",
            "restream",
            "--port=0",
            "--pace=unthrottled",
            "--start=2030-06-01T10:00:00Z",
            "--until=2030-06-01T10:10:00Z")) {
      String host = "--host=" + address(run);
      String from = "--from=2030-06-01T09:50:00Z";
      String to = "--to=2030-06-01T09:51:00Z";

      CommandRun deleted =
          CommandRun.of("sandbox", "correct", "delete", "--site=9101", from, to, host);
      assertThat(deleted.out()).as(deleted.err()).containsPattern("Data change [0-9]+ announced");
      CommandRun factorless =
          CommandRun.of("sandbox", "correct", "scale", "--site=9101", from, to, host);
      assertThat(factorless.exitCode()).isEqualTo(ExitCode.USAGE.code());
      assertThat(factorless.err()).contains("scale needs --field");
      CommandRun unknown =
          CommandRun.of("sandbox", "correct", "delete", "--site=7", from, to, host);
      assertThat(unknown.exitCode()).isEqualTo(ExitCode.REFUSED.code());
      assertThat(unknown.err()).contains("site=7 is unknown");
    }
  }

  @Test
  void bigQuerySandbox_servesUntilStoppedAndLeavesItsFile() throws Exception {
    Path file = folder.resolve("warehouse.duckdb");
    try (BackgroundRun run =
        BackgroundRun.untilItSays(
            "Ctrl-C", Map.of(), "sandbox", "bigquery", "--port", "0", "--file", file.toString())) {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(
                          URI.create(address(run) + "/bigquery/v2/projects/demo/datasets"))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(run.out()).contains(file.toString());
      assertThat(run.stop()).isZero();
      assertThat(Files.size(file)).isPositive();
    }
  }

  @Test
  void fileThatIsNoDatabase_isAUsageError() throws Exception {
    Path text = Files.writeString(folder.resolve("notes.duckdb"), "not a database at all");
    CommandRun run = CommandRun.of("sandbox", "bigquery", "--file", text.toString(), "--port", "0");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.err()).startsWith("wellhead: cannot open " + text + " as a DuckDB file");
  }

  @ParameterizedTest
  @CsvSource({"restream", "bigquery"})
  void portInUse_isOneClearLine(String sandbox) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CommandRun run =
          CommandRun.of(
              sandbox.equals("bigquery")
                  ? new String[] {
                    "sandbox",
                    sandbox,
                    "--file",
                    folder.resolve("w.duckdb").toString(),
                    "--port",
                    "" + taken.getLocalPort()
                  }
                  : new String[] {"sandbox", sandbox, "--port", "" + taken.getLocalPort()});

      assertThat(run.exitCode()).isEqualTo(ExitCode.UNAVAILABLE.code());
      assertThat(run.err())
          .contains("--port=" + taken.getLocalPort() + " is in use")
          .hasLineCount(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--pace, fast, 'real-time, unthrottled'",
    "--pace, -3, 'real-time, unthrottled'",
    "--start, yesterday, 'time with a zone'",
    "--wells, 1, 'at least 2'",
    "--port, 70000, '0 to 65535'",
  })
  void wrongOption_isRefusedWithWhatIsAccepted(String option, String value, String accepted) {
    CommandRun run = CommandRun.of("sandbox", "restream", option, value);

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.err()).contains(option.substring(2), value, accepted);
  }

  @Test
  void missingRecordedFolder_isNotFound() {
    CommandRun run =
        CommandRun.of("sandbox", "restream", "--recorded", folder.resolve("none").toString());

    assertThat(run.exitCode()).isEqualTo(ExitCode.NOT_FOUND.code());
    assertThat(run.err()).contains("--recorded");
  }

  private static String address(BackgroundRun run) {
    Matcher matcher = READY.matcher(run.out());
    assertThat(matcher.find()).as("says its address: " + run.out() + run.err()).isTrue();
    return matcher.group(1);
  }

  private static String exported(BackgroundRun run, String variable) {
    Matcher matcher = Pattern.compile("export " + variable + "=(\\S+)").matcher(run.out());
    assertThat(matcher.find()).isTrue();
    return matcher.group(1);
  }
}
