// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.reconcile;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changeevents.EventJson;
import io.wellhead.transforms.changeevents.JsonText;
import io.wellhead.transforms.changeevents.Payload;
import io.wellhead.transforms.changeevents.PayloadSchema;
import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import io.wellhead.transforms.changeevents.SourceKind;
import io.wellhead.transforms.changeevents.SourceMetadata;
import io.wellhead.transforms.changeevents.UnifiedType;
import io.wellhead.transforms.changeevents.UnifiedValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a database as events, one for each row as it is now; all are read in one
 * transaction. One thread.
 */
public final class DatabaseRows {
  private static final int FETCH = 1_000;
  private static final Pattern INTERVAL =
      Pattern.compile(
          "P(?:(-?\\d+)Y)?(?:(-?\\d+)M)?(?:(-?\\d+)D)?(?:T(?:(-?\\d+)H)?(?:(-?\\d+)M)?(?:(-?[\\d.]+)S)?)?");

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
            values.add(value(result, columns, i));
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

  /** As JSON change files spell it, where that loses nothing. */
  private static @Nullable Object value(ResultSet row, ResultSetMetaData columns, int i)
      throws SQLException {
    String type = columns.getColumnTypeName(i).toLowerCase(Locale.ROOT);
    if (row.getObject(i) == null) {
      return null;
    }
    switch (type) {
      case "timestamptz" -> {
        return text(row.getObject(i, OffsetDateTime.class));
      }
      case "json", "jsonb" -> {
        return new JsonText(row.getString(i));
      }
      case "timetz" -> {
        OffsetTime time = row.getObject(i, OffsetTime.class).withOffsetSameInstant(ZoneOffset.UTC);
        return EventJson.iso(
            new UnifiedValue.ZonedTime(time.toLocalTime().toNanoOfDay() / 1_000, 0));
      }
      case "interval" -> {
        return interval(row.getString(i));
      }
      case "money" -> {
        return row.getString(i).replaceAll("[^0-9.-]", "");
      }
      default -> {
        return value(row, columns.getColumnType(i), i);
      }
    }
  }

  private static @Nullable Object value(ResultSet row, int type, int i) throws SQLException {
    return switch (type) {
      case Types.BIT, Types.BOOLEAN ->
          row.getObject(i) instanceof Boolean flag ? flag : row.getString(i);
      case Types.TINYINT,
          Types.SMALLINT,
          Types.INTEGER,
          Types.BIGINT,
          Types.REAL,
          Types.FLOAT,
          Types.DOUBLE,
          Types.NUMERIC,
          Types.DECIMAL ->
          number(row.getString(i));
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
          ByteBuffer.wrap(row.getBytes(i));
      case Types.DATE -> text(row.getObject(i, LocalDate.class));
      case Types.TIME -> text(row.getObject(i, LocalTime.class));
      case Types.TIMESTAMP -> text(row.getObject(i, LocalDateTime.class));
      case Types.TIMESTAMP_WITH_TIMEZONE -> text(row.getObject(i, OffsetDateTime.class));
      case Types.ARRAY -> new JsonText(EventJson.text(list(row.getArray(i))));
      default -> row.getString(i);
    };
  }

  /** Years become months and days become hours, as Datastream tells them. */
  private static String interval(String iso) {
    Matcher parts = INTERVAL.matcher(iso);
    if (!parts.matches()) {
      return iso;
    }
    BigDecimal seconds = parts.group(6) == null ? BigDecimal.ZERO : new BigDecimal(parts.group(6));
    return EventJson.iso(
        new UnifiedValue.Interval(
            Math.toIntExact(12 * part(parts, 1) + part(parts, 2)),
            Math.toIntExact(24 * part(parts, 3) + part(parts, 4)),
            60_000_000 * part(parts, 5) + seconds.movePointRight(6).longValue()));
  }

  private static long part(Matcher parts, int group) {
    return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
  }

  private static Object number(String text) {
    return switch (text) {
      case "NaN", "Infinity", "-Infinity" -> text;
      default -> new BigDecimal(text);
    };
  }

  private static String text(Object time) {
    return time.toString();
  }

  private static List<@Nullable Object> list(Array array) throws SQLException {
    return list((Object[]) array.getArray());
  }

  private static List<@Nullable Object> list(@Nullable Object[] items) {
    return new ArrayList<>(Arrays.asList(items))
        .stream().<@Nullable Object>map(DatabaseRows::item).toList();
  }

  private static @Nullable Object item(@Nullable Object item) {
    if (item == null || item instanceof Boolean || item instanceof BigDecimal) {
      return item;
    } else if (item instanceof Number number) {
      return number instanceof Float || number instanceof Double
          ? (Object) number
          : (Object) number.longValue();
    }
    return item instanceof Object[] inner ? list(inner) : item.toString();
  }
}
