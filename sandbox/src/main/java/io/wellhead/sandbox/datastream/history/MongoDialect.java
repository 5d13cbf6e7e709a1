// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.history;

import io.wellhead.sandbox.datastream.Column;
import io.wellhead.sandbox.datastream.ColumnType;
import io.wellhead.sandbox.datastream.ColumnType.Kind;
import io.wellhead.sandbox.datastream.Origin;
import io.wellhead.sandbox.datastream.Source;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** MongoDB: documents by their {@code _id}; the order is in seconds and nanoseconds. */
final class MongoDialect extends Dialect {
  private static final long SECOND = 1000;
  private static final long NANOS = 1_000_000;

  private long lastMillis;
  private long nanos;

  MongoDialect(RandomGenerator random) {
    super(random);
  }

  @Override
  Origin origin() {
    return new Origin(
        Source.MONGODB, "projects/1/locations/here/streams/mongodb", "shop_order_lines");
  }

  @Override
  Map<String, @Nullable Object> names(List<String> keys) {
    Map<String, @Nullable Object> names = new HashMap<>();
    names.put("database", "shop");
    names.put("collection", "order_lines");
    names.put("primary_keys", keys);
    return names;
  }

  @Override
  Position change(long millis) {
    nanos = millis == lastMillis ? nanos + 1 + random.nextInt(1000) : 0;
    lastMillis = millis;
    long part = millis % SECOND * NANOS + nanos;
    return new Position(Instant.ofEpochMilli(millis), List.of(millis / SECOND, part), Map.of());
  }

  @Override
  Position backfill(long millis) {
    long seconds = millis / SECOND;
    return new Position(Instant.ofEpochSecond(seconds), List.of(seconds, 0L), Map.of());
  }

  /** Changes of one millisecond are apart by nanoseconds; there is nothing to carry. */
  @Override
  void jump() {}

  @Override
  List<Column> columns(int keys, int others) {
    return List.of(
        new Column("_id", ColumnType.of(Kind.STRING)),
        new Column("data", ColumnType.of(Kind.JSON)));
  }

  @Override
  List<ColumnType> types() {
    return types(Kind.JSON);
  }

  @Override
  List<ColumnType> widerThan(ColumnType type) {
    return List.of();
  }

  @Override
  String changeType(@Nullable ChangeKind kind) {
    if (kind == null) {
      return "READ";
    }
    return switch (kind) {
      case INSERT, TAKE_KEY -> "CREATE";
      case UPDATE -> "UPDATE";
      case DELETE, LEAVE_KEY -> "DELETE";
    };
  }

  @Override
  boolean keysChange() {
    return false;
  }

  @Override
  boolean columnsChange() {
    return false;
  }

  @Override
  boolean deletesAreWhole() {
    return false;
  }
}
