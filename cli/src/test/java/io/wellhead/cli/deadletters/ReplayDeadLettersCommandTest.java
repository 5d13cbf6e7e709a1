// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.cli.CommandRun;
import io.wellhead.cli.ExitCode;
import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the pipeline could not process is made good by a replay, once. */
class ReplayDeadLettersCommandTest {
  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private static final AtomicInteger RUNS = new AtomicInteger();

  @TempDir Path folder;

  /** Beam remembers tables by name as long as the JVM lives. */
  private final String prefix = "replay" + RUNS.incrementAndGet() + "_";

  @Test
  void eventThatItsTableRefused_isWrittenOnce_whenTheCauseIsMended() throws Exception {
    Path strict =
        settings("strict.yaml", "[{match: {table: orders}, columns: {total: {type: INT64}}}]");
    Path mended =
        settings(
            "mended.yaml",
            "[{match: {table: orders}, columns: {total: {type: INT64, on_error: keep_text}}}]");
    write(
        "shop_orders/2030/06/01/10/00/a.jsonl",
        event(1, "{\"id\":7,\"total\":\"12\",\"day\":\"2030-06-01\"}"),
        event(2, "{\"id\":8,\"total\":\"a dozen\",\"day\":\"2030-06-01\"}"));
    assertThat(
            wellhead(
                    "run",
                    "changefiles",
                    "--changeFiles=" + folder.resolve("in"),
                    "--changeUntil=now",
                    "--changeSettings=" + strict)
                .exitCode())
        .isZero();

    CommandRun listed =
        wellheadBy("deadletters", "list", "--table", "shop_orders", "--output", "csv");
    assertThat(listed.out())
        .as(listed.err())
        .contains("change-files-to-bigquery,Write current state,invalid,shop_orders,1,1,");
    CommandRun dry = replay(mended, "--dry-run");
    assertThat(dry.exitCode()).as(dry.err()).isZero();
    assertThat(dry.out()).contains("1 dead letters would be replayed");

    CommandRun unmended = replay(strict);
    assertThat(unmended.exitCode()).as(unmended.err()).isEqualTo(ExitCode.CHECK_FAILED.code());
    assertThat(unmended.out()).contains("0 made good, 1 failed", "invalid: ");
    assertThat(replay(strict, "--attempts", "1").out())
        .contains("0 dead letters to replay", "failed in 1 replays or more");

    CommandRun good = replay(mended);

    assertThat(good.exitCode()).as(good.err()).isZero();
    assertThat(good.out()).contains("1 made good, 0 failed");
    assertThat(query("SELECT id, total_text FROM {}shop_silver.orders WHERE total IS NULL"))
        .containsExactly(Map.of("id", 8L, "total_text", "a dozen"));
    assertThat(replay(mended).out()).contains("0 dead letters to replay", "earlier replay");
    assertThat(query("SELECT COUNT(*) AS n FROM {}shop_bronze.orders"))
        .containsExactly(Map.of("n", 2L));
    assertThat(wellheadBy("deadletters", "list", "--output", "csv").out())
        .contains("shop_orders,1,0,");
  }

  @Test
  void damagedFile_isReadAgain_andOnlyWhatWasLackingIsAdded() throws Exception {
    String file = "shop_orders/2030/06/01/10/00/a.jsonl";
    String good = event(1, "{\"id\":7}");
    String lost = event(2, "{\"id\":8}");
    write(file, good, lost.replace("\"payload\":", "\"payload\": oops"));
    assertThat(
            wellhead(
                    "run",
                    "changefiles",
                    "--changeFiles=" + folder.resolve("in"),
                    "--changeUntil=now")
                .exitCode())
        .isZero();
    CommandRun damaged = replay(null);
    assertThat(damaged.out())
        .as(damaged.err())
        .contains("1 failed", "the place is damaged as before");

    write(file, good, lost);
    CommandRun again = replay(null);

    assertThat(again.exitCode()).as(again.err() + again.out()).isZero();
    assertThat(query("SELECT id FROM {}shop_silver.orders ORDER BY id"))
        .containsExactly(Map.of("id", 7L), Map.of("id", 8L));
    assertThat(query("SELECT COUNT(*) AS n FROM {}shop_bronze.orders"))
        .containsExactly(Map.of("n", 2L));
  }

