// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an event says of its place in the source, as it was sent.
 *
 * @param kind of the source
 * @param fields of {@code source_metadata}: text, Long, Boolean, lists of them, or null
 */
public record SourceMetadata(SourceKind kind, Map<String, @Nullable Object> fields) {
  private static final List<String> KEY_FIELDS =
      List.of("primary_keys", "primary_key", "replication_index");

  public SourceMetadata {
    requireNonNull(kind, "kind");
    fields = FixedFields.copyOf(fields);
  }

  /** The same with a field of ours. */
  SourceMetadata with(String name, Object value) {
    Map<String, @Nullable Object> more = new LinkedHashMap<>(fields);
    more.put(name, value);
    return new SourceMetadata(kind, more);
  }

  /** The same without a field. */
  SourceMetadata without(String name) {
    if (!fields.containsKey(name)) {
      return this;
    }
    Map<String, @Nullable Object> less = new LinkedHashMap<>(fields);
    less.remove(name);
    return new SourceMetadata(kind, less);
  }

  /** Database name; PostgreSQL does not tell it. */
  public @Nullable String database() {
    String database = text("database");
    return database == null ? text("database_id") : database;
  }

  /** Schema name; MySQL and MongoDB have none. */
  public @Nullable String schema() {
    return text("schema");
  }

  /** Name of table, collection or object. */
  public @Nullable String table() {
    String table = text("table");
    if (table == null) {
      table = text("collection");
    }
    return table == null ? text("object_name") : table;
  }

  /** As sent; null in old backfills. */
  public @Nullable String changeType() {
    String type = text("change_type");
    return type == null ? text("mod_type") : type;
  }

  /**
   * Whether the row is gone: said by the flag or by the change type, since a flag of false beside
   * {@code UPDATE-DELETE} occurs.
   */
  public boolean isDelete() {
    String type = changeType();
    return Boolean.TRUE.equals(fields.get("is_deleted"))
        || "DELETE".equals(type)
        || "UPDATE-DELETE".equals(type);
  }

  /** The names of the key's columns as the source tells them; empty if there is none. */
  public List<String> keys() {
    for (String name : KEY_FIELDS) {
      if (fields.get(name) instanceof Collection<?> names && !names.isEmpty()) {
        String[] keys = new String[names.size()];
        int next = 0;
        for (Object key : names) {
          keys[next++] = String.valueOf(key);
        }
        return List.of(keys);
      }
    }
    return switch (kind) {
      case MONGODB -> List.of("_id");
      case SALESFORCE -> List.of("Id");
      default -> List.of();
    };
  }

  /** The field's text, null if it is missing or something else. */
  @Nullable String text(String name) {
    return fields.get(name) instanceof String text ? text : null;
  }

  /** The field's number, sent as such or as text; 0 if it is missing or something else. */
  long number(String name) {
    Object value = fields.get(name);
    if (value instanceof Number number) {
      return number.longValue();
    }
    try {
      return value instanceof String text ? Long.parseLong(text.strip()) : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
