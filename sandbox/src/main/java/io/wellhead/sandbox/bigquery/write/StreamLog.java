// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.write;

import com.google.cloud.bigquery.storage.v1.ProtoRows;
import com.google.cloud.bigquery.storage.v1.RowError;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.InvalidProtocolBufferException;
import io.wellhead.sandbox.bigquery.store.GroupCommit;
import io.wellhead.sandbox.bigquery.store.RowBatch;
import io.wellhead.sandbox.bigquery.store.ServiceError;
import io.wellhead.sandbox.bigquery.store.TableDefinition;
import io.wellhead.sandbox.bigquery.store.TableId;
import io.wellhead.sandbox.bigquery.store.Warehouse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/**
 * Write streams in the DuckDB file: their state, and the requests whose rows are not yet in the
 * table, as they came. So an acknowledged row of a buffered or pending stream survives a crash like
 * any other.
 */
final class StreamLog {
  private static final String SCHEMA = "_wellhead";
  private static final String ROWS = "stream_rows";
  private static final String UNFIT = "Rows do not fit the table any more: ";

  private StreamLog() {}

  static void createTables(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS _wellhead.streams (name VARCHAR, type VARCHAR, created_at"
              + " TIMESTAMPTZ, next BIGINT, visible BIGINT, is_final BOOLEAN, committed_at"
              + " TIMESTAMPTZ)");
      statement.execute(
          "CREATE TABLE IF NOT EXISTS _wellhead.stream_rows (stream VARCHAR, first_offset BIGINT,"
              + " row_count BIGINT, writer_schema BLOB, rows BLOB)");
      statement.execute(
          "ALTER TABLE _wellhead.stream_rows ADD COLUMN IF NOT EXISTS missing_values BLOB");
    }
  }

  /** All streams whose table is still there, with what is logged counted in. */
  static List<StreamState> load(Connection connection, Warehouse warehouse) throws SQLException {
    String sql =
        "SELECT name, type, created_at, greatest(next, coalesce(logged, 0)), visible, is_final,"
            + " committed_at FROM _wellhead.streams LEFT JOIN (SELECT stream, max(first_offset +"
            + " row_count) AS logged FROM _wellhead.stream_rows GROUP BY stream) ON stream = name";
    List<StreamState> streams = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        String name = rows.getString(1);
        OffsetDateTime committed = rows.getObject(7, OffsetDateTime.class);
        Optional<TableDefinition> table = warehouse.tables().find(StreamNames.tableOfStream(name));
        if (table.isPresent()) {
          streams.add(
              new StreamState(
                  name,
                  WriteStream.Type.valueOf(rows.getString(2)),
                  table.get(),
                  rows.getObject(3, OffsetDateTime.class).toInstant(),
                  rows.getLong(4),
                  rows.getLong(5),
                  rows.getBoolean(6),
                  committed == null ? null : committed.toInstant()));
        }
      }
    }
    return streams;
  }

  static void insert(Connection connection, StreamState stream) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO _wellhead.streams VALUES (?, ?, ?, ?, ?, ?, ?)")) {
      insert.setString(1, stream.name());
      insert.setString(2, stream.type().name());
      insert.setObject(3, utc(stream.createdAt()));
      insert.setLong(4, stream.next());
      insert.setLong(5, stream.visible());
      insert.setBoolean(6, stream.isFinal());
      insert.setObject(7, null);
      insert.execute();
    }
  }

  static void update(Connection connection, StreamState stream) throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE _wellhead.streams SET next = ?, visible = ?, is_final = ?, committed_at = ?"
                + " WHERE name = ?")) {
      Instant committed = stream.committedAt();
      update.setLong(1, stream.next());
      update.setLong(2, stream.visible());
      update.setBoolean(3, stream.isFinal());
      update.setObject(4, committed == null ? null : utc(committed));
      update.setString(5, stream.name());
      update.execute();
    }
  }

  /** Forgets the streams of a table that is gone. */
  static void deleteOf(Connection connection, TableId table) throws SQLException {
    String prefix =
        "projects/"
            + table.project()
            + "/datasets/"
            + table.dataset().dataset()
            + "/tables/"
            + table.table()
            + "/";
    for (String sql :
        List.of(
            "DELETE FROM _wellhead.streams WHERE starts_with(name, ?)",
            "DELETE FROM _wellhead.stream_rows WHERE starts_with(stream, ?)")) {
      try (PreparedStatement delete = connection.prepareStatement(sql)) {
        delete.setString(1, prefix);
        delete.execute();
      }
    }
  }

  /** The rows of one request with all that is needed to decode them. */
  record Rows(DescriptorProto writerSchema, MissingValues missing, ProtoRows rows) {
    private RowBatch decode(TableDefinition table, Instant now) {
      List<RowError> errors = new ArrayList<>();
      try {
        RowBatch batch =
            RowDecoder.compile(writerSchema, table)
                .decode(rows.getSerializedRowsList(), missing, now, errors);
        if (errors.isEmpty()) {
          return batch;
        }
      } catch (SchemaMismatch e) {
        throw unfit(e);
      }
      // They were checked when they came; only a table made anew can refuse them now.
      throw ServiceError.invalid(UNFIT + errors.get(0).getMessage());
    }
  }

  /** Logs the rows of one request. */
  static void log(GroupCommit commit, String stream, long offset, Rows request)
      throws SQLException {
    DuckDBAppender appender = commit.appender(SCHEMA, ROWS);
    appender.beginRow();
    appender.append(stream);
    appender.append(offset);
    appender.append((long) request.rows().getSerializedRowsCount());
    appender.append(request.writerSchema().toByteArray());
    appender.append(request.rows().toByteArray());
    appender.append(request.missing().toByteArray());
    appender.endRow();
  }

  /** Moves the logged rows before {@code end} that are not yet visible into the table. */
  static void show(
      GroupCommit commit, StreamState stream, TableDefinition table, long end, Instant now)
      throws SQLException {
    try (PreparedStatement select =
        commit
            .connection()
            .prepareStatement(
                "SELECT first_offset, writer_schema, rows, missing_values FROM"
                    + " _wellhead.stream_rows WHERE stream = ? AND first_offset < ? ORDER BY"
                    + " first_offset")) {
      select.setString(1, stream.name());
      select.setLong(2, end);
      try (ResultSet logged = select.executeQuery()) {
        while (logged.next()) {
          long first = logged.getLong(1);
          RowBatch batch =
              read(logged.getBytes(2), logged.getBytes(3), logged.getBytes(4)).decode(table, now);
          int from = (int) Math.max(0, stream.visible() - first);
          int to = (int) Math.min(batch.rows().size(), end - first);
          commit.add(table, new RowBatch(table, batch.rows().subList(from, to), null));
        }
      }
    }
    try (PreparedStatement delete =
        commit
            .connection()
            .prepareStatement(
                "DELETE FROM _wellhead.stream_rows WHERE stream = ? AND first_offset + row_count <="
                    + " ?")) {
      delete.setString(1, stream.name());
      delete.setLong(2, end);
      delete.execute();
    }
  }

  private static Rows read(byte[] writerSchema, byte[] rows, byte @Nullable [] missing) {
    try {
      return new Rows(
          DescriptorProto.parseFrom(writerSchema),
          MissingValues.parse(missing),
          ProtoRows.parseFrom(rows));
    } catch (InvalidProtocolBufferException e) {
      throw unfit(e);
    }
  }

  private static ServiceError unfit(Exception cause) {
    return new ServiceError(ServiceError.Reason.INVALID, UNFIT + cause.getMessage(), cause);
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
