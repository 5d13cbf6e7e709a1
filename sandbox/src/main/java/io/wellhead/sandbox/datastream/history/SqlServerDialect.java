// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.history;

import io.wellhead.sandbox.datastream.ColumnType;
import io.wellhead.sandbox.datastream.ColumnType.Kind;
import io.wellhead.sandbox.datastream.Origin;
import io.wellhead.sandbox.datastream.Source;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** SQL Server: log sequence number in three parts; the key is told as the index of replication. */
final class SqlServerDialect extends Dialect {
  private static final long LAST = 0xFFFF_FFFFL;
  private static final int MOST_DIGITS = 38;

  private final boolean upperCaseKeys;
  private long first = 0x25;
  private long second = 0x728;
  private int third = 1;

  SqlServerDialect(RandomGenerator random) {
    super(random);
    upperCaseKeys = random.nextBoolean();
  }

  @Override
  Origin origin() {
    return new Origin(
        Source.SQLSERVER, "projects/1/locations/here/streams/sqlserver", "dbo_order_lines");
  }

  @Override
  Map<String, @Nullable Object> names(List<String> keys) {
    Map<String, @Nullable Object> names = new HashMap<>();
    names.put("database", "shop");
    names.put("schema", "dbo");
    names.put("table", "order_lines");
    names.put(
        "replication_index",
        keys.stream().map(key -> upperCaseKeys ? key.toUpperCase(Locale.ROOT) : key).toList());
    return names;
  }

  @Override
  Position change(long millis) {
    if (random.nextInt(3) > 0) {
      third++;
    } else {
      second += 8L * (1 + random.nextInt(20));
      third = 1;
    }
    if (second > LAST) {
      first++;
      second = 0x10;
    }
    String lsn = String.format(Locale.ROOT, "%08x:%08x:%04x", first, second, third);
    return new Position(
        Instant.ofEpochMilli(millis),
        List.of(millis),
        Map.of(
            "lsn", lsn,
            "tx_id", String.format(Locale.ROOT, "0000:%08x", second),
            "physical_location", List.of(1, random.nextInt(1000), third)));
  }

  @Override
  Position backfill(long millis) {
    return new Position(Instant.ofEpochMilli(millis), List.of(millis), Map.of());
  }

  @Override
  void jump() {
    first++;
    second = random.nextBoolean() ? 0x10 : 0xFFFF_0000L;
    third = 0;
  }

  @Override
  List<ColumnType> types() {
    List<ColumnType> types =
        types(
            Kind.BOOLEAN,
            Kind.INTEGER,
            Kind.LONG,
            Kind.FLOAT,
            Kind.DOUBLE,
            Kind.STRING,
            Kind.BYTES,
            Kind.DATE,
            Kind.TIME,
            Kind.TIMESTAMP,
            Kind.TIMESTAMP_WITH_TIME_ZONE,
            Kind.GEOMETRY);
    types.add(ColumnType.varchar(40));
    types.add(ColumnType.decimal(19, 4));
    types.add(ColumnType.decimal(38, 0));
    return types;
  }

  @Override
  List<ColumnType> widerThan(ColumnType type) {
    return switch (type.kind()) {
      case INTEGER -> List.of(ColumnType.of(Kind.LONG), ColumnType.decimal(20, 2));
      case LONG -> List.of(ColumnType.decimal(30, 2));
      default ->
          type.precision() < MOST_DIGITS
              ? List.of(ColumnType.decimal(MOST_DIGITS, type.scale()))
              : List.of();
    };
  }

  @Override
  boolean pairsShareTheirPosition() {
    return false;
  }
}
