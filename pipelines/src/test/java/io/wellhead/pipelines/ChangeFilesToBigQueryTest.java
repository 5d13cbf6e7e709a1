// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.transforms.restream.Drain;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ChangeFilesToBigQueryTest {
  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  @TempDir Path folder;

  @Test
  void changes_endInBronzeAndInTheCurrentState() throws Exception {
    write(
        "shop_orders/2030/06/01/10/00/b.jsonl",
        event(1, "UPDATE-INSERT", false, "{\"id\":7,\"state\":\"paid\",\"total\":12.50}"),
        event(2, "DELETE", true, "{\"id\":8,\"state\":\"new\",\"total\":3}"));
    write(
        "shop_orders/2030/06/01/10/01/a.jsonl",
        event(0, "INSERT", false, "{\"id\":7,\"state\":\"new\",\"total\":12}"),
        event(1, "INSERT", false, "{\"id\":8,\"state\":\"new\",\"total\":3}"),
        "{\"no\":\"event\"}");
    ChangePath path = new ChangePath(folder, BIGQUERY.sandbox());

    path.run();

    assertThat(path.query("SELECT id, state, total FROM {}shop_silver.orders"))
        .containsExactly(
            Map.of("id", 7L, "state", "paid", "total", new BigDecimal("12.500000000")));
    assertThat(
            path.query(
                "SELECT change_type, JSON_VALUE(payload, '$.id') AS id FROM {}shop_bronze.orders"
                    + " ORDER BY id, sequence"))
        .extracting(row -> row.get("id") + " " + row.get("change_type"))
        .containsExactly("7 INSERT", "7 UPDATE-INSERT", "8 INSERT", "8 DELETE");
    assertThat(
            path.query(
                "SELECT rows_read, rows_written, rows_dead_lettered, is_complete"
                    + " FROM {}wellhead_ops.change_files ORDER BY uri"))
        .containsExactly(
            Map.of(
                "rows_read", 2L, "rows_written", 2L, "rows_dead_lettered", 0L, "is_complete", true),
            Map.of(
                "rows_read",
                3L,
                "rows_written",
                2L,
                "rows_dead_lettered",
                1L,
                "is_complete",
                true));
    assertThat(path.query("SELECT source FROM {}wellhead_ops.dead_letters")).hasSize(1);
  }

  @Test
  void settings_giveHistory_andWhatHasNoPlaceBecomesDeadLetters() throws Exception {
    write(
        "a.jsonl",
        event(3, "INSERT", false, "{\"id\":7,\"state\":\"new again\"}"),
        event(0, "INSERT", false, "{\"id\":7,\"state\":\"new\"}"),
        event(2, "DELETE", true, "{\"id\":7,\"state\":\"paid\"}"),
        event(1, "UPDATE-INSERT", false, "{\"id\":7,\"state\":\"paid\"}"),
        event(1, "UPDATE-INSERT", false, "{\"id\":7,\"state\":\"paid\"}"));
    for (String database : List.of("eu", "us")) {
      write(
          database + ".jsonl",
          event(4, "INSERT", false, "{\"id\":9}")
              .replace("\"table\":\"orders\"", "\"table\":\"users\"")
              .replace("\"database\":\"shop\"", "\"database\":\"" + database + "\""));
    }
    write(
        "large.jsonl",
        event(5, "INSERT", false, "{\"id\":70,\"state\":\"" + "x".repeat(11_000_000) + "\"}"),
        event(6, "INSERT", false, "{\"id\":71,\"state\":\"small\"}"));
    Path settings = Files.createTempFile("shop", ".yaml");
    Files.writeString(
        settings,
        "tables: [{match: {table: orders}, domain: shop, history: true},"
            + " {match: {table: users}, domain: shop}]");
    ChangePath path = new ChangePath(folder, BIGQUERY.sandbox());

    path.run("--changeSettings=" + settings);

    assertThat(
            path.query(
                "SELECT state, _metadata_valid_from AS valid_from, _metadata_valid_to AS valid_to,"
                    + " _metadata_is_current AS is_current"
                    + " FROM {}shop_silver.orders_history WHERE id = 7 ORDER BY valid_from"))
        .extracting(
            row ->
                row.get("state")
                    + " "
                    + row.get("valid_from")
                    + " "
                    + row.get("valid_to")
                    + " "
                    + row.get("is_current"))
        .containsExactly(
            "new 2030-06-01T10:00:00Z 2030-06-01T10:00:01Z false",
            "paid 2030-06-01T10:00:01Z 2030-06-01T10:00:02Z false",
            "new again 2030-06-01T10:00:03Z null true");
    assertThat(path.query("SELECT state FROM {}shop_silver.orders_versions WHERE id = 7"))
        .hasSize(4);
    assertThat(path.query("SELECT id FROM {}shop_silver.users")).hasSize(1);
    assertThat(path.query("SELECT sequence FROM {}shop_bronze.orders WHERE row_key = '1:7'"))
        .hasSize(5);
    assertThat(
            path.query(
                "SELECT * FROM {}shop_bronze.orders WHERE row_key = '1:7' QUALIFY ROW_NUMBER() OVER ("
                    + "PARTITION BY _datastream_metadata.uuid ORDER BY _datastream_metadata.file) = 1"))
        .as("the query that docs/database-changes.md gives")
        .hasSize(4);
    assertThat(path.query("SELECT id FROM {}shop_silver.orders WHERE id >= 70"))
        .containsExactly(Map.of("id", 71L));
    assertThat(
            path.query("SELECT step, error_kind FROM {}wellhead_ops.dead_letters WHERE part = 0"))
        .extracting(row -> row.get("error_kind"))
        .containsExactlyInAnyOrder("schema_conflict", "too_large", "too_large", "invalid");
    // Three letters of one event, of bronze, current state and history: it is accounted for once.
    assertThat(
            path.query(
                "SELECT rows_read, rows_written, rows_dead_lettered"
                    + " FROM {}wellhead_ops.change_files WHERE ENDS_WITH(uri, 'large.jsonl')"))
        .containsExactly(Map.of("rows_read", 2L, "rows_written", 1L, "rows_dead_lettered", 1L));
    assertThat(path.query("SELECT uri FROM {}wellhead_ops.change_files WHERE NOT is_complete"))
        .isEmpty();
  }

  @Test
  void newFiles_areReadWhileThePipelineRuns_andWidenItsTables() throws Exception {
    ChangePath path = new ChangePath(folder, BIGQUERY.sandbox());
    Drain drain = Drain.create();
    PipelineResult running = path.start(drain, "--changeSweepInterval=1s");

    write("a.jsonl", event(0, "INSERT", false, "{\"id\":7,\"total\":12}"));
    await(running, path, "SELECT id FROM {}shop_silver.orders");
    write("b.jsonl", event(1, "INSERT", false, "{\"id\":8,\"total\":0.1,\"note\":\"new\"}"));
    await(running, path, "SELECT id FROM {}shop_silver.orders WHERE id = 8");
    drain.request();

    assertThat(running.waitUntilFinish(Duration.standardMinutes(1)))
        .isEqualTo(PipelineResult.State.DONE);
    assertThat(path.query("SELECT id, total, note FROM {}shop_silver.orders ORDER BY id"))
        .extracting(row -> row.get("id") + " " + row.get("total") + " " + row.get("note"))
        .containsExactly("7 12.000000000 null", "8 0.100000000 new");
    assertThat(path.query("SELECT source FROM {}wellhead_ops.dead_letters")).isEmpty();
  }

  @Test
  void eventsWithoutAPlaceInTheCurrentState_areInBronze_andCounted() throws Exception {
    write("log.jsonl", event(0, "INSERT", false, "{\"id\":1}").replace("orders", "log"));
    for (String table : List.of("keyless", "refused")) {
      write(
          table + ".jsonl",
          event(1, "INSERT", false, "{\"id\":1}")
              .replace("orders", table)
              .replace("\"primary_keys\":[\"id\"]", "\"primary_keys\":[]"));
    }
    write(
        "orders.jsonl",
        event(1, "INSERT", false, "{\"id\":1}"),
        event(2, "INSERT", false, "{\"id\":2}"),
        event(3, "DELETE", true, "{\"id\":2}"));
    Path settings = Files.createTempFile("shop", ".yaml");
    Files.writeString(
        settings,
        "tables: [{match: {table: log}, current_state: false},"
            + " {match: {table: refused}, no_key: fail}]");
    ChangePath path = new ChangePath(folder, BIGQUERY.sandbox());

    PipelineResult run = path.run("--changeSettings=" + settings);

    for (String table : List.of("log", "keyless", "refused")) {
      assertThat(path.query("SELECT row_key FROM {}shop_bronze." + table)).as(table).hasSize(1);
    }
    assertThat(path.query("SELECT table_name AS name FROM {}shop_silver.INFORMATION_SCHEMA.TABLES"))
        .containsExactly(Map.of("name", "orders"));
    assertThat(path.query("SELECT error_kind FROM {}wellhead_ops.dead_letters"))
        .containsExactly(Map.of("error_kind", "key_missing"));
    assertThat(counter(run, "upserts_written_count")).isEqualTo(2);
    assertThat(counter(run, "deletes_written_count")).isEqualTo(1);
    assertThat(counter(run, "key_missing_count")).isEqualTo(1);
    for (String lag : List.of("source_lag_ms", "read_lag_ms", "file_lag_ms")) {
      assertThat(
              run.metrics()
                  .queryMetrics(filter(lag))
                  .getDistributions()
                  .iterator()
                  .next()
                  .getAttempted()
                  .getCount())
          .as(lag)
          .isPositive();
    }
  }

  private static long counter(PipelineResult run, String name) {
    long sum = 0;
    for (MetricResult<Long> counter : run.metrics().queryMetrics(filter(name)).getCounters()) {
      sum += counter.getAttempted();
    }
    return sum;
  }

  private static MetricsFilter filter(String name) {
    String namespace = name.startsWith("file_") ? "ChangeFileIO.Read" : "WriteChanges.Silver";
    return MetricsFilter.builder().addNameFilter(MetricNameFilter.named(namespace, name)).build();
  }

  private static void await(PipelineResult running, ChangePath path, String sql) {
    for (long end = System.nanoTime() + 60_000_000_000L; System.nanoTime() < end; ) {
      try {
        if (!path.query(sql).isEmpty()) {
          return;
        }
      } catch (RuntimeException e) {
        // The table is made with its first event.
      }
      running.waitUntilFinish(Duration.millis(100));
    }
    throw new AssertionError("nothing came within a minute: " + sql);
  }

  private void write(String name, String... lines) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Path beside = Files.createTempFile("change", "file");
    Files.write(beside, List.of(lines), UTF_8);
    Files.move(beside, file);
  }

  private static String event(int position, String type, boolean deleted, String payload) {
    return """
    {"uuid":"d41c0f6e-11a2-4c7b-9a30-55ee%08d","read_timestamp":"2030-06-01T10:00:09Z",\
    "source_timestamp":"2030-06-01T10:00:%02dZ","object":"shop_orders","read_method":"mysql-cdc-binlog",\
    "stream_name":"projects/1/locations/eu/streams/shop","schema_key":"%040d",\
    "sort_keys":[%d,"mysql-bin.000007",%d],\
    "source_metadata":{"table":"orders","database":"shop","primary_keys":["id"],\
    "log_file":"mysql-bin.000007","log_position":%d,"change_type":"%s","is_deleted":%s},\
    "payload":%s}\
    """
        .formatted(
            Long.parseLong(Integer.toBinaryString(position)),
            position,
            1,
            1_906_538_400_000L + 1_000L * position,
            position,
            position,
            type,
            deleted,
            payload);
  }
}
