// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.sandbox.datastream.FileFormat;
import io.wellhead.sandbox.datastream.postgres.PostgresChanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Updates of a real PostgreSQL that leave a large value as it was, and so do not tell it. */
class PartialRowsTest {
  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private static final String ROWS =
      "SELECT id, small, SUBSTR(large, 1, 1) AS begins, LENGTH(large) AS length"
          + " FROM {}d_silver.docs ORDER BY id";

  @TempDir Path files;
  @TempDir Path early;
  @TempDir Path late;

  @ParameterizedTest
  @EnumSource(names = {"AVRO", "JSON_GZIP"})
  void largeValues_areFilledIn_whateverTheOrder_andOtherwiseCounted(FileFormat format)
      throws Exception {
    try (PostgresChanges stream = PostgresChanges.into(files).format(format).start();
        Connection source = stream.connect()) {
      execute(source, "CREATE TABLE docs (id int PRIMARY KEY, small text, large text)");
      execute(source, "ALTER TABLE docs ALTER large SET STORAGE EXTERNAL");
      execute(source, "INSERT INTO docs VALUES (1, 'a', repeat('x', 10000)), (2, 'a', 'brief')");
      execute(source, "UPDATE docs SET small = 'b' WHERE id = 1");
      execute(source, "UPDATE docs SET small = 'b', large = NULL WHERE id = 2");
      move(stream, early);
      execute(source, "UPDATE docs SET large = repeat('y', 9000) WHERE id = 1");
      move(stream, late);
      execute(source, "UPDATE docs SET small = 'c' WHERE id = 1");
      move(stream, early);
    }
    Path settings = Files.createTempFile(files, "settings", ".yaml");
    Files.writeString(settings, "defaults: {domain: d, partial_rows: fill}", UTF_8);
    String fill = "--changeSettings=" + settings;

    ChangePath path = new ChangePath(early, BIGQUERY.sandbox());
    PipelineResult run = path.run(fill);
    assertThat(rows(path)).containsExactly("1 c x 10000", "2 b null null");
    assertThat(counter(run, "values_filled_count")).isPositive();
    assertThat(counter(run, "partial_rows_count")).isZero();

    // Another job: what it has to fill in, and into what, only bronze knows.
    for (Path file : filesIn(early)) {
      Files.delete(file);
    }
    moveAll(late, early);
    path.run(fill);
    assertThat(rows(path)).containsExactly("1 c y 9000", "2 b null null");
    assertThat(path.query("SELECT uri FROM {}wellhead_ops.change_files WHERE NOT is_complete"))
        .isEmpty();
  }

  @Test
  void updatesThatMayBePartial_areCounted_unlessTheSourceTellsWholeRows() throws Exception {
    try (PostgresChanges stream = PostgresChanges.into(files).start();
        Connection source = stream.connect()) {
      execute(source, "CREATE TABLE docs (id int PRIMARY KEY, small text, large text)");
      execute(source, "ALTER TABLE docs ALTER large SET STORAGE EXTERNAL");
      execute(source, "INSERT INTO docs VALUES (1, 'a', repeat('x', 10000))");
      execute(source, "UPDATE docs SET small = 'b' WHERE id = 1");
      move(stream, early);
    }
    ChangePath path = new ChangePath(early, BIGQUERY.sandbox());
    assertThat(counter(path.run("--changeDomain=d"), "partial_rows_count")).isEqualTo(1);
    assertThat(rows(path)).containsExactly("1 b null null");

    Path settings = Files.createTempFile(files, "settings", ".yaml");
    Files.writeString(settings, "defaults: {domain: d, partial_rows: complete}", UTF_8);
    assertThat(counter(path.run("--changeSettings=" + settings), "partial_rows_count")).isZero();
  }

  private void move(PostgresChanges stream, Path to) throws Exception {
    stream.flush();
    moveAll(files, to);
  }

  /** No two files have one name, in whatever folder they are. */
  private static void moveAll(Path from, Path to) throws IOException {
    for (Path file : filesIn(from)) {
      Files.move(file, to.resolve(file.getFileName()));
    }
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static List<String> rows(ChangePath path) {
    return path.query(ROWS).stream()
        .map(
            row ->
                "%s %s %s %s"
                    .formatted(
                        row.get("id"), row.get("small"), row.get("begins"), row.get("length")))
        .toList();
  }

  private static long counter(PipelineResult run, String name) {
    long sum = 0;
    for (var counter :
        run.metrics()
            .queryMetrics(
                MetricsFilter.builder()
                    .addNameFilter(MetricNameFilter.named("WriteChanges.Silver", name))
                    .build())
            .getCounters()) {
      sum += counter.getAttempted();
    }
    return sum;
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
