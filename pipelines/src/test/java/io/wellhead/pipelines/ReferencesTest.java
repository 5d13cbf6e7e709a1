// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Columns that tell whether another table has a row are always those of now. */
class ReferencesTest {
  private static final String FLAGS =
      "SELECT task_id, contributor_exists FROM {}contributor_silver.tasks ORDER BY task_id";

  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  @TempDir Path folder;
  @TempDir Path others;

  private ChangePath path;
  private String settings;

  @BeforeEach
  void settings() throws Exception {
    path = new ChangePath(folder, BIGQUERY.sandbox());
    Path file = others.resolve("settings.yaml");
    Files.writeString(file, "tables: [{use: tasks}, {use: contributors}, {use: task_feedback}]");
    settings = "--changeSettings=" + file;
  }

  @Test
  void referencesHeal_whenTheirRowsCome_andBreakWhenTheyGo() throws Exception {
    write(
        "tasks.jsonl",
        event(0, "tasks", "task_id", false, "{\"task_id\":\"t1\",\"contributor_id\":\"c1\"}"),
        event(1, "tasks", "task_id", false, "{\"task_id\":\"t2\",\"contributor_id\":\"c2\"}"),
        event(2, "tasks", "task_id", false, "{\"task_id\":\"t3\",\"contributor_id\":null}"));
    path.run(settings);
    assertThat(flags()).containsExactly("t1 false", "t2 false", "t3 false");

    write("contributors.jsonl", contributor(3, "c1", false), contributor(4, "c2", false));
    path.run(settings);
    assertThat(flags()).containsExactly("t1 true", "t2 true", "t3 false");

    write(
        "later.jsonl",
        contributor(5, "c1", true),
        event(
            6,
            "tasks",
            "task_id",
            false,
            "{\"task_id\":\"t4\",\"contributor_id\":\"c2\",\"more\":1}"));
    path.run(settings);
    assertThat(flags()).containsExactly("t1 false", "t2 true", "t3 false", "t4 true");
    assertThat(path.query("SELECT more FROM {}contributor_silver.tasks WHERE task_id = 't4'"))
        .containsExactly(Map.of("more", 1L));
  }

  @Test
  void tableThatLooksIntoOneWithReferences_isAnsweredFromItsRows() throws Exception {
    write(
        "all.jsonl",
        event(
            0,
            "task_feedback",
            "feedback_id",
            false,
            "{\"feedback_id\":\"f1\",\"task_id\":\"t1\",\"score\":3}"),
        event(
            1,
            "task_feedback",
            "feedback_id",
            false,
            "{\"feedback_id\":\"f2\",\"task_id\":\"t9\",\"score\":3}"),
        event(2, "tasks", "task_id", false, "{\"task_id\":\"t1\",\"contributor_id\":\"c1\"}"));
    path.run(settings);
    assertThat(
            path.query(
                "SELECT feedback_id, task_exists FROM {}contributor_silver.task_feedback"
                    + " ORDER BY feedback_id"))
        .containsExactly(
            Map.of("feedback_id", "f1", "task_exists", true),
            Map.of("feedback_id", "f2", "task_exists", false));
  }

  @Test
  void tableThatHasTheNameOfTheView_makesDeadLettersThatSaySo() throws Exception {
    write(
        "tasks.jsonl",
        event(0, "tasks", "task_id", false, "{\"task_id\":\"t1\",\"contributor_id\":\"c1\"}"));
    path.run("--changeDomain=contributor");
    path.run(settings);
    assertThat(path.query("SELECT message FROM {}wellhead_ops.dead_letters"))
        .singleElement()
        .extracting(row -> String.valueOf(row.get("message")))
        .asString()
        .contains("contributor_silver.tasks", "rename it to tasks_rows");
  }

  private List<String> flags() {
    return path.query(FLAGS).stream()
        .map(row -> text(row, "task_id") + " " + text(row, "contributor_exists"))
        .toList();
  }

  private static String text(Map<String, @Nullable Object> row, String column) {
    return String.valueOf(row.get(column));
  }

  private static String contributor(int position, String id, boolean deleted) {
    return event(
        position, "contributors", "contributor_id", deleted, "{\"contributor_id\":\"" + id + "\"}");
  }

  private void write(String name, String... lines) throws Exception {
    Path beside = others.resolve(name);
    Files.write(beside, List.of(lines), UTF_8);
    Files.move(beside, folder.resolve(name));
  }

  private static String event(
      int position, String table, String key, boolean deleted, String payload) {
    return """
        {"uuid":"d41c0f6e-11a2-4c7b-9a30-55ee%08d","read_timestamp":"2030-06-01T10:00:09Z",\
        "source_timestamp":"2030-06-01T10:00:00Z","object":"shop_%s","read_method":"mysql-cdc-binlog",\
        "stream_name":"projects/1/locations/eu/streams/shop","schema_key":"%040d",\
        "sort_keys":[1906538400000,"mysql-bin.000007",%d],\
        "source_metadata":{"table":"%s","database":"shop","primary_keys":["%s"],\
        "log_file":"mysql-bin.000007","log_position":%d,"change_type":"%s","is_deleted":%s},\
        "payload":%s}"""
        .formatted(
            position,
            table,
            1,
            position,
            table,
            key,
            position,
            deleted ? "DELETE" : "INSERT",
            deleted,
            payload);
  }
}
