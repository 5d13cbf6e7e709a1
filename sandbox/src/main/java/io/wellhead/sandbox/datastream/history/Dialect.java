// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.history;

import io.wellhead.sandbox.datastream.Column;
import io.wellhead.sandbox.datastream.ColumnType;
import io.wellhead.sandbox.datastream.ColumnType.Kind;
import io.wellhead.sandbox.datastream.Origin;
import io.wellhead.sandbox.datastream.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What differs between the databases: positions, names, types, and how changes are told. */
abstract class Dialect {
  final RandomGenerator random;

  Dialect(RandomGenerator random) {
    this.random = random;
  }

  /** The rules of a source for one table. */
  static Dialect of(Source source, RandomGenerator random) {
    return switch (source) {
      case MYSQL -> new MySqlDialect(random);
      case POSTGRESQL -> new PostgresDialect(random);
      case ORACLE -> new OracleDialect(random);
      case SQLSERVER -> new SqlServerDialect(random);
      case MONGODB -> new MongoDialect(random);
    };
  }

  abstract Origin origin();

  /** The names of the table and of its key's columns, for {@code source_metadata}. */
  abstract Map<String, @Nullable Object> names(List<String> keys);

  /** The next position; higher than all before if {@code millis} is not lower. */
  abstract Position change(long millis);

  /** The time of a row that is read from the table. */
  abstract Position backfill(long millis);

  /** Moves to where the position's next part changes: another log file, a carry. */
  abstract void jump();

  /** Types that columns may have. */
  abstract List<ColumnType> types();

  /** Types that a column of whole or decimal numbers may be widened to; maybe none. */
  abstract List<ColumnType> widerThan(ColumnType type);

  /** The {@code change_type} of a change, or of a backfilled row if {@code kind} is null. */
  @Nullable String changeType(@Nullable ChangeKind kind) {
    if (kind == null) {
      return "INSERT";
    }
    return switch (kind) {
      case INSERT, TAKE_KEY -> "INSERT";
      case UPDATE -> "UPDATE";
      case DELETE, LEAVE_KEY -> "DELETE";
    };
  }

  /** The {@code is_deleted} of a change. */
  boolean isDeleted(ChangeKind kind) {
    return kind == ChangeKind.DELETE || kind == ChangeKind.LEAVE_KEY;
  }

  /** Whether both halves of a change of the key have one position. */
  boolean pairsShareTheirPosition() {
    return true;
  }

  /** Whether the halves, though of one position, may have different times, as in real files. */
  boolean halvesMayBeASecondApart() {
    return false;
  }

  /** Whether one statement that moves many keys has one position. */
  boolean statementsShareTheirPosition() {
    return false;
  }

  /** Whether rows can change their keys. */
  boolean keysChange() {
    return true;
  }

  /** Whether columns can be added, widened and dropped. */
  boolean columnsChange() {
    return true;
  }

  /** Whether a delete tells the whole row, not only its key. */
  boolean deletesAreWhole() {
    return true;
  }

  /** The columns of the table, the key's first. */
  List<Column> columns(int keys, int others) {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column(name("id"), keyType()));
    if (keys > 1) {
      columns.add(new Column(name("Part"), ColumnType.of(Kind.STRING)));
    }
    for (int i = 0; i < others; i++) {
      columns.add(newColumn(i));
    }
    return columns;
  }

  /** A column that can be added. */
  Column newColumn(int number) {
    List<String> names = List.of("order", "Group", "select");
    String name = number < names.size() ? names.get(number) : "c" + number;
    return new Column(name(name), pick(types()));
  }

  ColumnType keyType() {
    return ColumnType.of(Kind.INTEGER);
  }

  /** The name as the database keeps it. */
  String name(String name) {
    return name;
  }

  final <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  static List<ColumnType> types(Kind... kinds) {
    List<ColumnType> types = new ArrayList<>();
    for (Kind kind : kinds) {
      types.add(ColumnType.of(kind));
    }
    return types;
  }
}
