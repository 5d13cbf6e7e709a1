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

/** PostgreSQL: position in the write-ahead log. A change of the key is a delete and an insert. */
final class PostgresDialect extends Dialect {
  private static final long LOW = 0xFFFF_FFFFL;

  private final boolean whole;
  private final boolean zeros;
  private long lsn;
  private long transaction = 1000;

  PostgresDialect(RandomGenerator random) {
    super(random);
    lsn = pick(List.of(0x9_FFFF_FF00L, 0xF_FFFF_FF00L, 0x1_6B37_4D0L));
    whole = random.nextBoolean();
    zeros = random.nextBoolean();
  }

  @Override
  Origin origin() {
    return new Origin(
        Source.POSTGRESQL, "projects/1/locations/here/streams/postgres", "public_order_lines");
  }

  @Override
  Map<String, @Nullable Object> names(List<String> keys) {
    Map<String, @Nullable Object> names = new HashMap<>();
    names.put("schema", "public");
    names.put("table", "order_lines");
    names.put("primary_keys", keys);
    return names;
  }

  @Override
  Position change(long millis) {
    lsn += 8L * (1 + random.nextInt(40));
    transaction += random.nextInt(2);
    String low = zeros ? "%08X" : "%X";
    String text = String.format(Locale.ROOT, "%X/" + low, lsn >> 32, lsn & LOW);
    return new Position(
        Instant.ofEpochMilli(millis),
        List.of(millis, text),
        Map.of("lsn", text, "tx_id", transaction));
  }

  @Override
  Position backfill(long millis) {
    return new Position(Instant.ofEpochMilli(millis), List.of(millis, ""), Map.of("lsn", ""));
  }

  @Override
  void jump() {
    lsn = (lsn | LOW) - 15;
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
            Kind.NUMBER,
            Kind.STRING,
            Kind.BYTES,
            Kind.JSON,
            Kind.DATE,
            Kind.TIME,
            Kind.TIME_WITH_TIME_ZONE,
            Kind.TIMESTAMP,
            Kind.TIMESTAMP_WITH_TIME_ZONE,
            Kind.INTERVAL,
            Kind.UNSUPPORTED);
    for (Kind element : List.of(Kind.STRING, Kind.INTEGER, Kind.NUMBER, Kind.TIMESTAMP)) {
      types.add(ColumnType.array(ColumnType.of(element)));
    }
    return types;
  }

  @Override
  List<ColumnType> widerThan(ColumnType type) {
    return switch (type.kind()) {
      case INTEGER ->
          List.of(ColumnType.of(Kind.LONG), ColumnType.decimal(24, 2), ColumnType.of(Kind.NUMBER));
      case LONG -> List.of(ColumnType.decimal(24, 2), ColumnType.of(Kind.NUMBER));
      default -> types(Kind.NUMBER);
    };
  }

  @Override
  boolean deletesAreWhole() {
    return whole;
  }
}
