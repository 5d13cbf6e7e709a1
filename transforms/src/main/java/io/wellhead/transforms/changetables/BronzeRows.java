// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changeevents.EventException;
import io.wellhead.transforms.changeevents.JsonEventDecoder;
import io.wellhead.transforms.changefiles.FileEvent;
import io.wellhead.transforms.warehouse.QueryRow;
import io.wellhead.transforms.warehouse.TableName;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** Reads events of rows back from bronze. One thread. */
final class BronzeRows {
  private static final JsonFactory JSON = new JsonFactory();

  /** Events of a row that are looked at, the newest of them. */
  static final int MOST_EVENTS = 50;

  private final PipelineOptions options;
  private final JsonEventDecoder decoder = new JsonEventDecoder();
  private final Set<TableName> made = new HashSet<>();
  private @Nullable Warehouse warehouse;

  BronzeRows(PipelineOptions options) {
    this.options = options;
  }

  /**
   * What bronze has of rows, by their keys' texts; nothing if there is no such table.
   *
   * @throws IOException if BigQuery does not answer
   */
  Map<String, List<FileEvent>> of(TableName table, List<String> keys) throws IOException {
    if (warehouse == null) {
      warehouse = Warehouse.from(options);
    }
    if (!made.contains(table)) {
      if (warehouse.made(table).isEmpty()) {
        return Map.of();
      }
      made.add(table);
    }
    Map<String, List<FileEvent>> rows = new HashMap<>();
    for (QueryRow row :
        warehouse.query(
            """
            SELECT row_key, source_timestamp, payload, m.uuid, m.stream, m.read_method,
              m.read_timestamp, m.object, m.source, m.sort_keys, m.schema_key, m.file
            FROM (
              SELECT row_key, source_timestamp, payload, _datastream_metadata AS m,
                ROW_NUMBER() OVER (PARTITION BY row_key ORDER BY sequence DESC) AS place
              FROM %s WHERE row_key IN UNNEST(?)
            )
            WHERE place <= ?"""
                .formatted(warehouse.table(table)),
            keys,
            MOST_EVENTS)) {
      rows.computeIfAbsent(String.valueOf(row.text("row_key")), key -> new ArrayList<>())
          .add(event(row));
    }
    return rows;
  }

  private FileEvent event(QueryRow row) throws IOException {
    byte[] line = line(row);
    try {
      ChangeEvent event = decoder.decode(line, 0, line.length);
      return new FileEvent(String.valueOf(row.text("file")), "", 0, event);
    } catch (EventException e) {
      throw new IOException("bronze has an event that cannot be read", e);
    }
  }

  /** The event as a line of a change file. */
  private static byte[] line(QueryRow row) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("uuid", row.text("uuid"));
      json.writeStringField("stream_name", row.text("stream"));
      json.writeStringField("read_method", row.text("read_method"));
      json.writeStringField("object", row.text("object"));
      json.writeStringField("schema_key", row.text("schema_key"));
      json.writeStringField("read_timestamp", time(row, "read_timestamp"));
      json.writeStringField("source_timestamp", time(row, "source_timestamp"));
      for (String name : List.of("sort_keys", "source", "payload")) {
        json.writeFieldName(name.equals("source") ? "source_metadata" : name);
        json.writeRawValue(row.text(name));
      }
      json.writeEndObject();
    }
    return line.toByteArray();
  }

  private static String time(QueryRow row, String name) {
    return requireNonNull(row.instant(name), name).toString();
  }
}
