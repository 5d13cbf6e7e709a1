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

/** MySQL: binlog file and offset, times cut to the second. */
final class MySqlDialect extends Dialect {
  private static final long FILE_BEGIN = 157;
  private static final long SECOND = 1000;
  private static final int MOST_DIGITS = 65;

  private final boolean emptyTexts;
  private long file;
  private long offset = FILE_BEGIN;

  MySqlDialect(RandomGenerator random) {
    super(random);
    file = pick(List.of(999_999L, 9L, 123L));
    emptyTexts = random.nextBoolean();
  }

  @Override
  Origin origin() {
    return new Origin(
        Source.MYSQL, "projects/1/locations/here/streams/mysql", "shop-db_order_lines");
  }

  @Override
  Map<String, @Nullable Object> names(List<String> keys) {
    Map<String, @Nullable Object> names = new HashMap<>();
    names.put("table", "order_lines");
    names.put("database", "shop-db");
    names.put("primary_keys", keys.stream().sorted().toList());
    return names;
  }

  @Override
  Position change(long millis) {
    offset += 31 + random.nextInt(2000);
    long second = millis - millis % SECOND;
    String name = String.format(Locale.ROOT, "mysql-bin.%06d", file);
    return new Position(
        Instant.ofEpochMilli(second),
        List.of(second, name, offset),
        Map.of("log_file", name, "log_position", offset));
  }

  @Override
  Position backfill(long millis) {
    long second = millis - millis % SECOND;
    return new Position(
        Instant.ofEpochMilli(second),
        List.of(second, emptyTexts ? "" : 0L, 0L),
        emptyTexts ? Map.of("log_file", "", "log_position", 0L) : Map.of());
  }

  @Override
  void jump() {
    file++;
    offset = FILE_BEGIN;
  }

  @Override
  List<ColumnType> types() {
    List<ColumnType> types =
        types(
            Kind.INTEGER,
            Kind.LONG,
            Kind.NUMBER,
            Kind.FLOAT,
            Kind.DOUBLE,
            Kind.STRING,
            Kind.TIMESTAMP,
            Kind.DATETIME,
            Kind.TIME_INTERVAL,
            Kind.JSON,
            Kind.GEOMETRY);
    types.add(ColumnType.decimal(10, 2));
    types.add(ColumnType.decimal(38, 9));
    types.add(ColumnType.decimal(65, 30));
    return types;
  }

  @Override
  List<ColumnType> widerThan(ColumnType type) {
    return switch (type.kind()) {
      case INTEGER -> List.of(ColumnType.of(Kind.LONG), ColumnType.decimal(24, 2));
      case LONG -> List.of(ColumnType.of(Kind.NUMBER), ColumnType.decimal(24, 2));
      default ->
          type.precision() < MOST_DIGITS ? List.of(ColumnType.decimal(MOST_DIGITS, 30)) : List.of();
    };
  }

  @Override
  String changeType(@Nullable ChangeKind kind) {
    if (kind == null) {
      return "INSERT";
    }
    return switch (kind) {
      case INSERT -> "INSERT";
      case UPDATE, TAKE_KEY -> "UPDATE-INSERT";
      case DELETE -> "DELETE";
      case LEAVE_KEY -> "UPDATE-DELETE";
    };
  }

  @Override
  boolean halvesMayBeASecondApart() {
    return true;
  }

  @Override
  boolean statementsShareTheirPosition() {
    return true;
  }
}
