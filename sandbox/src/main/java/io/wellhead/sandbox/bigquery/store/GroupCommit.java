// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * The transaction of one group of changes. Lives on the writer's thread between begin and commit.
 */
public final class GroupCommit {
  private final DuckDBConnection connection;
  private final Stages stages;
  private final Map<String, DuckDBAppender> appenders = new LinkedHashMap<>();
  private final Map<TableId, Stages.Stage> merges = new LinkedHashMap<>();
  private final List<Runnable> onCommit = new ArrayList<>();
  private final Map<Object, Object> notes = new HashMap<>();

  GroupCommit(DuckDBConnection connection, Stages stages) {
    this.connection = connection;
    this.stages = stages;
  }

  /** The connection of the transaction. */
  public DuckDBConnection connection() {
    return connection;
  }

  /** Adds rows to a table: appended, or kept for the merge at the end of the group. */
  public void add(TableDefinition table, RowBatch batch) throws SQLException {
    if (batch.changes() != null) {
      Stages.Stage stage = merges.get(table.id());
      if (stage == null) {
        stage = stages.open(table);
        merges.put(table.id(), stage);
      }
      stage.add(batch.rows(), batch.changes());
      return;
    }
    DuckDBAppender appender = appender(table.schemaName(), table.storedTable());
    RowAppender rows = new RowAppender(appender, table.schema().fields());
    for (Object[] row : batch.rows()) {
      appender.beginRow();
      rows.columns(row);
      if (table.keyed()) {
        appender.append("");
        appender.appendNull();
      }
      appender.endRow();
    }
  }

  /** Writes out what was added; the caller commits. */
  void finish() throws SQLException {
    for (DuckDBAppender appender : appenders.values()) {
      appender.close();
    }
    for (Stages.Stage stage : merges.values()) {
      stage.merge();
    }
  }

  /** What earlier changes of this group noted under the key, or null. */
  public @Nullable Object note(Object key) {
    return notes.get(key);
  }

  /** Notes something for later changes of this group, which see it before it is committed. */
  public void note(Object key, Object value) {
    notes.put(key, value);
  }

  /** An appender that is closed before the commit. */
  public DuckDBAppender appender(String schema, String table) throws SQLException {
    String key = schema + "." + table;
    DuckDBAppender appender = appenders.get(key);
    if (appender == null) {
      appender = connection.createAppender(schema, table);
      appenders.put(key, appender);
    }
    return appender;
  }

  /** Runs on the writer's thread after the commit, before anyone is told. */
  public void onCommit(Runnable action) {
    onCommit.add(action);
  }

  void committed() {
    onCommit.forEach(Runnable::run);
  }

  /** Lets go of native memory after a failure; the transaction is rolled back by the caller. */
  void abandon() {
    merges.values().forEach(Stages.Stage::abandon);
    appenders.values().forEach(Stages::closeQuietly);
  }
}
