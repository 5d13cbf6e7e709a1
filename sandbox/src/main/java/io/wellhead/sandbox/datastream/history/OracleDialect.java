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

/** Oracle: system change number, record set, and the statement's number in it. */
final class OracleDialect extends Dialect {
  private static final long LAST_BLOCK = 0xFFFF_FFF0L;
  private static final int LAST_OFFSET = 0xFFF0;

  private final boolean flaggedDeletes;
  private final boolean typedBackfill;
  private long scn = 7_044_834;
  private long log = 0xd5;
  private long block = 2;
  private int offset = 0x10;
  private long statement;
  private long transaction = 1;

  OracleDialect(RandomGenerator random) {
    super(random);
    flaggedDeletes = random.nextBoolean();
    typedBackfill = random.nextBoolean();
  }

  @Override
  Origin origin() {
    return new Origin(
        Source.ORACLE, "projects/1/locations/here/streams/oracle", "SHOP_ORDER_LINES");
  }

  @Override
  Map<String, @Nullable Object> names(List<String> keys) {
    Map<String, @Nullable Object> names = new HashMap<>();
    names.put("schema", "SHOP");
    names.put("table", "ORDER_LINES");
    names.put("database", "XE");
    names.put("row_id", String.format(Locale.ROOT, "AAAR%05dAAE", random.nextInt(100_000)));
    names.put("primary_keys", keys);
    return names;
  }

  @Override
  Position change(long millis) {
    int step = random.nextInt(3);
    if (step == 0) {
      statement++;
    } else {
      statement = 0;
      scn += step - 1;
      advanceRecord();
    }
    transaction += random.nextInt(2);
    String record = String.format(Locale.ROOT, " 0x%06x.%08x.%04x ", log, block, offset);
    return new Position(
        Instant.ofEpochMilli(millis),
        List.of(millis, scn, record, statement),
        Map.of(
            "scn", scn,
            "rs_id", record,
            "ssn", statement,
            "tx_id", Long.toString(transaction, Character.MAX_RADIX),
            "log_file", "/redo/log_" + log + ".arc"));
  }

  private void advanceRecord() {
    offset += 16 * (1 + random.nextInt(8));
    if (offset > LAST_OFFSET) {
      offset = 0x10;
      block++;
    }
  }

  @Override
  Position backfill(long millis) {
    return new Position(
        Instant.ofEpochMilli(millis),
        List.of(millis, 0L, "", 0L),
        Map.of("scn", 0L, "rs_id", "", "ssn", 0L));
  }

  @Override
  void jump() {
    if (block >= LAST_BLOCK || random.nextBoolean()) {
      log++;
      block = 2;
    } else {
      block = LAST_BLOCK;
    }
    offset = LAST_OFFSET;
  }

  @Override
  List<ColumnType> types() {
    List<ColumnType> types =
        types(
            Kind.LONG,
            Kind.NUMBER,
            Kind.FLOAT,
            Kind.DOUBLE,
            Kind.STRING,
            Kind.BYTES,
            Kind.TIMESTAMP,
            Kind.TIMESTAMP_WITH_TIME_ZONE);
    types.add(ColumnType.varchar(25));
    types.add(ColumnType.decimal(8, 2));
    types.add(ColumnType.decimal(38, 10));
    return types;
  }

  @Override
  List<ColumnType> widerThan(ColumnType type) {
    return type.kind() == Kind.LONG
        ? List.of(ColumnType.of(Kind.NUMBER), ColumnType.decimal(30, 4))
        : types(Kind.NUMBER);
  }

  @Override
  @Nullable String changeType(@Nullable ChangeKind kind) {
    if (kind == null) {
      return typedBackfill ? "INSERT" : null;
    }
    return switch (kind) {
      case INSERT -> "INSERT";
      case UPDATE -> "UPDATE";
      case TAKE_KEY -> "UPDATE-INSERT";
      case DELETE -> "DELETE";
      case LEAVE_KEY -> "UPDATE-DELETE";
    };
  }

  /** The first half of a change of the key does not always tell it. */
  @Override
  boolean isDeleted(ChangeKind kind) {
    return kind == ChangeKind.DELETE || (kind == ChangeKind.LEAVE_KEY && flaggedDeletes);
  }

  @Override
  boolean statementsShareTheirPosition() {
    return true;
  }

  @Override
  ColumnType keyType() {
    return ColumnType.of(Kind.LONG);
  }

  @Override
  String name(String name) {
    return name.toUpperCase(Locale.ROOT);
  }
}
