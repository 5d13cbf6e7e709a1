// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.store;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Upserts and deletes. The rows of a group are gathered in a temporary table and merged by one
 * statement: per key the row with the highest sequence number wins, among equals the one that came
 * last; it replaces the stored row unless that one's number is higher. A delete leaves a tombstone,
 * so that a late upsert with a lower number stays without effect.
 */
final class Stages {
  private static final Logger LOG = LoggerFactory.getLogger(Stages.class);

  /**
   * A stage is made anew after so many merges: deleted rows of temporary tables are never given
   * back.
   */
  private static final int MERGES_PER_STAGE = 500;

  private static final Duration SWEEP_EVERY = Duration.ofMinutes(10);

  private final DuckDBConnection connection;
  private final Clock clock;
  private final @Nullable Duration tombstoneLife;
  private final Map<TableId, Stage> stages = new HashMap<>();
  private int made;

  /**
   * @param tombstoneLife how long a deleted key is remembered, null for ever
   */
  Stages(DuckDBConnection connection, Clock clock, @Nullable Duration tombstoneLife) {
    this.connection = connection;
    this.clock = clock;
    this.tombstoneLife = tombstoneLife;
  }

  /** The stage of a table, ready for rows of the coming merge. */
  Stage open(TableDefinition table) throws SQLException {
    Stage stage = stages.get(table.id());
    if (stage == null || !stage.fits(table)) {
      Instant swept = stage == null ? Instant.MIN : stage.swept;
      if (stage != null) {
        stage.drop();
      }
      stage = new Stage(table, "stage_" + made++, swept);
      stages.put(table.id(), stage);
    }
    stage.begin();
    return stage;
  }

  /** After a rollback the stages may be gone. */
  void forget() {
    stages.values().forEach(Stage::abandon);
    stages.clear();
  }

  static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      LOG.debug("close failed after an earlier failure", e);
    }
  }

  /** Gathered rows of one keyed table. */
  final class Stage {
    private final TableDefinition table;
    private final String name;
    private final PreparedStatement merge;
    private Instant swept;
    private int merges;
    private long order;
    private OffsetDateTime now = OffsetDateTime.MIN;
    private @Nullable DuckDBAppender appender;

    private Stage(TableDefinition table, String name, Instant swept) throws SQLException {
      this.table = table;
      this.name = name;
      this.swept = swept;
      TableLayout.execute(
          connection,
          "CREATE OR REPLACE TEMP TABLE "
              + name
              + " AS SELECT "
              + table.columnList()
              + ", "
              + TableDefinition.SEQUENCE
              + ", "
              + TableDefinition.DELETED_AT
              + ", 0::BIGINT AS _order FROM "
              + table.storedName()
              + " LIMIT 0");
      this.merge = connection.prepareStatement(mergeSql());
    }

    private boolean fits(TableDefinition other) {
      return table.generation() == other.generation()
          && table.version() == other.version()
          && merges < MERGES_PER_STAGE;
    }

    private void begin() throws SQLException {
      now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
      order = 0;
      appender = connection.createAppender("temp", "main", name);
    }

    void add(List<Object[]> rows, List<RowBatch.Change> changes) throws SQLException {
      DuckDBAppender open = appender;
      RowAppender columns = new RowAppender(open, table.schema().fields());
      for (int i = 0; i < rows.size(); i++) {
        open.beginRow();
        columns.columns(rows.get(i));
        RowBatch.Change change = changes.get(i);
        open.append(change.sequence());
        if (change.delete()) {
          open.append(now);
        } else {
          open.appendNull();
        }
        open.append(order++);
        open.endRow();
      }
    }

    void merge() throws SQLException {
      if (appender != null) {
        appender.close();
        appender = null;
      }
      sweep();
      merge.execute();
      TableLayout.execute(connection, "DELETE FROM temp.main." + name);
      merges++;
    }

    /** Forgets tombstones that are older than they live. */
    private void sweep() throws SQLException {
      if (tombstoneLife == null || now.toInstant().isBefore(swept.plus(SWEEP_EVERY))) {
        return;
      }
      swept = now.toInstant();
      String sql =
          "DELETE FROM " + table.storedName() + " WHERE " + TableDefinition.DELETED_AT + " <= ?";
      try (PreparedStatement delete = connection.prepareStatement(sql)) {
        delete.setObject(1, now.minus(tombstoneLife));
        delete.execute();
      }
    }

    private String mergeSql() {
      Stream<String> columns = table.schema().fields().stream().map(f -> Sql.quote(f.name()));
      List<String> all =
          Stream.concat(columns, Stream.of(TableDefinition.SEQUENCE, TableDefinition.DELETED_AT))
              .toList();
      List<String> key = table.primaryKey().stream().map(Sql::quote).toList();
      String winners =
          "SELECT * FROM temp.main."
              + name
              + " QUALIFY row_number() OVER (PARTITION BY "
              + String.join(", ", key)
              + " ORDER BY "
              + TableDefinition.SEQUENCE
              + " DESC, _order DESC) = 1";
      String sameKey =
          table.primaryKey().stream()
              .map(this::equalOnBothSides)
              .collect(Collectors.joining(" AND "));
      String set = all.stream().map(c -> c + " = s." + c).collect(Collectors.joining(", "));
      String values = all.stream().map(c -> "s." + c).collect(Collectors.joining(", "));
      return "MERGE INTO "
          + table.storedName()
          + " b USING ("
          + winners
          + ") s ON "
          + sameKey
          + " WHEN MATCHED AND s."
          + TableDefinition.SEQUENCE
          + " >= b."
          + TableDefinition.SEQUENCE
          + " THEN UPDATE SET "
          + set
          + " WHEN NOT MATCHED THEN INSERT ("
          + String.join(", ", all)
          + ") VALUES ("
          + values
          + ")";
    }

    /** A plain equality lets DuckDB skip what lies outside of the gathered keys. */
    private String equalOnBothSides(String column) {
      boolean required =
          table.schema().fields().stream()
              .anyMatch(field -> field.name().equals(column) && field.required());
      String name = Sql.quote(column);
      return "b." + name + (required ? " = s." : " IS NOT DISTINCT FROM s.") + name;
    }

    private void drop() throws SQLException {
      merge.close();
      TableLayout.execute(connection, "DROP TABLE IF EXISTS temp.main." + name);
    }

    void abandon() {
      if (appender != null) {
        closeQuietly(appender);
        appender = null;
      }
      closeQuietly(merge);
    }
  }
}
