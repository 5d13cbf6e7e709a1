// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import io.wellhead.transforms.changeevents.ChangeEvent;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events of invented tables, and what settings make of them. */
final class Rows {
  private Rows() {}

  /** An upsert of {@code public.TABLE}, whose key is {@code id}; names and values by turns. */
  static ChangeEvent row(String table, @Nullable Object... namesAndValues) {
    return event(SourceKind.POSTGRESQL, postgres(table, "UPDATE"), namesAndValues);
  }

  /** The same, deleted. */
  static ChangeEvent deleted(String table, @Nullable Object... namesAndValues) {
    return event(SourceKind.POSTGRESQL, postgres(table, "DELETE"), namesAndValues);
  }

  /** A document of {@code shop.orders}, with its id as it is sent. */
  static ChangeEvent document(String id, @Nullable String data) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("database", "shop");
    fields.put("collection", "orders");
    fields.put("change_type", data == null ? "DELETE" : "UPDATE");
    fields.put("primary_keys", List.of("_id"));
    return event(
        SourceKind.MONGODB, fields, "_id", id, "data", data == null ? null : new JsonText(data));
  }

  private static Map<String, @Nullable Object> postgres(String table, String changeType) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("schema", "public");
    fields.put("table", table);
    fields.put("change_type", changeType);
    fields.put("lsn", "0/1");
    fields.put("primary_keys", List.of("id"));
    return fields;
  }

  static ChangeEvent event(
      SourceKind kind,
      Map<String, ? extends @Nullable Object> fields,
      @Nullable Object... namesAndValues) {
    List<PayloadColumn> columns = new ArrayList<>();
    List<@Nullable Object> values = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      columns.add(PayloadColumn.of((String) namesAndValues[i], type(namesAndValues[i + 1])));
      values.add(namesAndValues[i + 1]);
    }
    return new ChangeEvent(
        "uuid",
        "projects/p/locations/l/streams/stream-1",
        "cdc",
        "an_object",
        null,
        Instant.EPOCH,
        Instant.EPOCH,
        List.of(),
        new SourceMetadata(kind, new LinkedHashMap<>(fields)),
        new Payload(new PayloadSchema(columns), values));
  }

  private static UnifiedType type(@Nullable Object value) {
    if (value instanceof Long) {
      return UnifiedType.LONG;
    } else if (value instanceof Double) {
      return UnifiedType.DOUBLE;
    } else if (value instanceof Boolean) {
      return UnifiedType.BOOLEAN;
    } else if (value instanceof BigDecimal) {
      return UnifiedType.UNTYPED;
    } else if (value instanceof JsonText) {
      return UnifiedType.JSON;
    } else if (value instanceof ByteBuffer) {
      return UnifiedType.BYTES;
    } else if (value instanceof UnifiedValue.Timestamp) {
      return UnifiedType.TIMESTAMP;
    } else if (value instanceof UnifiedValue.Date) {
      return UnifiedType.DATE;
    } else if (value instanceof UnifiedValue.TimeInterval) {
      return UnifiedType.TIME_INTERVAL;
    }
    return UnifiedType.STRING;
  }

  /** Settings with one entry for the table {@code t}; the text is the rest of the entry. */
  static ChangeTransforms settings(String entry) throws IOException {
    return ChangeSettings.read("test.yaml", "tables:\n- match: {table: \"*\"}\n" + entry.indent(2))
        .open();
  }

  /** What may be stored, by column; null if nothing may. */
  static @Nullable Map<String, @Nullable Object> received(String entry, ChangeEvent event)
      throws IOException {
    ChangeEvent received = settings(entry).received(event);
    return received == null ? null : values(received);
  }

  /** The row of the current state. */
  static CurrentRow current(String entry, ChangeEvent event) throws Exception {
    ChangeTransforms settings = settings(entry);
    ChangeEvent received = settings.received(event);
    if (received == null) {
      throw new IllegalStateException("left out");
    }
    return settings.current(received);
  }

  static Map<String, @Nullable Object> values(ChangeEvent event) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    List<PayloadColumn> columns = event.payload().schema().columns();
    for (int i = 0; i < columns.size(); i++) {
      values.put(columns.get(i).name(), event.payload().values().get(i));
    }
    return values;
  }

  /** The unified types by column. */
  static Map<String, UnifiedType> types(ChangeEvent event) {
    Map<String, UnifiedType> types = new LinkedHashMap<>();
    event.payload().schema().columns().forEach(c -> types.put(c.name(), c.type()));
    return types;
  }
}
