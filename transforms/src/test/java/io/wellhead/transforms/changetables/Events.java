// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changeevents.Payload;
import io.wellhead.transforms.changeevents.PayloadSchema;
import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import io.wellhead.transforms.changeevents.SourceKind;
import io.wellhead.transforms.changeevents.SourceMetadata;
import io.wellhead.transforms.changefiles.FileEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events of invented tables; a builder. */
final class Events {
  private static final Instant TIME = Instant.parse("2030-06-01T10:00:00Z");

  private final SourceKind kind;
  private final Map<String, @Nullable Object> source = new LinkedHashMap<>();
  private final List<PayloadColumn> columns = new ArrayList<>();
  private final List<@Nullable Object> values = new ArrayList<>();
  private String stream = "projects/p/locations/l/streams/stream-1";
  private String readMethod = "cdc";
  private @Nullable List<Object> sortKeys;
  private @Nullable String schemaKey;
  private long millis;

  private Events(SourceKind kind) {
    this.kind = kind;
  }

  /** An upsert of a PostgreSQL table with the key {@code id}. */
  static Events postgresql(String schema, String table) {
    return new Events(SourceKind.POSTGRESQL)
        .with("schema", schema)
        .with("table", table)
        .with("change_type", "UPDATE")
        .with("is_deleted", false)
        .with("lsn", "0/1")
        .with("primary_keys", List.of("id"));
  }

  /** An upsert of a MySQL table with the key {@code id}. */
  static Events mysql(String database, String table) {
    return new Events(SourceKind.MYSQL)
        .with("database", database)
        .with("table", table)
        .with("change_type", "UPDATE-INSERT")
        .with("is_deleted", false)
        .with("log_file", "mysql-bin.000007")
        .with("log_position", 120L)
        .with("primary_keys", List.of("id"));
  }

  static Events of(SourceKind kind) {
    return new Events(kind);
  }

  /** A field of the source's metadata. */
  Events with(String field, @Nullable Object value) {
    source.put(field, value);
    return this;
  }

  Events deleted() {
    return with("change_type", "DELETE").with("is_deleted", true);
  }

  Events stream(String name) {
    stream = "projects/p/locations/l/streams/" + name;
    return this;
  }

  Events readMethod(String name) {
    readMethod = name;
    return this;
  }

  /** Instead of the time of the change. */
  Events sortKeys(Object... keys) {
    sortKeys = List.of(keys);
    return this;
  }

  Events schemaKey(String key) {
    schemaKey = key;
    return this;
  }

  /** Time of the change, after the first of all. */
  Events at(long newMillis) {
    millis = newMillis;
    return this;
  }

  /** A column and its value. */
  Events column(PayloadColumn column, @Nullable Object value) {
    columns.add(column);
    values.add(value);
    return this;
  }

  /** A column whose type the file does not tell. */
  Events column(String name, @Nullable Object value) {
    return column(
        PayloadColumn.of(name, io.wellhead.transforms.changeevents.UnifiedType.UNTYPED), value);
  }

  ChangeEvent event() {
    Instant time = TIME.plusMillis(millis);
    return new ChangeEvent(
        "d41c0f6e-11a2-4c7b-9a30-55ee00000000",
        stream,
        readMethod,
        "an_object",
        schemaKey,
        time.plusSeconds(9),
        time,
        sortKeys == null ? List.of(time.toEpochMilli()) : sortKeys,
        new SourceMetadata(kind, source),
        new Payload(new PayloadSchema(columns), values));
  }

  FileEvent inFile() {
    return new FileEvent("file:///changes/a.jsonl", "1", 0, event());
  }
}
