// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.transforms.restream.Drain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.beam.sdk.PipelineResult;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Files of a stretch of time are read again by the same code. */
class BoundedChangeFilesTest {
  private static final Instant NOON = Instant.parse("2025-06-01T12:00:00Z");

  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  @TempDir Path folder;

  @Test
  void files_areChosenByTheTimeAtWhichTheyWereMade_andTellHowFarTheirTableIs() throws Exception {
    write("2025/06/01/12/00/early.jsonl", NOON.minusSeconds(1), event(1, 1, false));
    write("2025/06/01/12/00/first.jsonl", NOON, event(2, 2, false));
    write("2025/05/29/08/00/late.jsonl", NOON.plusSeconds(3_599), event(3, 3, false));
    write("2025/06/01/12/01/after.jsonl", NOON.plusSeconds(3_600), event(4, 4, false));
    ChangePath path = new ChangePath(folder, BIGQUERY.sandbox());

    path.run("--changeFrom=2025-06-01T12:00:00Z", "--changeUntil=2025-06-01T13:00:00Z");

    assertThat(path.query("SELECT id FROM {}shop_silver.orders ORDER BY id"))
        .extracting(row -> row.get("id"))
        .containsExactly(2L, 3L);
    assertThat(
            path.query(
                "SELECT object, COUNT(*) AS files, MAX(last_source_timestamp) AS newest"
                    + " FROM {}wellhead_ops.change_files WHERE is_complete GROUP BY object"))
        .singleElement()
        .extracting(row -> row.get("object") + " " + row.get("files") + " " + row.get("newest"))
        .isEqualTo("shop_orders 2 2025-06-01T12:00:00Z");
  }

  @Test
  void timeThatNoTableHolds_costsNoFileItsAccount() throws Exception {
    String absurd = event(2, 2, false).replace("\"2025-06-01T12:00:00Z\"", "9223372036854775807");
    write("2025/06/01/12/00/some.jsonl", NOON, event(1, 1, false), absurd);
    write("2025/06/01/12/01/all.jsonl", NOON, absurd);
    ChangePath path = new ChangePath(folder, BIGQUERY.sandbox());

    path.run("--changeUntil=2025-06-01T13:00:00Z");

    assertThat(
            path.query(
                "SELECT rows_read, rows_written + rows_dead_lettered AS accounted,"
                    + " last_source_timestamp AS newest"
                    + " FROM {}wellhead_ops.change_files WHERE is_complete ORDER BY rows_read"))
        .extracting(
            row -> row.get("rows_read") + " " + row.get("accounted") + " " + row.get("newest"))
        .containsExactly("1 1 null", "2 2 2025-06-01T12:00:00Z");
  }

  @Test
  void freshTables_getWhatTheStreamWrote_whateverTheNumberOfReaders() throws Exception {
    SplittableRandom random = new SplittableRandom(7);
    List<String> events = new ArrayList<>();
    for (int position = 1; position <= 90; position++) {
      events.add(event(position, random.nextInt(12), random.nextInt(4) == 0));
    }
    for (int file = 0; file < 9; file++) {
      write(
          "2025/06/01/12/0" + file + "/a.jsonl",
          NOON.plusSeconds(random.nextInt(600)),
          events.subList(file * 10, file * 10 + 10).toArray(String[]::new));
    }
    ChangePath stream = new ChangePath(folder, BIGQUERY.sandbox());
    Drain drain = Drain.create();
    PipelineResult running = stream.start(drain, "--changeSweepInterval=1s");
    awaitFiles(running, stream, 9);
    drain.request();
    assertThat(running.waitUntilFinish(Duration.standardMinutes(1)))
        .isEqualTo(PipelineResult.State.DONE);

    ChangePath replay = new ChangePath(folder, BIGQUERY.sandbox());
    replay.run("--changeReadConcurrency=1", "--bigQueryProject=archive");

    for (String sql :
        List.of(
            "SELECT * FROM %s{}shop_silver.orders` ORDER BY id",
            "SELECT sequence, is_deleted, JSON_VALUE(payload, '$.id') AS id"
                + " FROM %s{}shop_bronze.orders` ORDER BY sequence",
            "SELECT uri, rows_read, rows_written FROM %s{}wellhead_ops.change_files` ORDER BY"
                + " uri")) {
      assertThat(replay.query(sql.formatted("`archive.")))
          .as(sql)
          .isNotEmpty()
          .isEqualTo(stream.query(sql.formatted("`demo.")));
    }
  }

  private static void awaitFiles(PipelineResult running, ChangePath path, int files) {
    for (long end = System.nanoTime() + 60_000_000_000L; System.nanoTime() < end; ) {
      if (path.query("SELECT uri FROM {}wellhead_ops.change_files WHERE is_complete").size()
          == files) {
        return;
      }
      running.waitUntilFinish(Duration.millis(100));
    }
    throw new AssertionError("not all files were read within a minute");
  }

  private void write(String name, Instant made, String... lines) throws Exception {
    Path file = folder.resolve("shop_orders").resolve(name);
    Files.createDirectories(file.getParent());
    Path beside = Files.createTempFile("change", "file");
    Files.write(beside, List.of(lines), UTF_8);
    Files.setLastModifiedTime(beside, FileTime.from(made));
    Files.move(beside, file);
  }

  private static String event(int position, int id, boolean deleted) {
    return """
        {"uuid":"d41c0f6e-11a2-4c7b-9a30-55ee%08d","read_timestamp":"2025-06-01T12:00:09Z",\
        "source_timestamp":"2025-06-01T12:00:00Z","object":"shop_orders","read_method":"mysql-cdc-binlog",\
        "stream_name":"projects/1/locations/eu/streams/shop","schema_key":"%040d",\
        "sort_keys":[1748779200000,"mysql-bin.000007",%d],\
        "source_metadata":{"table":"orders","database":"shop","primary_keys":["id"],\
        "log_file":"mysql-bin.000007","log_position":%d,"change_type":"%s","is_deleted":%s},\
        "payload":{"id":%d,"position":%d}}"""
        .formatted(
            position, 1, position, position, deleted ? "DELETE" : "INSERT", deleted, id, position);
  }
}
