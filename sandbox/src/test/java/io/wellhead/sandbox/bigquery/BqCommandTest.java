// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The Cloud SDK's own command, where it is installed. */
class BqCommandTest {
  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  @TempDir static Path home;

  private static Path command;

  @BeforeAll
  static void findCommand() {
    Optional<Path> found =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .map(folder -> Path.of(folder, "bq"))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(found.isPresent(), "the Cloud SDK's bq is not on the PATH");
    command = found.get();
  }

  private record Ended(int status, String output) {}

  /**
   * Runs without an account: any token will do, and the settings of the machine's user are left
   * alone.
   */
  private static Ended bq(String... arguments) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(command.toString());
    line.addAll(
        List.of("--api", BIGQUERY.endpoint(), "--project_id=demo", "--oauth_access_token=none"));
    line.addAll(List.of(arguments));
    Path output = Files.createTempFile(home, "bq", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("CLOUDSDK_CONFIG", home.toString());
    builder.environment().put("HOME", home.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
  }

  private static String done(String... arguments) throws IOException, InterruptedException {
    Ended ended = bq(arguments);
    assertThat(ended.status()).as(ended.output()).isZero();
    return ended.output();
  }

  @Test
  void bq_makesShowsQueriesChangesAndRemovesTables() throws Exception {
    Path schema =
        Files.writeString(
            home.resolve("schema.json"),
            "[{\"name\":\"id\",\"type\":\"INTEGER\",\"mode\":\"REQUIRED\"},{\"name\":\"name\",\"type\":\"STRING\"},"
                + "{\"name\":\"seen\",\"type\":\"TIMESTAMP\"}]");
    done("mk", "--dataset", "--description", "first", "wells");
    done("mk", "--table", "--time_partitioning_field", "seen", "wells.list", schema.toString());
    assertThat(done("ls")).contains("wells");
    assertThat(done("ls", "wells")).contains("list", "TABLE", "DAY (field: seen)");
    assertThat(done("show", "wells.list")).contains("id: integer (required)", "seen: timestamp");

    done(
        "query",
        "--nouse_legacy_sql",
        "INSERT INTO wells.list (id, name, seen) VALUES (1, 'A-1', TIMESTAMP '2024-01-01 00:00:00 UTC'), (2, 'A-2', NULL)");
    assertThat(
            done(
                "query",
                "--nouse_legacy_sql",
                "SELECT name, seen FROM `demo.wells.list` WHERE id = 1"))
        .contains("A-1", "2024-01-01 00:00:00");
    assertThat(
            done(
                "query",
                "--nouse_legacy_sql",
                "--parameter=id:INT64:2",
                "SELECT name FROM wells.list WHERE id = @id"))
        .contains("A-2")
        .doesNotContain("A-1");
    assertThat(done("head", "-n", "1", "wells.list")).contains("A-1").doesNotContain("A-2");

    done("update", "--description", "all wells", "wells.list");
    assertThat(done("show", "--format=json", "wells.list"))
        .contains("\"description\":\"all wells\"");
    done("rm", "-f", "-t", "wells.list");
    done("rm", "-r", "-f", "-d", "wells");
    assertThat(done("ls")).doesNotContain("wells");
  }

  @Test
  void bq_whatIsMissing_endsWithTheServersWords() throws Exception {
    Ended ended = bq("show", "nowhere.nothing");
    assertThat(ended.status()).isNotZero();
    assertThat(ended.output()).contains("Not found: Dataset demo:nowhere");
  }
}
