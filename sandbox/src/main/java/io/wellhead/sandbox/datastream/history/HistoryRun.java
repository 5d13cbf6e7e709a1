// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.history;

import static java.util.Objects.requireNonNull;

import io.wellhead.sandbox.datastream.Column;
import io.wellhead.sandbox.datastream.ColumnType;
import io.wellhead.sandbox.datastream.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Plays the life of a table: what happens to it becomes its state and events. */
final class HistoryRun {
  private static final int MOST_SCHEMA_CHANGES = 5;
  private static final Instant BEGIN = Instant.parse("2025-11-05T18:19:30.017Z");

  private final RandomGenerator random;
  private final Dialect dialect;
  private final RowValues rows;
  private final TableState table;
  private final EventLog log;
  private final int keyCount;
  private final int keyRange;
  private long now = BEGIN.toEpochMilli();
  private int schemaChanges;
  private int widened = -1;
  private Instant backfillBegan = BEGIN;
  private final Deque<List<Object>> toBackfill = new ArrayDeque<>();

  HistoryRun(Dialect dialect, RandomGenerator random, Values values, int operations) {
    this.random = random;
    this.dialect = dialect;
    boolean documents = !dialect.columnsChange();
    keyCount = documents ? 1 : random.nextInt(1, 3);
    keyRange = 10 + operations / 4;
    List<Column> columns = dialect.columns(keyCount, random.nextInt(2, 9));
    table = new TableState(dialect.origin().object(), keyCount, columns);
    rows = new RowValues(random, values, documents);
    log = new EventLog(dialect, random, table.keyColumns().stream().map(Column::name).toList());
  }

  TableState table() {
    return table;
  }

  EventLog log() {
    return log;
  }

  /** Some rows are there before the stream reads changes: they are known by the backfill alone. */
  void play(int operations) {
    for (int i = random.nextInt(keyRange); i > 0; i--) {
      List<Object> key = rows.key(table.keyColumns(), random.nextInt(keyRange));
      table.put(rows.row(key, table.columns()));
    }
    int firstBackfill = random.nextInt(1 + operations / 2);
    for (int i = 0; i < operations; i++) {
      tick();
      if (i == firstBackfill || (i > firstBackfill && random.nextInt(80) == 0)) {
        beginBackfill();
      }
      backfillSome();
      step();
    }
    if (operations <= firstBackfill) {
      beginBackfill();
    }
    while (!toBackfill.isEmpty()) {
      tick();
      backfillSome();
    }
  }

  /** Half of the steps come in the same millisecond as the one before. */
  private void tick() {
    now +=
        switch (random.nextInt(10)) {
          case 0, 1, 2, 3, 4 -> 0;
          case 5, 6 -> random.nextInt(1, 4);
          case 7 -> random.nextInt(1000);
          case 8 -> random.nextInt(10_000);
          default -> random.nextInt(90_000);
        };
  }

  private void beginBackfill() {
    if (toBackfill.isEmpty()) {
      backfillBegan = Instant.ofEpochMilli(now);
      toBackfill.addAll(table.keys());
    }
  }

  /** Each row as it is when its turn comes; changes go on in between. */
  private void backfillSome() {
    for (int i = random.nextInt(1, 10); i > 0 && !toBackfill.isEmpty(); i--) {
      Row row = table.row(toBackfill.remove());
      if (row != null) {
        log.backfill(dialect.backfill(now), backfillBegan, row);
      }
    }
  }

  private void step() {
    List<Object> some = someKey();
    int kind = random.nextInt(100);
    if (some == null || kind < 30) {
      insert(freeKey());
    } else if (kind < 60) {
      update(some);
    } else if (kind < 72) {
      delete(some);
    } else if (kind < 86) {
      if (dialect.keysChange()) {
        moveKeys(some, kind);
      }
    } else if (kind < 92) {
      insertDeleteInsert(freeKey());
    } else if (kind < 94) {
      dialect.jump();
    } else if (dialect.columnsChange() && schemaChanges < MOST_SCHEMA_CHANGES) {
      schemaChanges++;
      changeSchema();
    }
  }

  private void moveKeys(List<Object> key, int kind) {
    if (kind < 79) {
      move(key, freeKey(), dialect.change(now));
    } else if (kind < 83) {
      chain(key);
    } else {
      swap(key);
    }
  }

  private void insert(List<Object> key) {
    table.put(rows.row(key, table.columns()));
    log.change(ChangeKind.INSERT, dialect.change(now), row(key));
  }

  private void update(List<Object> key) {
    table.put(rows.changed(row(key).values(), keyCount, table.columns()));
    log.change(ChangeKind.UPDATE, dialect.change(now), row(key));
  }

  private void delete(List<Object> key) {
    Row old = row(key);
    table.remove(key);
    log.change(ChangeKind.DELETE, dialect.change(now), asDeleted(old));
  }

