// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.sandbox.bigquery.BigQuerySandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** BigQuery remembers a delete for two days; files may come later than that. */
class LateChangesTest {
  @TempDir Path folder;
  @TempDir Path others;

  @Test
  void lateChangeOfARowThatWasDeletedLongAgo_doesNotBringItBack() throws Exception {
    Days days = new Days();
    try (BigQuerySandbox bigQuery = BigQuerySandbox.builder().temporary().clock(days).start()) {
      ChangePath path = new ChangePath(folder, bigQuery);
      Path settings = others.resolve("settings.yaml");
      Files.writeString(
          settings,
          """
          tables:
            - match: {table: orders}
              domain: d
              key: [id]
              shard: {column: shop, value: "{database}"}
          """);
      String option = "--changeSettings=" + settings;
      write(
          "a.jsonl", event("one", 5, 1, true), event("one", 5, 2, true), event("two", 1, 1, false));
      path.run(option);

      Files.delete(folder.resolve("a.jsonl"));
      days.now = days.now.plus(Duration.ofDays(3));
      write(
          "late.jsonl",
          event("one", 3, 1, false),
          event("one", 7, 2, false),
          event("two", 3, 1, false),
          event("one", 4, 3, false));
      path.run(option);

      assertThat(path.query("SELECT shop, id FROM {}d_silver.orders ORDER BY shop, id"))
          .extracting(row -> row.get("shop") + " " + row.get("id"))
          .containsExactly("one 2", "one 3", "two 1");
      assertThat(
              path.query(
                  "SELECT rows_read, rows_written FROM {}wellhead_ops.change_files"
                      + " WHERE ENDS_WITH(uri, 'late.jsonl')"))
          .singleElement()
          .extracting(row -> row.get("rows_read") + " " + row.get("rows_written"))
          .isEqualTo("4 4");
    }
  }

  @Test
  void lateChange_ofARowThatOnlyItsRowIdTells_doesNotBringItBackEither() throws Exception {
    Days days = new Days();
    try (BigQuerySandbox bigQuery = BigQuerySandbox.builder().temporary().clock(days).start()) {
      ChangePath path = new ChangePath(folder, bigQuery);
      Path settings = others.resolve("settings.yaml");
      Files.writeString(settings, "defaults: {domain: d, no_key: row_id}");
      String option = "--changeSettings=" + settings;
      write("a.jsonl", rowOf("AAA", 5, "DELETE"), rowOf("AAB", 1, "INSERT"));
      path.run(option);

      Files.delete(folder.resolve("a.jsonl"));
      days.now = days.now.plus(Duration.ofDays(3));
      write(
          "late.jsonl",
          rowOf("AAA", 3, "INSERT"),
          rowOf("AAB", 2, "UPDATE"),
          rowOf("AAC", 3, "INSERT"));
      path.run(option);

      assertThat(path.query("SELECT name FROM {}d_silver.ORDERS ORDER BY name"))
          .extracting(row -> row.get("name"))
          .containsExactly("AAB at 2", "AAC at 3");
    }
  }

  private static String rowOf(String rowId, int position, String change) {
    return """
        {"uuid":"d41c0f6e-11a2-4c7b-9a30-66ee%08d","read_timestamp":"2020-06-01T10:00:09Z",\
        "source_timestamp":"2020-06-01T10:00:0%dZ","object":"SHOP_ORDERS","read_method":"oracle-cdc-logminer",\
        "stream_name":"projects/1/locations/eu/streams/shop","schema_key":"%040d",\
        "sort_keys":[159100920%d000,%d,"0x0000d5.00000002.0010",0],\
        "source_metadata":{"table":"ORDERS","schema":"SHOP","database":"XE","row_id":"%s","scn":%d,\
        "rs_id":"0x0000d5.00000002.0010","ssn":0,"change_type":"%s","is_deleted":%s},\
        "payload":{"name":"%s at %d"}}"""
        .formatted(
            Math.abs(rowId.hashCode() % 1_000) * 100 + position,
            position,
            1,
            position,
            position,
            rowId,
            position,
            change,
            change.equals("DELETE"),
            rowId,
            position);
  }

  private void write(String name, String... lines) throws Exception {
    Path beside = others.resolve(name);
    Files.write(beside, List.of(lines), UTF_8);
    Files.move(beside, folder.resolve(name));
  }

  private static String event(String database, int position, int id, boolean deleted) {
    return """
        {"uuid":"d41c0f6e-11a2-4c7b-9a30-55ee%08d","read_timestamp":"2020-06-01T10:00:09Z",\
        "source_timestamp":"2020-06-01T10:00:0%dZ","object":"%s_orders","read_method":"mysql-cdc-binlog",\
        "stream_name":"projects/1/locations/eu/streams/shop","schema_key":"%040d",\
        "sort_keys":[159100920%d000,"mysql-bin.000007",%d],\
        "source_metadata":{"table":"orders","database":"%s","primary_keys":["id"],\
        "log_file":"mysql-bin.000007","log_position":%d,"change_type":"%s","is_deleted":%s},\
        "payload":{"id":%d}}"""
        .formatted(
            position * 100 + id,
            position,
            database,
            1,
            position,
            position,
            database,
            position,
            deleted ? "DELETE" : "INSERT",
            deleted,
            id);
  }

  /** Stands still between the days. */
  private static final class Days extends Clock {
    private Instant now = Instant.parse("2020-06-01T12:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
