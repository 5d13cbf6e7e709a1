// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.postgres;

import io.wellhead.sandbox.datastream.Column;
import io.wellhead.sandbox.datastream.ColumnType;
import io.wellhead.sandbox.datastream.Event;
import io.wellhead.sandbox.datastream.EventBatch;
import io.wellhead.sandbox.datastream.EventTimes;
import io.wellhead.sandbox.datastream.Origin;
import io.wellhead.sandbox.datastream.Row;
import io.wellhead.sandbox.datastream.RowSchema;
import io.wellhead.sandbox.datastream.Source;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table as it is at one moment, while changes go on. The moment is exact: writers are held
 * off for as long as it takes to begin to read, so that the rows hold every change of an earlier
 * time and none of a later one.
 */
final class TableBackfill {
  private static final int LARGEST_BATCH = 250;
  private static final int FETCHED_ROWS = 500;

  private final String schemaName;
  private final String name;
  private final String stream;
  private final Clock clock;
  private final RandomGenerator random;

  /** Opens connections to the database. */
  @FunctionalInterface
  interface Database {
    Connection connect() throws SQLException;
  }

  /** Takes the rows. */
  @FunctionalInterface
  interface Receiver {
    void receive(Event event) throws IOException;
  }

  TableBackfill(
      String schemaName, String name, String stream, Clock clock, RandomGenerator random) {
    this.schemaName = schemaName;
    this.name = name;
    this.stream = stream;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Reads the table.
   *
   * @return the number of rows
   */
  long read(Database database, Receiver receiver) throws SQLException, IOException {
    try (Connection reading = database.connect()) {
      Instant moment = begin(database, reading);
      StreamedTable table = table(reading);
      try (Statement statement = reading.createStatement()) {
        statement.setFetchSize(FETCHED_ROWS);
        try (ResultSet rows = statement.executeQuery(query(table))) {
          return give(rows, table, moment, receiver);
        }
      }
    }
  }

  /** Begins a transaction that sees the table as it is now. */
  private Instant begin(Database database, Connection reading) throws SQLException {
    reading.setAutoCommit(false);
    reading.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try (Connection holding = database.connect();
        Statement hold = holding.createStatement();
        Statement begin = reading.createStatement()) {
      holding.setAutoCommit(false);
      hold.execute("LOCK TABLE " + quoted() + " IN SHARE MODE");
      Instant moment = clockOf(hold);
      begin.execute("SET LOCAL TIME ZONE 'UTC'");
      begin.execute("SET LOCAL DateStyle = 'ISO'");
      begin.execute("SET LOCAL IntervalStyle = 'iso_8601'");
      begin.execute("SET LOCAL bytea_output = 'hex'");
      // Takes the snapshot, and keeps the columns from being changed.
      begin.execute("SELECT 1 FROM " + quoted() + " LIMIT 1");
      holding.rollback();
      return moment;
    }
  }

  private static Instant clockOf(Statement statement) throws SQLException {
    try (ResultSet now = statement.executeQuery("SELECT clock_timestamp()")) {
      now.next();
      return now.getObject(1, OffsetDateTime.class).toInstant().truncatedTo(ChronoUnit.MILLIS);
    }
  }

  private StreamedTable table(Connection connection) throws SQLException {
    List<Column> columns = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT a.attname, t.typname, coalesce(e.typtype, t.typtype) = 'e'
            FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
            LEFT JOIN pg_type e ON e.oid = t.typelem
            WHERE a.attrelid = ?::regclass AND a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attnum""")) {
      statement.setString(1, quoted());
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          columns.add(
              new Column(
                  found.getString(1), PostgresTypes.of(found.getString(2), found.getBoolean(3))));
        }
      }
    }
    Origin origin = StreamedTable.origin(stream, schemaName, name);
    return new StreamedTable(
        origin, schemaName, name, keys(connection), RowSchema.of(origin.object(), columns));
  }

  private List<String> keys(Connection connection) throws SQLException {
    List<String> keys = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT a.attname
            FROM pg_index i CROSS JOIN unnest(i.indkey::int2[]) WITH ORDINALITY k (attnum, place)
            JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
            WHERE i.indrelid = ?::regclass AND i.indisprimary
            ORDER BY k.place""")) {
      statement.setString(1, quoted());
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          keys.add(found.getString(1));
        }
      }
    }
    return keys;
  }

  /**
   * Every value comes as text, amounts of money without their currency. A cast to text would cut
   * the blanks off that fill a text of fixed length.
   */
  private String query(StreamedTable table) {
    return table.schema().columns().stream()
        .map(
            column ->
                switch (column.type().kind()) {
                  case UNSUPPORTED -> "NULL";
                  case NUMBER -> quoted(column.name()) + "::numeric::text";
                  default ->
                      "CASE WHEN %1$s IS NOT NULL THEN format('%%s', %1$s) END"
                          .formatted(quoted(column.name()));
                })
        .collect(Collectors.joining(", ", "SELECT ", " FROM " + quoted()));
  }

  private long give(ResultSet rows, StreamedTable table, Instant moment, Receiver receiver)
      throws SQLException, IOException {
    EventBatch batch = new EventBatch(random);
    long count = 0;
    while (rows.next()) {
      if (batch.size() == LARGEST_BATCH) {
        batch = new EventBatch(random);
      }
      receiver.receive(event(table, batch.next(), moment, values(rows, table.schema())));
      count++;
    }
    return count;
  }

  private static Row values(ResultSet rows, RowSchema schema) throws SQLException {
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < schema.columns().size(); i++) {
      ColumnType type = schema.columns().get(i).type();
      String text = rows.getString(i + 1);
      values.add(text == null ? null : PostgresText.value(text, type));
    }
    return new Row(schema, values);
  }

  private Event event(StreamedTable table, String uuid, Instant moment, Row row) {
    Map<String, @Nullable Object> metadata = table.metadata("INSERT");
    metadata.put("lsn", "");
    return new Event(
        table.origin(),
        Source.POSTGRESQL.backfillMethod(),
        uuid,
        new EventTimes(clock.instant(), moment, moment),
        List.of(moment.toEpochMilli(), ""),
        metadata,
        row);
  }

  private String quoted() {
    return quoted(schemaName) + "." + quoted(name);
  }

  private static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }
}
