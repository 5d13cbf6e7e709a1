// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.history;

import io.wellhead.sandbox.datastream.Event;
import io.wellhead.sandbox.datastream.EventBatch;
import io.wellhead.sandbox.datastream.EventTimes;
import io.wellhead.sandbox.datastream.Origin;
import io.wellhead.sandbox.datastream.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Gathers the events that the stream reads, in the order in which they happened. */
final class EventLog {
  private static final int LARGEST_BATCH = 300;

  private final Dialect dialect;
  private final RandomGenerator random;
  private final Origin origin;
  private final Map<String, @Nullable Object> names;
  private final List<Event> events = new ArrayList<>();
  private EventBatch changes;
  private EventBatch backfilled;

  EventLog(Dialect dialect, RandomGenerator random, List<String> keys) {
    this.dialect = dialect;
    this.random = random;
    origin = dialect.origin();
    names = dialect.names(keys);
    changes = new EventBatch(random);
    backfilled = new EventBatch(random);
  }

  List<Event> events() {
    return events;
  }

  void change(ChangeKind kind, Position position, Row row) {
    if (changes.size() >= LARGEST_BATCH || random.nextInt(40) == 0) {
      changes = new EventBatch(random);
    }
    Map<String, @Nullable Object> metadata = metadata(position);
    metadata.put("change_type", dialect.changeType(kind));
    metadata.put("is_deleted", dialect.isDeleted(kind));
    add(origin.source().changeMethod(), changes.next(), position, position.time(), metadata, row);
  }

  /**
   * A row that was read from the table.
   *
   * @param began when the task did
   */
  void backfill(Position position, Instant began, Row row) {
    if (random.nextInt(40) == 0) {
      backfilled = new EventBatch(random);
    }
    Map<String, @Nullable Object> metadata = metadata(position);
    metadata.put("change_type", dialect.changeType(null));
    metadata.put("is_deleted", false);
    add(origin.source().backfillMethod(), backfilled.next(), position, began, metadata, row);
  }

  private Map<String, @Nullable Object> metadata(Position position) {
    Map<String, @Nullable Object> metadata = new HashMap<>(names);
    metadata.putAll(position.metadata());
    return metadata;
  }

  private void add(
      String method,
      String uuid,
      Position position,
      Instant folder,
      Map<String, @Nullable Object> metadata,
      Row row) {
    Instant read = position.time().plus(Duration.ofMillis(1000 + random.nextInt(9000)));
    events.add(
        new Event(
            origin,
            method,
            uuid,
            new EventTimes(read, position.time(), folder),
            position.sortKeys(),
            metadata,
            row));
  }
}
