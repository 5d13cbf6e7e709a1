// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.wellhead.transforms.deadletters.DeadLetter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes rows that dead letters have kept: JSON objects of the columns, with kind and sequence. */
public final class RowReplay {
  private static final JsonMapper JSON = new JsonMapper();

  /** Written by the writer itself, whatever a letter says. */
  private static final Set<String> OWN = Set.of(CdcColumns.SEQUENCE_COPY, CdcColumns.UPDATED_AT);

  private RowReplay() {}

  /** Applies kept rows to a current-state table. */
  public static WriteUpserts<String> into(TableDefinition table) {
    return WriteUpserts.to(
        table,
        (json, row) -> write(parsed(json), row),
        json -> change(parsed(json)),
        json -> new DeadLetter.Subject(json.getBytes(UTF_8), null, null));
  }

  /** The same table with one more column, which is required and which nobody sets. */
  public static TableDefinition askingForMore(TableDefinition table) {
    List<Column> columns = new ArrayList<>(table.columns());
    columns.add(new Column("more", ColumnType.STRING, true, "Never set."));
    return table.withColumns(columns);
  }

  /** The rows of a table, without the time of their writing. */
  public static List<Map<String, @Nullable Object>> rows(
      SandboxWarehouse warehouse, TableDefinition table) {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (Map<String, @Nullable Object> row :
        warehouse.query("select * from " + warehouse.name(table))) {
      Map<String, @Nullable Object> columns = new HashMap<>(row);
      columns.remove(CdcColumns.UPDATED_AT);
      rows.add(columns);
    }
    return rows;
  }

  /** The time in a rejected row: {@code 2030-06-01 T10:00:00.5}, as Beam writes it; or ISO. */
  public static Instant instant(String text) {
    return text.endsWith("Z")
        ? Instant.parse(text)
        : LocalDateTime.parse(text.replace(" T", "T")).toInstant(ZoneOffset.UTC);
  }

  private static RowChange change(JsonNode row) {
    return new RowChange(
        RowChange.Kind.valueOf(row.get(CdcColumns.CHANGE_TYPE).asText()),
        ChangeSequence.parse(row.get(CdcColumns.CHANGE_SEQUENCE_NUMBER).asText()));
  }

  /** Numbers may be texts, as in the JSON of BigQuery's REST API. */
  private static void write(JsonNode columns, RowWriter row) {
    for (Column column : row.table().columns()) {
      JsonNode value = columns.get(column.name());
      if (value != null && !value.isNull() && !OWN.contains(column.name())) {
        row.set(column.name(), value(column.type(), value.asText()));
      }
    }
  }

  private static Object value(ColumnType type, String text) {
    return switch (type) {
      case INT64 -> Long.valueOf(text);
      case FLOAT64 -> Double.valueOf(text);
      case TIMESTAMP -> instant(text);
      case BOOL -> Boolean.valueOf(text);
      case STRING, JSON -> text;
      default -> throw new AssertionError("no current-state table has a column of " + type);
    };
  }

  private static JsonNode parsed(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
