// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.plan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.cli.CommandRun;
import io.wellhead.cli.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees before anything is made. */
class PlanChangeFilesCommandTest {
  private static final String FILE = "in/shop_orders/2030/06/01/10/00/a.jsonl";

  @TempDir Path folder;

  @Test
  void plan_saysWhatTheSettingsMakeOfTheFiles() throws Exception {
    write(
        event(
            "orders",
            "[\"id\"]",
            "{\"id\":7,\"e-mail\":\"a@b\",\"card\":\"4711\",\"at\":\"2030-06-01T10:00:00Z\"}"),
        event("log", "[]", "{\"line\":\"x\"}"));
    Path settings =
        Files.writeString(
            folder.resolve("tables.yaml"),
            """
            tables:
              - match: {table: orders}
                domain: shop
                table: orders
                quality: {user_known: {exists: {column: id, table: shop_silver.users, key: id, when_null: false}}}
                partition_by: placed_at
                deletes: soft
                arrays: repeated
                columns:
                  card: {drop: true}
                  at: {type: TIMESTAMP, rename: placed_at}
                  gone: {mask: {}}
              - match: {table: nothing}
                include: false
            """);

    CommandRun run = plan("--changeSettings=" + settings);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().replace(folder.toString(), "FOLDER"))
        .isEqualToNormalizingNewlines(
            """
            shop_bronze.log
              source  mysql shop_log, 1 events looked at
              bronze  shop_bronze.log
              key     none
              order   time, number of the binlog file, position in it, delete before upsert
              silver  none
              ! JSON files tell no types: columns are as narrow as the values seen so far
              ! the source tells no key: events stay in bronze only; key names one, no_key: fail makes dead letters

            shop_silver.orders_rows
              source  mysql shop_orders, 1 events looked at
              bronze  shop_bronze.orders
              view    shop_silver.orders, with user_known
              key     id
              order   time, number of the binlog file, position in it, delete before upsert
              column     type
              id         INT64
              e_mail     STRING     Column e-mail.
              placed_at  TIMESTAMP
              and _metadata_uuid, _metadata_source_timestamp, _metadata_read_timestamp, _metadata_read_method, _metadata_change_type, _metadata_deleted, _metadata_notes, _metadata_sequence
              ! JSON files tell no types: columns are as narrow as the values seen so far
              ! JSON files do not tell arrays from JSON, so arrays: repeated is for Avro files: a column that a JSON file makes is JSON, and stays so
              ! column e-mail becomes e_mail
              ! the settings name gone, which rows do not have

            read 2 events of FOLDER/in/shop_orders/2030/06/01/10/00/a.jsonl
            ! FOLDER/tables.yaml: no event that was looked at is of tables[1]
            """);
  }

  @Test
  void statements_needTheProjectThatTheyName() throws Exception {
    write(event("orders", "[\"id\"]", "{\"id\":7}"));

    CommandRun run = plan("--ddl", "--project=");

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.err()).contains("--ddl: --project is missing");
  }

  @Test
  void settingsThatAreWrong_areToldByFileLineAndKey() throws Exception {
    write(event("orders", "[\"id\"]", "{\"id\":7}"));
    Path settings =
        Files.writeString(
            folder.resolve("tables.yaml"), "tables:\n  - use: nobody\n    deletes: gone\n");

    CommandRun run = plan("--changeSettings=" + settings);

    assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.code());
    assertThat(run.err()).contains("tables.yaml:3: tables[0].deletes: \"gone\" found");
  }

  private CommandRun plan(String... options) {
    List<String> arguments =
        new ArrayList<>(List.of("plan", "changefiles", "--changeFiles=" + folder.resolve("in")));
    Collections.addAll(arguments, options);
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  private void write(String... lines) throws Exception {
    Path file = folder.resolve(FILE);
    Files.createDirectories(file.getParent());
    Files.write(file, List.of(lines), UTF_8);
  }

  private static String event(String table, String keys, String payload) {
    return """
    {"uuid":"d41c0f6e-11a2-4c7b-9a30-55ee00000001","read_timestamp":"2030-06-01T10:00:09Z",\
    "source_timestamp":"2030-06-01T10:00:00Z","object":"shop_%s","read_method":"mysql-cdc-binlog",\
    "stream_name":"projects/1/locations/eu/streams/shop","schema_key":"%040d",\
    "sort_keys":[1906538400000,"mysql-bin.000007",1],\
    "source_metadata":{"table":"%s","database":"shop","primary_keys":%s,\
    "log_file":"mysql-bin.000007","log_position":1,"change_type":"INSERT","is_deleted":false},\
    "payload":%s}\
    """
        .formatted(table, 1, table, keys, payload);
  }
}
