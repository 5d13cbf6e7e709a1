// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.postgres;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.sandbox.datastream.postgres.FileEvents.Seen;
import io.wellhead.sandbox.datastream.workload.Workload;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The newest event of each key is the row that the database has. */
class WorkloadTest {
  private static final int OPERATIONS = 1500;

  @TempDir Path folder;

  @RegisterExtension
  final PostgresChangesExtension postgres =
      new PostgresChangesExtension(
          () -> PostgresChanges.into(folder.resolve("files")).rotateAt(200_000));

  @Test
  void files_giveTheTables_afterBackfillsBesideTheWorkAndChangesOfColumns() throws Exception {
    Workload workload = new Workload(20251105);
    List<Backfill> backfills = new ArrayList<>();
    try (Connection connection = postgres.stream().connect()) {
      workload.createTables(connection);
      workload.run(connection, OPERATIONS);
      for (String table : Workload.tables()) {
        backfills.add(backfill(table));
        workload.run(connection, OPERATIONS / 10);
      }
      workload.addColumn(connection);
      workload.run(connection, OPERATIONS);
      workload.widenToBigint(connection);
      workload.run(connection, OPERATIONS);
      backfills.add(backfill("contributor.task_feedback"));
      workload.widenToNumeric(connection);
      workload.run(connection, OPERATIONS);
      postgres.stream().flush();

      List<Seen> events = new ArrayList<>(FileEvents.in(folder.resolve("files")));
      Collections.shuffle(events, new Random(1));
      for (String table : Workload.tables()) {
        assertThat(latest(events, table)).as(table).isEqualTo(rows(connection, table));
      }
    }
    for (Backfill backfill : backfills) {
      assertThat(backfill.await()).isPositive();
    }
  }

  @Test
  void values_areWhatQualityRulesLookFor() throws Exception {
    try (Connection connection = postgres.stream().connect()) {
      Workload workload = new Workload(3);
      workload.createTables(connection);
      workload.run(connection, 3000);

      assertThat(
              count(
                  connection, "contributor.contributors WHERE email !~ '^[^@ ]+@[^@ ]+\\.[a-z]+$'"))
          .isPositive();
      assertThat(count(connection, "contributor.contributors WHERE trim(name) = ''")).isPositive();
      assertThat(count(connection, "contributor.task_feedback WHERE rating NOT BETWEEN 1 AND 5"))
          .isPositive();
      assertThat(count(connection, "contributor.tasks WHERE status <> upper(trim(status))"))
          .isPositive();
      assertThat(count(connection, "contributor.tasks WHERE completed_at < created_at"))
          .isPositive();
      assertThat(
              count(
                  connection,
                  "contributor.tasks t WHERE NOT EXISTS (SELECT 1 FROM contributor.contributors c"
                      + " WHERE c.contributor_id = t.contributor_id)"))
          .isPositive();
    }
  }

  private Backfill backfill(String table) {
    String[] names = table.split("\\.", -1);
    return postgres.stream().startBackfill(names[0], names[1]);
  }

  private static Map<String, Map<String, @Nullable String>> latest(
      List<Seen> events, String table) {
    Map<String, Seen> latest = new HashMap<>();
    for (Seen event : events) {
      if (event.object().equals(table.replace('.', '_'))) {
        String key = requireNonNull(event.row().get(event.keys().get(0)), "key");
        latest.merge(key, event, (old, next) -> next.isNewerThan(old) ? next : old);
      }
    }
    Map<String, Map<String, @Nullable String>> rows = new TreeMap<>();
    latest.forEach(
        (key, event) -> {
          if (!event.isDelete()) {
            rows.put(key, withoutNulls(event.row()));
          }
        });
    return rows;
  }

  private static Map<String, Map<String, @Nullable String>> rows(
      Connection connection, String table) throws SQLException {
    Map<String, Map<String, @Nullable String>> rows = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT * FROM " + table)) {
      ResultSetMetaData columns = found.getMetaData();
      while (found.next()) {
        Map<String, @Nullable String> row = new TreeMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          row.put(columns.getColumnName(i), printed(found, i, columns.getColumnTypeName(i)));
        }
        rows.put(found.getString(1), withoutNulls(row));
      }
    }
    return rows;
  }

  private static @Nullable String printed(ResultSet row, int column, String type)
      throws SQLException {
    if (!type.equals("timestamptz") || row.getObject(column) == null) {
      return row.getString(column);
    }
    var instant = row.getObject(column, OffsetDateTime.class).toInstant();
    long micros = instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
    return "{\"timestamp\": " + micros + ", \"offset\": 0}";
  }

  /** Rows that were not touched since a column was added do not tell that it is null. */
  private static Map<String, @Nullable String> withoutNulls(Map<String, @Nullable String> row) {
    Map<String, @Nullable String> values = new TreeMap<>(row);
    values.values().removeIf(value -> value == null);
    return values;
  }

  private static long count(Connection connection, String rows) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet counted = statement.executeQuery("SELECT count(*) FROM " + rows)) {
      counted.next();
      return counted.getLong(1);
    }
  }
}
