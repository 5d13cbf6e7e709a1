// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.sandbox.bigquery.BigQuerySandboxExtension;
import io.wellhead.sandbox.datastream.FileFormat;
import io.wellhead.sandbox.datastream.postgres.Backfill;
import io.wellhead.sandbox.datastream.postgres.PostgresChanges;
import io.wellhead.sandbox.datastream.workload.Workload;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Work on the seven tables of a real PostgreSQL, with a backfill of all of them in between, a
 * column that is added and one that is widened twice: silver is what a query of the source gives,
 * value by value.
 *
 * <p>{@code -Dwellhead.databaseOperations} changes how much is done with Avro files, {@code
 * -Dwellhead.seed} what.
 */
class RealDatabaseTest {
  @RegisterExtension
  static final BigQuerySandboxExtension BIGQUERY = new BigQuerySandboxExtension();

  private static final int OPERATIONS = Integer.getInteger("wellhead.databaseOperations", 100_000);
  private static final long SEED = Long.getLong("wellhead.seed", 20_251_105);

  /** JSON files tell no types, and times, and numbers without precision, are text there. */
  private static final String TYPES =
      """
      tables:
        - match: {table: "*"}
          columns:
            created_at: {type: TIMESTAMP}
            completed_at: {type: TIMESTAMP}
            rating: {type: BIGNUMERIC}
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"AVRO, 1", "JSON_GZIP, 5"})
  void silverIsWhatTheSourceHolds(FileFormat format, int part) throws Exception {
    int operations = OPERATIONS / part;
    Path files = Files.createDirectories(folder.resolve("files"));
    ChangePath path = new ChangePath(files, BIGQUERY.sandbox());
    try (PostgresChanges stream =
            PostgresChanges.into(files)
                .format(format)
                .rotateAfter(Duration.ofSeconds(2))
                .seed(SEED)
                .start();
        Connection source = stream.connect()) {
      assertThat(work(stream, source, operations)).isGreaterThanOrEqualTo(operations);
      stream.flush();

      path.run(options(format));

      for (String table : Workload.tables()) {
        Rows expected = sourceRows(source, table);
        assertThat(expected.byKey).as(table).isNotEmpty();
        assertThat(silverRows(path, table, expected.columns).byKey)
            .as("%s, -Dwellhead.seed=%d", table, SEED)
            .isEqualTo(expected.byKey);
      }
    }
    assertThat(type(path, "contributor_silver", "task_feedback", "rating")).isEqualTo("BIGNUMERIC");
    assertThat(type(path, "contributor_silver", "tasks", "priority")).isEqualTo("INT64");
    everythingIsAccountedFor(path);
  }

  private String[] options(FileFormat format) throws Exception {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--changeReadConcurrency=4",
                "--appendAtLeastOnce=true",
                "--enforceImmutability=false",
                "--enforceEncodability=false"));
    if (format == FileFormat.JSON_GZIP) {
      Path settings = Files.writeString(folder.resolve("settings.yaml"), TYPES, UTF_8);
      options.add("--changeSettings=" + settings);
    }
    return options.toArray(new String[0]);
  }

  /** Returns how many operations were committed. */
  private static int work(PostgresChanges stream, Connection source, int operations)
      throws SQLException, InterruptedException {
    Workload workload = new Workload(SEED);
    workload.createTables(source);
    int quarter = operations / 4 + 1;
    int done = workload.run(source, quarter);
    List<Backfill> backfills = new ArrayList<>();
    for (String table : Workload.tables()) {
      String[] names = table.split("\\.", -1);
      backfills.add(stream.startBackfill(names[0], names[1]));
      done += workload.run(source, quarter / 7);
    }
    workload.addColumn(source);
    done += workload.run(source, quarter);
    workload.widenToBigint(source);
    done += workload.run(source, quarter / 2);
    workload.widenToNumeric(source);
    done += workload.run(source, operations - done);
    for (Backfill backfill : backfills) {
      assertThat(backfill.await()).isPositive();
    }
    return done;
  }

  /**
   * A table.
   *
   * @param columns the first of them is the key
   */
  private record Rows(
      List<String> columns, Map<@Nullable Object, Map<String, @Nullable Object>> byKey) {
    void add(Map<String, @Nullable Object> row) {
      assertThat(byKey.put(row.get(columns.get(0)), row)).isNull();
    }
  }

  private static Rows sourceRows(Connection source, String table) throws SQLException {
    try (Statement statement = source.createStatement();
        ResultSet result = statement.executeQuery("SELECT * FROM " + table)) {
      ResultSetMetaData columns = result.getMetaData();
      List<String> names = new ArrayList<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        names.add(columns.getColumnName(i));
      }
      Rows rows = new Rows(names, new HashMap<>());
      while (result.next()) {
        Map<String, @Nullable Object> row = new HashMap<>();
        for (int i = 1; i <= names.size(); i++) {
          boolean time = columns.getColumnTypeName(i).equals("timestamptz");
          Object value = time ? result.getObject(i, OffsetDateTime.class) : result.getObject(i);
          row.put(names.get(i - 1), plain(value));
        }
        rows.add(row);
      }
      return rows;
    }
  }

  private static Rows silverRows(ChangePath path, String table, List<String> columns) {
    Rows rows = new Rows(columns, new HashMap<>());
    for (Map<String, @Nullable Object> row :
        path.query(
            "SELECT " + String.join(", ", columns) + " FROM {}" + table.replace(".", "_silver."))) {
      Map<String, @Nullable Object> values = new HashMap<>();
      row.forEach(
          (column, value) ->
              values.put(
                  column,
                  // The sandbox's queries give BIGNUMERIC as its text.
                  column.equals("rating") && value != null
                      ? plain(new BigDecimal(value.toString()))
                      : plain(value)));
      rows.add(values);
    }
    return rows;
  }

  private static Object type(ChangePath path, String dataset, String table, String column) {
    return path.query(
            "SELECT data_type AS t FROM {}%s.INFORMATION_SCHEMA.COLUMNS WHERE table_name = '%s' AND column_name = '%s'"
                .formatted(dataset, table, column))
        .get(0)
        .get("t");
  }

  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof OffsetDateTime time) {
      return time.toInstant();
    } else if (value instanceof Number number) {
      BigDecimal decimal = new BigDecimal(number.toString());
      return decimal.signum() == 0 ? BigDecimal.ZERO : decimal.stripTrailingZeros();
    }
    return value;
  }

  private static void everythingIsAccountedFor(ChangePath path) {
    assertThat(path.query("SELECT message FROM {}wellhead_ops.dead_letters LIMIT 3")).isEmpty();
    assertThat(
            path.query(
                "SELECT uri FROM {}wellhead_ops.change_files WHERE NOT is_complete"
                    + " OR rows_read != rows_written + rows_dead_lettered + rows_filtered"))
        .isEmpty();
    long events = 0;
    for (String table : Workload.tables()) {
      events +=
          (Long)
              path.query(
                      "SELECT COUNT(DISTINCT _datastream_metadata.uuid) AS n FROM {}"
                          + table.replace(".", "_bronze."))
                  .get(0)
                  .get("n");
    }
    assertThat(path.query("SELECT SUM(rows_written) AS n FROM {}wellhead_ops.change_files"))
        .containsExactly(Map.of("n", events));
  }
}