  @Test
  void deadLettersOfGooglesTemplate_areReadFromTheirFiles() throws Exception {
    write(
        "retry/2030/06/01/10/00/error-1.json",
        templateLetter(1_906_538_400, 4, "{\"id\":7,\"total\":12.50"),
        templateLetter(1_906_538_401, 2, "{\"id\":7,\"total\":13"),
        "{\"message\":{\"id\":8},\"error_message\":\"no table\"}");

    CommandRun run = replay(null, "--template-letters", folder.resolve("in") + "/retry/**");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.CHECK_FAILED.code());
    assertThat(run.out())
        .contains("2 made good, 1 failed", "_metadata_table is missing (line 3 of");
    assertThat(query("SELECT id, total FROM {}shop_silver.orders"))
        .containsExactly(Map.of("id", 7L, "total", new BigDecimal("13.000000000")));
    replay(null, "--template-letters", folder.resolve("in") + "/retry/**");
    assertThat(query("SELECT COUNT(*) AS n FROM {}shop_bronze.orders"))
        .containsExactly(Map.of("n", 2L));
  }

  private static String templateLetter(long seconds, int position, String row) {
    return """
        {"message":%s,"_metadata_stream":"projects/1/locations/eu/streams/shop","_metadata_timestamp":%d,\
        "_metadata_read_timestamp":%d,"_metadata_read_method":"mysql-cdc-binlog","_metadata_source_type":"mysql",\
        "_metadata_deleted":false,"_metadata_database":"shop","_metadata_schema":"shop","_metadata_table":"orders",\
        "_metadata_change_type":"UPDATE","_metadata_primary_keys":["id"],"_metadata_uuid":"d41c-%d",\
        "_metadata_log_file":"mysql-bin.000007","_metadata_log_position":"%d","_metadata_error":"quota"},\
        "error_message":"quota exceeded"}"""
        .formatted(row, seconds, seconds, position, position);
  }

  private Path settings(String name, String tables) throws Exception {
    return Files.writeString(folder.resolve(name), "tables: " + tables + "\n");
  }

  private CommandRun replay(@Nullable Path settings, String... more) {
    List<String> arguments = new ArrayList<>(List.of("deadletters", "replay"));
    arguments.addAll(List.of(more));
    if (settings != null) {
      arguments.add("--changeSettings=" + settings);
    }
    return wellhead(arguments.toArray(String[]::new));
  }

  /** With the options of a pipeline. */
  private CommandRun wellhead(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--project=" + BIGQUERY.sandbox().project());
    all.add("--bigQueryEndpoint=" + BIGQUERY.sandbox().endpoint());
    all.add("--datasetPrefix=" + prefix);
    return CommandRun.of(all.toArray(String[]::new));
  }

  private CommandRun wellheadBy(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--project", BIGQUERY.sandbox().project()));
    all.addAll(List.of("--bigquery-endpoint", BIGQUERY.sandbox().endpoint()));
    all.addAll(List.of("--dataset-prefix", prefix));
    return CommandRun.of(all.toArray(String[]::new));
  }

  private List<Map<String, @Nullable Object>> query(String sql) {
    return BIGQUERY.sandbox().query(sql.replace("{}", prefix));
  }

  private void write(String name, String... lines) throws Exception {
    Path file = folder.resolve("in").resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, List.of(lines), UTF_8);
  }

  private static String event(int position, String payload) {
    return """
        {"uuid":"d41c0f6e-11a2-4c7b-9a30-55ee%08d","read_timestamp":"2030-06-01T10:00:09Z",\
        "source_timestamp":"2030-06-01T10:00:00Z","object":"shop_orders","read_method":"mysql-cdc-binlog",\
        "stream_name":"projects/1/locations/eu/streams/shop","schema_key":"%040d",\
        "sort_keys":[1906538400000,"mysql-bin.000007",%d],\
        "source_metadata":{"table":"orders","database":"shop","primary_keys":["id"],\
        "log_file":"mysql-bin.000007","log_position":%d,"change_type":"INSERT","is_deleted":false},\
        "payload":%s}"""
        .formatted(position, 1, position, position, payload);
  }
}
