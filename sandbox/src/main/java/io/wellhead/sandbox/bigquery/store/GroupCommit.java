// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * The transaction of one group of changes. Lives on the writer's thread between begin and commit.
 */
final class GroupCommit {
  private final DuckDBConnection connection;
  private final Stages stages;
  private final Map<TableId, DuckDBAppender> appenders = new LinkedHashMap<>();
  private final Map<TableId, Stages.Stage> merges = new LinkedHashMap<>();
  private final List<Runnable> onCommit = new ArrayList<>();

  GroupCommit(DuckDBConnection connection, Stages stages) {
    this.connection = connection;
    this.stages = stages;
  }

  DuckDBConnection connection() {
    return connection;
  }

  /** Adds rows to a table: appended, or kept for the merge at the end of the group. */
  void add(TableDefinition table, RowBatch batch) throws SQLException {
    if (batch.changes() != null) {
      Stages.Stage stage = merges.get(table.id());
      if (stage == null) {
        stage = stages.open(table);
        merges.put(table.id(), stage);
      }
      stage.add(batch.rows(), batch.changes());
      return;
    }
    DuckDBAppender appender = appenders.get(table.id());
    if (appender == null) {
      appender = connection.createAppender(table.schemaName(), table.storedTable());
      appenders.put(table.id(), appender);
    }
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

  /** Runs on the writer's thread after the commit, before anyone is told. */
  void onCommit(Runnable action) {
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
