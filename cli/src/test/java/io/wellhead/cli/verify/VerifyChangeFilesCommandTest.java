// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.cli.CommandRun;
import io.wellhead.cli.ExitCode;
import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.sandbox.datastream.postgres.PostgresChanges;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Differences between silver and files, or a real database, are found by table and key. */
class VerifyChangeFilesCommandTest {
  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private static final AtomicInteger RUNS = new AtomicInteger();

  @TempDir Path folder;

  /** Beam remembers tables by name as long as the JVM lives. */
  private final String prefix = "verify" + RUNS.incrementAndGet() + "_";

  @Test
  void silverOfFiles_isEqual_untilItIsChanged() throws Exception {
    Path settings =
        Files.writeString(
            folder.resolve("tables.yaml"),
            "tables: [{match: {table: orders}, columns: {card: {mask: {keep_last: 2}}}}]\n");
    write(
        "shop_orders/2030/06/01/10/00/a.jsonl",
        event(
            2,
            "UPDATE-INSERT",
            "{\"id\":7,\"total\":12.50,\"card\":\"4711\",\"tags\":{\"b\":1,\"a\":[2.0]}}"),
        event(1, "INSERT", "{\"id\":7,\"total\":12,\"card\":\"4711\",\"tags\":null}"),
        event(3, "INSERT", "{\"id\":8,\"total\":3,\"card\":null,\"tags\":null}"),
        event(4, "INSERT", "{\"id\":9,\"total\":4,\"card\":null,\"tags\":null}"),
        event(5, "DELETE", "{\"id\":9,\"total\":4,\"card\":null,\"tags\":null}"));
    String[] options = {"--changeFiles=" + folder.resolve("in"), "--changeSettings=" + settings};
    assertThat(wellhead("run", "--changeUntil=now", options[0], options[1]).exitCode()).isZero();

    CommandRun equal = wellhead("verify", options);

    assertThat(equal.exitCode()).as(equal.out() + equal.err()).isZero();
    assertThat(equal.out())
        .containsPattern("shop_silver.orders +2 +2 +2 +([0-9a-f]{16}) +\\1")
        .contains("No differences.");

    String orders = prefix + "shop_silver.orders";
    BIGQUERY.sandbox().query("UPDATE " + orders + " SET total = 13 WHERE id = 7");
    BIGQUERY.sandbox().query("DELETE FROM " + orders + " WHERE id = 8");
    CommandRun different = wellhead("verify", options);

    assertThat(different.exitCode()).as(different.err()).isEqualTo(ExitCode.DIFFERENT.code());
    assertThat(different.out())
        .containsPattern("shop_silver.orders +2 +1 +0 ")
        .containsPattern("value +shop_silver.orders +id=7 +total +12.5 +13")
        .containsPattern("missing_row +shop_silver.orders +id=8");
  }

  @Test
  void silverOfRealDatabase_isEqual_andTheOldRowOfAChangedKeyIsTold() throws Exception {
    try (PostgresChanges source = PostgresChanges.into(folder.resolve("in")).start();
        Connection connection = source.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE kinds (id int PRIMARY KEY, n numeric, d date, t time, ts timestamp, tz timestamptz,"
              + " b bytea, j jsonb, u uuid, a int[], f real, i interval, z timetz, flag boolean)");
      statement.execute(
          "INSERT INTO kinds VALUES (1, 1.10, '2030-06-01', '10:00:01.5', '2030-06-01 10:00', '2030-06-01 10:00+02',"
              + " '\\x00ff', '{\"b\": 1.0, \"a\": [true]}', 'd41c0f6e-11a2-4c7b-9a30-55ee00000001', '{1,2}', 45.67,"
              + " '1 year 2 days 3:04:05.6', '10:00+02', true),"
              + " (2, 'NaN', 'infinity', null, '-infinity', null, null, null, null, null, null, null, null, null)");
      source.flush();
      assertThat(
              wellhead("run", "--changeFiles=" + folder.resolve("in"), "--changeUntil=now")
                  .exitCode())
          .isZero();

      CommandRun equal = wellhead("verify", "--source", source.jdbc(), "--table", "public.*");

      assertThat(equal.exitCode()).as(equal.out() + equal.err()).isZero();
      assertThat(equal.out()).containsPattern("public_silver.kinds +2 +2 +2 ");

      statement.execute("UPDATE kinds SET id = 3 WHERE id = 1");
      BIGQUERY
          .sandbox()
          .query(
              "INSERT INTO "
                  + prefix
                  + "public_silver.kinds SELECT * REPLACE (3 AS id) FROM "
                  + prefix
                  + "public_silver.kinds WHERE id = 1");
      CommandRun changed = wellhead("verify", "--source", source.jdbc(), "--table", "public.kinds");

      assertThat(changed.exitCode())
          .as(changed.out() + changed.err())
          .isEqualTo(ExitCode.DIFFERENT.code());
      assertThat(changed.out()).containsPattern("changed_key +public_silver.kinds +id=1 +id=3");
    }
  }

  /** With the options of a pipeline. */
  private CommandRun wellhead(String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(command, "changefiles"));
    all.addAll(List.of(arguments));
    all.add("--project=" + BIGQUERY.sandbox().project());
    all.add("--bigQueryEndpoint=" + BIGQUERY.sandbox().endpoint());
    all.add("--datasetPrefix=" + prefix);
    return CommandRun.of(all.toArray(String[]::new));
  }

  private void write(String name, String... lines) throws Exception {
    Path file = folder.resolve("in").resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, List.of(lines), UTF_8);
  }

  private static String event(int position, String type, String payload) {
    return """
        {"uuid":"d41c0f6e-11a2-4c7b-9a30-55ee%08d","read_timestamp":"2030-06-01T10:00:09Z",\
        "source_timestamp":"2030-06-01T10:00:00Z","object":"shop_orders","read_method":"mysql-cdc-binlog",\
        "stream_name":"projects/1/locations/eu/streams/shop","schema_key":"%040d",\
        "sort_keys":[1906538400000,"mysql-bin.000007",%d],\
        "source_metadata":{"table":"orders","database":"shop","primary_keys":["id"],\
        "log_file":"mysql-bin.000007","log_position":%d,"change_type":"%s","is_deleted":%s},\
        "payload":%s}"""
        .formatted(position, 1, position, position, type, type.equals("DELETE"), payload);
  }
}
