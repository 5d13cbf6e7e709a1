// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.workload;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Random work on the seven tables, the same for the same seed: rows are inserted, updated, deleted
 * and get other keys, in transactions of which some are rolled back; values are dirty and
 * references dangle. Columns can be added and widened in between.
 *
 * <p>One thread. The database is PostgreSQL; nothing else may write to the tables.
 */
public final class Workload {
  private static final int LARGEST_TRANSACTION = 60;

  private final SplittableRandom random;
  private final Keys keys;
  private final DirtyValues values;
  private final Map<String, List<WorkColumn>> columns = new HashMap<>();

  /**
   * @param seed of all that happens
   */
  public Workload(long seed) {
    random = new SplittableRandom(seed);
    keys = new Keys(random, SevenTables.ALL);
    values = new DirtyValues(random, keys);
    SevenTables.ALL.forEach(
        table -> columns.put(table.fullName(), new ArrayList<>(table.columns())));
  }

  /** The names of the tables, {@code schema.table}. */
  public static List<String> tables() {
    return SevenTables.ALL.stream().map(WorkTable::fullName).toList();
  }

  /** Makes the schemas and tables, which must not exist. */
  public void createTables(Connection connection) throws SQLException {
    Set<String> schemas = new LinkedHashSet<>();
    SevenTables.ALL.forEach(table -> schemas.add(table.schema()));
    try (Statement statement = connection.createStatement()) {
      for (String schema : schemas) {
        statement.execute("CREATE SCHEMA " + schema);
      }
      for (WorkTable table : SevenTables.ALL) {
        statement.execute(table.createStatement());
      }
    }
  }

  /**
   * Does some work.
   *
   * @param operations how many statements are to be committed; the last transaction may go beyond
   * @return how many were
   */
  public int run(Connection connection, int operations) throws SQLException {
    boolean autoCommit = connection.getAutoCommit();
    connection.setAutoCommit(false);
    int done = 0;
    try {
      while (done < operations) {
        int size = random.nextInt(1, LARGEST_TRANSACTION);
        for (int i = 0; i < size; i++) {
          change(connection, SevenTables.ALL.get(random.nextInt(SevenTables.ALL.size())));
        }
        if (random.nextInt(25) == 0) {
          connection.rollback();
          keys.rolledBack();
        } else {
          connection.commit();
          keys.committed();
          done += size;
        }
      }
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(autoCommit);
    }
    return done;
  }

  /** Adds the column {@code priority} to the tasks; work that follows fills it. */
  public void addColumn(Connection connection) throws SQLException {
    WorkColumn column = new WorkColumn("priority", "integer", DirtyValues::priority);
    alter(connection, "contributor.tasks", "ADD COLUMN priority integer");
    columnsOf("contributor.tasks").add(column);
  }

  /** Makes the ratings of the feedback {@code bigint}; work that follows needs it. */
  public void widenToBigint(Connection connection) throws SQLException {
    widen(connection, "bigint", DirtyValues::largeNumber);
  }

  /** Makes the ratings of the feedback {@code numeric}; work that follows needs it. */
  public void widenToNumeric(Connection connection) throws SQLException {
    widen(connection, "numeric", DirtyValues::fraction);
  }

  private void widen(Connection connection, String type, WorkColumn.Maker wide)
      throws SQLException {
    String table = "contributor.task_feedback";
    alter(connection, table, "ALTER COLUMN rating TYPE " + type);
    WorkColumn.Maker maker = next -> random.nextInt(4) == 0 ? wide.next(next) : next.rating();
    columnsOf(table)
        .replaceAll(
            column ->
                column.name().equals("rating") ? new WorkColumn("rating", type, maker) : column);
  }

  private static void alter(Connection connection, String table, String change)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("ALTER TABLE " + table + " " + change);
    }
  }

  private void change(Connection connection, WorkTable table) throws SQLException {
    int kind = random.nextInt(100);
    if (kind < 45 || keys.count(table.name()) < 3) {
      insert(connection, table);
    } else if (kind < 85) {
      update(connection, table, keys.any(table.name()), null);
    } else if (kind < 97) {
      execute(
          connection,
          "DELETE FROM " + table.fullName() + " WHERE " + table.key() + " = ?",
          List.of(keys.leave(table.name())));
    } else {
      String left = keys.leave(table.name());
      update(connection, table, left, keys.take(table.name()));
    }
  }

  private void insert(Connection connection, WorkTable table) throws SQLException {
    StringBuilder names = new StringBuilder(table.key());
    StringBuilder marks = new StringBuilder("?");
    List<@Nullable Object> row = new ArrayList<>();
    row.add(keys.take(table.name()));
    for (WorkColumn column : columnsOf(table.fullName())) {
      names.append(", ").append(column.name());
      marks.append(", ?");
      row.add(column.maker().next(values));
    }
    execute(
        connection,
        "INSERT INTO " + table.fullName() + " (" + names + ") VALUES (" + marks + ")",
        row);
  }

  /**
   * Changes some columns, and the key if there is another.
   *
   * @param newKey null to keep the key
   */
  private void update(Connection connection, WorkTable table, String key, @Nullable String newKey)
      throws SQLException {
    Map<String, @Nullable Object> changes = new LinkedHashMap<>();
    if (newKey != null) {
      changes.put(table.key(), newKey);
    }
    List<WorkColumn> all = columnsOf(table.fullName());
    for (int i = random.nextInt(1, 3); i > 0; i--) {
      WorkColumn column = all.get(random.nextInt(all.size()));
      changes.put(column.name(), column.maker().next(values));
    }
    List<@Nullable Object> arguments = new ArrayList<>(changes.values());
    arguments.add(key);
    execute(
        connection,
        "UPDATE "
            + table.fullName()
            + " SET "
            + String.join(" = ?, ", changes.keySet())
            + " = ? WHERE "
            + table.key()
            + " = ?",
        arguments);
  }

  private static void execute(
      Connection connection, String sql, List<? extends @Nullable Object> arguments)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.size(); i++) {
        statement.setObject(i + 1, arguments.get(i));
      }
      int rows = statement.executeUpdate();
      if (rows != 1) {
        throw new IllegalStateException(rows + " rows instead of one: " + sql);
      }
    }
  }

  private List<WorkColumn> columnsOf(String table) {
    List<WorkColumn> found = columns.get(table);
    if (found == null) {
      throw new IllegalArgumentException("no table " + table);
    }
    return found;
  }
}
