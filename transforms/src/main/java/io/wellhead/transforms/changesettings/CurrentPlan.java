// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changeevents.Payload;
import io.wellhead.transforms.changeevents.PayloadSchema;
import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import io.wellhead.transforms.changeevents.PlainText;
import io.wellhead.transforms.changeevents.UnifiedType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What rows of one schema are in the table of the current state. */
final class CurrentPlan {
  private final PayloadSchema schema;
  private final List<Made> made = new ArrayList<>();
  private final List<QualityColumn> quality = new ArrayList<>();
  private final List<String> keys = new ArrayList<>();

  /** Whether quality columns look at values before they are cleaned. */
  private final boolean raw;

  /** Whether rows become others at all. */
  private final boolean changes;

  /**
   * A column that is made.
   *
   * @param from place of its source, -1 if it is a constant
   * @param to its own place
   * @param textTo place of the column that gets the text of what does not fit, -1 if there is none
   */
  private record Made(
      String name,
      int from,
      int to,
      int textTo,
      @Nullable Object constant,
      Making making,
      @Nullable OnError onError,
      boolean key) {}

  CurrentPlan(
      TableEntry table, PayloadSchema received, List<String> keyNames, @Nullable String shard) {
    List<PayloadColumn> before = received.columns();
    List<PayloadColumn> columns = new ArrayList<>();
    List<Integer> keyPlaces =
        keyNames.stream().map(name -> ColumnFinder.find(name, before)).toList();
    for (int i = 0; i < before.size(); i++) {
      ColumnEntry rules = ColumnFinder.rules(i, before, table.columns());
      int from =
          rules == null || rules.from() == null ? i : ColumnFinder.find(rules.from(), before);
      if (from >= 0) {
        add(before.get(i).name(), rules, before.get(from), from, keyPlaces.contains(i), columns);
      }
    }
    table.columns().forEach((name, rules) -> addNew(name, rules, before, columns));
    for (int i = 0; i < keyNames.size(); i++) {
      int place = keyPlaces.get(i);
      keys.add(place < 0 ? keyNames.get(i) : madeFrom(place, before, table));
    }
    if (shard != null && table.shard() != null) {
      addConstant(table.shard().column(), shard, null, columns);
      if (!keys.isEmpty() || table.noKey() == NoKey.ROW_ID) {
        keys.add(table.shard().column());
      }
    }
    table
        .quality()
        .forEach(
            (name, rules) -> {
              if (rules.exists() == null) {
                QualityColumn column = QualityColumn.of(name, rules.rule(), columns);
                quality.add(column);
                columns.add(column.column());
              }
            });
    raw = Boolean.TRUE.equals(table.legacyFlagSemantics());
    changes = shard != null || !table.columns().isEmpty() || !quality.isEmpty();
    schema = changes ? new PayloadSchema(columns) : received;
  }

  /** The name that a column of the source has here. */
  private static String madeFrom(int place, List<PayloadColumn> before, TableEntry table) {
    ColumnEntry rules = ColumnFinder.rules(place, before, table.columns());
    return rules == null || rules.rename() == null ? before.get(place).name() : rules.rename();
  }

  private void add(
      String name,
      @Nullable ColumnEntry rules,
      PayloadColumn source,
      int from,
      boolean key,
      List<PayloadColumn> columns) {
    String result = rules == null || rules.rename() == null ? name : rules.rename();
    Making making = new Making(rules, source.type());
    int to = columns.size();
    columns.add(making.column(result, source));
    boolean keepsText = rules != null && rules.onError() == OnError.KEEP_TEXT;
    if (keepsText) {
      columns.add(PayloadColumn.of(result + "_text", UnifiedType.STRING));
    }
    OnError onError = rules == null ? null : rules.onError();
    made.add(new Made(result, from, to, keepsText ? to + 1 : -1, null, making, onError, key));
  }

  /** A column that the source does not have. */
  private void addNew(
      String name, ColumnEntry rules, List<PayloadColumn> before, List<PayloadColumn> columns) {
    if (ColumnFinder.find(name, before) >= 0) {
      return;
    }
    if (rules.constant() != null) {
      addConstant(rules.rename() == null ? name : rules.rename(), rules.constant(), rules, columns);
    } else if (rules.from() != null) {
      int from = ColumnFinder.find(rules.from(), before);
      if (from >= 0) {
        add(name, rules, before.get(from), from, false, columns);
      }
    }
  }

  private void addConstant(
      String name, Object value, @Nullable ColumnEntry rules, List<PayloadColumn> columns) {
    Object constant = Constants.of(value);
    PayloadColumn column = Constants.column(name, constant);
    Making making = new Making(rules, column.type());
    made.add(new Made(name, -1, columns.size(), -1, constant, making, null, false));
    columns.add(column);
  }

  /**
   * The row.
   *
   * @throws ColumnException if a value fails it
   */
  CurrentRow apply(ChangeEvent event) throws ColumnException {
    if (!changes) {
      return new CurrentRow(event, keys, Map.of());
    }
    List<@Nullable Object> values = event.payload().values();
    @Nullable Object[] row = new @Nullable Object[schema.columns().size()];
    // The same array, unless quality columns look at what there was before the cleaning.
    @Nullable Object[] looked = raw ? new @Nullable Object[row.length] : row;
    boolean delete = event.source().isDelete();
    Map<String, String> notes = Map.of();
    for (Made column : made) {
      Object value = column.from() < 0 ? column.constant() : values.get(column.from());
      if (value == null) {
        continue;
      }
      looked[column.to()] = value;
      try {
        Object taken = column.making().take(value);
        looked[column.to()] = taken;
        row[column.to()] = taken == null ? null : column.making().finish(taken);
      } catch (CastException e) {
        requireNoFailure(column, e, delete);
        notes = notes.isEmpty() ? new LinkedHashMap<>() : notes;
        notes.put(column.name(), e.getMessage());
        row[column.to()] = null;
        if (column.textTo() >= 0) {
          row[column.textTo()] = PlainText.of(value);
        }
      }
    }
    for (int i = 0; i < quality.size(); i++) {
      int to = row.length - quality.size() + i;
      row[to] = quality.get(i).of(looked);
      looked[to] = row[to];
    }
    Payload payload = new Payload(schema, Arrays.asList(row));
    return new CurrentRow(TableTransforms.with(event, event.source(), payload), keys, notes);
  }

  /** A delete needs no more than its key. */
  private static void requireNoFailure(Made column, CastException e, boolean delete)
      throws ColumnException {
    boolean fails =
        column.onError() == null ? !e.isOutOfRange() : column.onError() == OnError.FAIL_ROW;
    if (column.key() || (fails && !delete)) {
      throw new ColumnException(column.name(), e.getMessage());
    }
  }
}
