// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event of a change file.
 *
 * @param readMethod how it was read
 * @param uuid identifier, see {@link EventBatch}
 * @param sortKeys Long and String values that order events as the product documents them
 * @param metadata {@code source_metadata}; fields that are left out are null in Avro and missing in
 *     JSON
 */
public record Event(
    Origin origin,
    String readMethod,
    String uuid,
    EventTimes times,
    List<Object> sortKeys,
    Map<String, @Nullable Object> metadata,
    Row row) {

  public Event {
    requireNonNull(origin, "origin");
    requireNonNull(readMethod, "readMethod");
    requireNonNull(uuid, "uuid");
    requireNonNull(times, "times");
    requireNonNull(row, "row");
    sortKeys = List.copyOf(sortKeys);
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /** Whether it was read from the table, not from the log. */
  public boolean isBackfill() {
    return readMethod.equals(origin.source().backfillMethod());
  }

  /** Whether it takes its row away; the first half of a key's change does, flagged or not. */
  public boolean isDelete() {
    return Boolean.TRUE.equals(metadata.get("is_deleted"))
        || "UPDATE-DELETE".equals(metadata.get("change_type"));
  }

  /** The same event emitted once more under another identifier. */
  public Event withUuid(String other) {
    return new Event(origin, readMethod, other, times, sortKeys, metadata, row);
  }
}