  private void insertDeleteInsert(List<Object> key) {
    insert(key);
    delete(key);
    insert(key);
  }

  /** Gives a row another key, and with some luck other values. */
  private void move(List<Object> from, List<Object> to, Position position) {
    Row old = row(from);
    List<@Nullable Object> moved = new ArrayList<>(to);
    moved.addAll(old.values().subList(keyCount, old.values().size()));
    table.remove(from);
    table.put(random.nextBoolean() ? moved : rows.changed(moved, keyCount, table.columns()));
    log.change(ChangeKind.LEAVE_KEY, position, asDeleted(old));
    log.change(ChangeKind.TAKE_KEY, secondHalf(position), row(to));
  }

  private Position secondHalf(Position position) {
    if (!dialect.pairsShareTheirPosition()) {
      return dialect.change(now);
    }
    if (dialect.halvesMayBeASecondApart() && random.nextInt(8) == 0) {
      Position later = position.later(Duration.ofSeconds(1));
      now = later.time().toEpochMilli();
      return later;
    }
    return position;
  }

  /** One statement adds one to the keys of neighbours; the highest moves first. */
  private void chain(List<Object> lowest) {
    List<List<Object>> keys = new ArrayList<>();
    for (List<Object> key = lowest; table.has(key) && keys.size() < 5; key = neighbour(key)) {
      keys.add(key);
    }
    if (table.has(neighbour(keys.get(keys.size() - 1)))) {
      return;
    }
    boolean shared = dialect.statementsShareTheirPosition();
    Position statement = dialect.change(now);
    for (int i = keys.size() - 1; i >= 0; i--) {
      List<Object> to = neighbour(keys.get(i));
      Row old = row(keys.get(i));
      List<@Nullable Object> moved = new ArrayList<>(to);
      moved.addAll(old.values().subList(keyCount, old.values().size()));
      table.remove(keys.get(i));
      table.put(moved);
      log.change(ChangeKind.LEAVE_KEY, statement, asDeleted(old));
      log.change(
          ChangeKind.TAKE_KEY,
          dialect.pairsShareTheirPosition() ? statement : dialect.change(now),
          row(to));
      statement = shared ? statement : dialect.change(now);
    }
  }

  /** Two rows take each other's keys, through a third. */
  private void swap(List<Object> one) {
    List<Object> other = requireNonNull(someKey(), "a key");
    if (other.equals(one)) {
      return;
    }
    List<Object> third = freeKey();
    move(one, third, dialect.change(now));
    move(other, one, dialect.change(now));
    move(third, other, dialect.change(now));
  }

  private void changeSchema() {
    List<Integer> narrow =
        table.numbers().stream().filter(index -> !wider(index).isEmpty()).toList();
    int kind = random.nextInt(3);
    if (kind == 0 && !narrow.isEmpty()) {
      widen(narrow);
    } else if (kind == 1 && table.columns().size() > keyCount + 1) {
      table.dropColumn(random.nextInt(keyCount, table.columns().size()));
      widened = -1;
    } else {
      table.addColumn(dialect.newColumn(100 + schemaChanges));
    }
  }

  /** Often the column that was widened last, if it can be wider still. */
  private void widen(List<Integer> narrow) {
    int index = narrow.get(random.nextInt(narrow.size()));
    if (narrow.contains(widened) && random.nextInt(3) > 0) {
      index = widened;
    }
    List<ColumnType> wider = wider(index);
    table.widenColumn(index, wider.get(random.nextInt(wider.size())));
    widened = index;
  }

  private List<ColumnType> wider(int index) {
    return dialect.widerThan(table.columns().get(index).type());
  }

  private Row row(List<Object> key) {
    return requireNonNull(table.row(key), "row");
  }

  private Row asDeleted(Row old) {
    if (dialect.deletesAreWhole()) {
      return old;
    }
    List<@Nullable Object> values = new ArrayList<>(old.values().subList(0, keyCount));
    while (values.size() < old.values().size()) {
      values.add(null);
    }
    return new Row(old.schema(), values);
  }

  private @Nullable List<Object> someKey() {
    List<List<Object>> keys = table.keys();
    return keys.isEmpty() ? null : keys.get(random.nextInt(keys.size()));
  }

  /** A key that no row has; often one that a row had. */
  private List<Object> freeKey() {
    List<Object> key = rows.key(table.keyColumns(), random.nextInt(keyRange));
    for (int range = keyRange; table.has(key); range += 3) {
      key = rows.key(table.keyColumns(), random.nextInt(range));
    }
    return key;
  }

  private List<Object> neighbour(List<Object> key) {
    List<Object> next = new ArrayList<>(key);
    long number = ((Number) key.get(0)).longValue() + 1;
    next.set(0, rows.number(table.keyColumns().get(0).type(), number));
    return next;
  }
}
