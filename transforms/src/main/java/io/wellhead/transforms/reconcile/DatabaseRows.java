// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.reconcile;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changeevents.Payload;
import io.wellhead.transforms.changeevents.PayloadSchema;
import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import io.wellhead.transforms.changeevents.SourceKind;
import io.wellhead.transforms.changeevents.SourceMetadata;
import io.wellhead.transforms.changeevents.UnifiedType;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a database as events, one for each row as it is now; all are read in one
 * transaction. One thread.
 */
public final class DatabaseRows {
  private static final int FETCH = 1_000;

  private final Connection connection;
  private final DatabaseMetaData database;
  private final SourceKind kind;
  private final String stream;
  private final Instant now;

  /** A table of the source. */
  public record SourceTable(@Nullable String catalog, @Nullable String schema, String name) {
    /** {@code schema.table}, or {@code database.table} of a source without schemas. */
    @Override
    public String toString() {
      return (schema == null ? catalog : schema) + "." + name;
    }
  }

  /** Takes an event. */
  @FunctionalInterface
  public interface Receiver {
    void accept(ChangeEvent event) throws IOException;
  }

  /**
   * Begins to read.
   *
   * @param connection without autocommit, its isolation at least repeatable read where that is
   *     wanted; stays open
   * @param stream name of the stream, where names of tables or settings need it
   * @param now time of all events
   */
  public DatabaseRows(Connection connection, String stream, Instant now) throws SQLException {
    this.connection = connection;
    this.stream = stream;
    this.now = now;
    database = connection.getMetaData();
    kind = kind(database.getDatabaseProductName());
    if (kind == SourceKind.POSTGRESQL) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET intervalstyle = 'iso_8601'");
      }
    }
  }

  private static SourceKind kind(String product) {
    String lower = product.toLowerCase(Locale.ROOT);
    if (lower.contains("postgres")) {
      return SourceKind.POSTGRESQL;
    } else if (lower.contains("mysql") || lower.contains("maria")) {
      return SourceKind.MYSQL;
    } else if (lower.contains("oracle")) {
      return SourceKind.ORACLE;
    }
    return lower.contains("sql server") ? SourceKind.SQLSERVER : SourceKind.UNKNOWN;
  }

  /** The tables of all schemas but the system's own. */
  public List<SourceTable> tables() throws SQLException {
    List<SourceTable> tables = new ArrayList<>();
    String catalog = kind == SourceKind.MYSQL ? null : connection.getCatalog();
    try (ResultSet rows =
        database.getTables(catalog, null, "%", new String[] {"TABLE", "PARTITIONED TABLE"})) {
      while (rows.next()) {
        SourceTable table =
            new SourceTable(
                rows.getString("TABLE_CAT"),
                rows.getString("TABLE_SCHEM"),
                rows.getString("TABLE_NAME"));
        String place = String.valueOf(table.schema() == null ? table.catalog() : table.schema());
        if (!List.of("pg_catalog", "information_schema", "sys", "mysql", "performance_schema")
            .contains(place.toLowerCase(Locale.ROOT))) {
          tables.add(table);
        }
      }
    }
    return tables;
  }

  /** An event of that table without values, which names it. */
  public ChangeEvent of(SourceTable table) throws SQLException {
    return event(metadata(table), table, new Payload(new PayloadSchema(List.of()), List.of()));
  }

  /** Gives each row of the table. */
  public void read(SourceTable table, Receiver rows) throws SQLException, IOException {
    SourceMetadata metadata = metadata(table);
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(kind == SourceKind.MYSQL ? Integer.MIN_VALUE : FETCH);
      try (ResultSet result = statement.executeQuery("SELECT * FROM " + quoted(table))) {
        ResultSetMetaData columns = result.getMetaData();
        List<PayloadColumn> schema = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          schema.add(PayloadColumn.of(columns.getColumnName(i), UnifiedType.UNTYPED));
        }
        PayloadSchema payload = new PayloadSchema(schema);
        while (result.next()) {
          List<@Nullable Object> values = new ArrayList<>();
          for (int i = 1; i <= columns.getColumnCount(); i++) {
            values.add(DatabaseValues.value(result, columns, i));
          }
          rows.accept(event(metadata, table, new Payload(payload, values)));
        }
      }
    }
  }

  private String quoted(SourceTable table) throws SQLException {
    String quote = database.getIdentifierQuoteString().strip();
    String place = table.schema() == null ? table.catalog() : table.schema();
    String name = quote + table.name().replace(quote, quote + quote) + quote;
    return place == null ? name : quote + place.replace(quote, quote + quote) + quote + "." + name;
  }

  private SourceMetadata metadata(SourceTable table) throws SQLException {
    SortedMap<Integer, String> keys = new TreeMap<>();
    try (ResultSet rows = database.getPrimaryKeys(table.catalog(), table.schema(), table.name())) {
      while (rows.next()) {
        keys.put(rows.getInt("KEY_SEQ"), rows.getString("COLUMN_NAME"));
      }
    }
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("table", table.name());
    if (table.schema() != null) {
      fields.put("schema", table.schema());
    }
    // Datastream tells the database of all sources but PostgreSQL.
    if (kind != SourceKind.POSTGRESQL && table.catalog() != null) {
      fields.put("database", table.catalog());
    }
    fields.put("primary_keys", List.copyOf(keys.values()));
    return new SourceMetadata(kind, fields);
  }

  private ChangeEvent event(SourceMetadata metadata, SourceTable table, Payload payload) {
    String place = table.schema() == null ? table.catalog() : table.schema();
    return new ChangeEvent(
        "",
        stream,
        "verify",
        place + "_" + table.name(),
        null,
        now,
        now,
        List.of(),
        metadata,
        payload);
  }
}
