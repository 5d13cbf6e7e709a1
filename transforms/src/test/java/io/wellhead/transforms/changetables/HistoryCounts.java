// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.sandbox.datastream.Column;
import io.wellhead.sandbox.datastream.ColumnType;
import io.wellhead.sandbox.datastream.Event;
import io.wellhead.sandbox.datastream.RowSchema;
import io.wellhead.sandbox.datastream.Source;
import io.wellhead.sandbox.datastream.history.TableHistory;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts in how many histories each thing happened that they are there to show. */
final class HistoryCounts {
  /** What may happen. */
  enum Happening {
    /** A file of a minute that all files before it were later than. */
    LATE_FILE,
    /** A backfilled row between changes. */
    BACKFILL_BETWEEN_CHANGES,
    DELETE,
    /** A key that was deleted and is there again. */
    KEY_TAKEN_AGAIN,
    /** A row goes to another key. */
    KEY_CHANGE,
    /** Two rows take each other's key in one transaction, through a third key. */
    KEY_SWAP,
    COLUMN_ADDED,
    COLUMN_DROPPED,
    /** From whole numbers to NUMERIC or BIGNUMERIC. */
    COLUMN_WIDENED,
    /** From whole numbers to NUMERIC, and from there to BIGNUMERIC. */
    COLUMN_WIDENED_TWICE
  }

  private static final Set<Happening> OF_KEYS = Set.of(Happening.KEY_CHANGE, Happening.KEY_SWAP);
  private static final Set<Happening> OF_COLUMNS =
      Set.of(
          Happening.COLUMN_ADDED,
          Happening.COLUMN_DROPPED,
          Happening.COLUMN_WIDENED,
          Happening.COLUMN_WIDENED_TWICE);

  private final Map<Happening, Integer> counts = new EnumMap<>(Happening.class);

  /** Counts what happened in a history. */
  void add(TableHistory history, boolean lateFile) {
    Set<Happening> happened = new HashSet<>();
    if (lateFile) {
      happened.add(Happening.LATE_FILE);
    }
    addKeys(history, happened);
    addColumns(history.events(), happened);
    happened.forEach(happening -> counts.merge(happening, 1, Integer::sum));
  }

  /** Fails if something never happened that can happen in that source. */
  void assertThatAllHappened(Source source) {
    Set<Happening> expected = new HashSet<>(Set.of(Happening.values()));
    if (source == Source.MONGODB) {
      // Documents keep their id, and have no columns.
      expected.removeAll(OF_KEYS);
      expected.removeAll(OF_COLUMNS);
    }
    assertThat(counts.keySet()).as("%s", counts).isEqualTo(expected);
  }

  private static void addKeys(TableHistory history, Set<Happening> happened) {
    List<List<Object>> moves = new ArrayList<>();
    Set<List<Object>> deleted = new HashSet<>();
    boolean backfilled = false;
    for (Event event : history.events()) {
      if (event.isBackfill()) {
        backfilled |= !moves.isEmpty();
        continue;
      }
      if (backfilled) {
        happened.add(Happening.BACKFILL_BETWEEN_CHANGES);
      }
      List<Object> key = new ArrayList<>();
      history.keys().forEach(name -> key.add(String.valueOf(event.row().get(name))));
      if (event.isDelete()) {
        happened.add(Happening.DELETE);
        deleted.add(List.copyOf(key));
      } else if (deleted.contains(key)) {
        happened.add(Happening.KEY_TAKEN_AGAIN);
      }
      if ("UPDATE-INSERT".equals(event.metadata().get("change_type"))) {
        happened.add(Happening.KEY_CHANGE);
      }
      key.add(event.isDelete());
      moves.add(key);
      if (isSwap(moves)) {
        happened.add(Happening.KEY_CHANGE);
        happened.add(Happening.KEY_SWAP);
      }
    }
  }

  /** Leave A, take C, leave B, take A, leave C, take B. */
  private static boolean isSwap(List<List<Object>> moves) {
    int from = moves.size() - 6;
    if (from < 0) {
      return false;
    }
    List<List<Object>> keys = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      List<Object> move = moves.get(from + i);
      int last = move.size() - 1;
      if (!move.get(last).equals(i % 2 == 0)) {
        return false;
      }
      keys.add(move.subList(0, last));
    }
    return keys.get(0).equals(keys.get(3))
        && keys.get(1).equals(keys.get(4))
        && keys.get(2).equals(keys.get(5))
        && !keys.get(0).equals(keys.get(2));
  }

  private static void addColumns(List<Event> events, Set<Happening> happened) {
    Map<String, Set<Integer>> widths = new HashMap<>();
    RowSchema before = null;
    for (Event event : events) {
      RowSchema schema = event.row().schema();
      if (schema.equals(before)) {
        continue;
      }
      Map<String, ColumnType> columns = new LinkedHashMap<>();
      schema.columns().forEach(column -> columns.put(column.name(), column.type()));
      if (before != null) {
        Set<String> old = new HashSet<>(before.columns().stream().map(Column::name).toList());
        if (!columns.keySet().containsAll(old)) {
          happened.add(Happening.COLUMN_DROPPED);
        }
        if (!old.containsAll(columns.keySet())) {
          happened.add(Happening.COLUMN_ADDED);
        }
      }
      before = schema;
      columns.forEach(
          (name, type) -> widths.computeIfAbsent(name, key -> new HashSet<>()).add(width(type)));
    }
    for (Set<Integer> ofColumn : widths.values()) {
      if (ofColumn.contains(1) && ofColumn.size() > 1) {
        happened.add(Happening.COLUMN_WIDENED);
      }
      if (ofColumn.containsAll(Set.of(1, 2, 3))) {
        happened.add(Happening.COLUMN_WIDENED_TWICE);
      }
    }
  }

  /** 1 of INT64, 2 of NUMERIC, 3 of BIGNUMERIC, 0 of everything else. */
  private static int width(ColumnType type) {
    return switch (type.kind()) {
      case INTEGER, LONG -> 1;
      case DECIMAL -> type.precision() - type.scale() <= 29 && type.scale() <= 9 ? 2 : 3;
      case NUMBER -> 3;
      default -> 0;
    };
  }
}
