// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.changeevents.Payload;
import io.wellhead.transforms.changeevents.PayloadSchema;
import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import io.wellhead.transforms.changeevents.UnifiedType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What may be stored of rows of one schema. */
final class ReceivedPlan {
  private final @Nullable Filter filter;
  private final PayloadSchema schema;
  private final List<Kept> kept = new ArrayList<>();
  private final boolean changes;

  /** A column that stays: its place before, and what becomes of its value. */
  private record Kept(int from, @Nullable UnaryOperator<String> change, @Nullable Object constant) {
    @Nullable Object of(@Nullable Object value) {
      if (constant != null) {
        return constant;
      }
      return value == null || change == null ? value : Hiding.of(value, change);
    }
  }

  ReceivedPlan(
      TableEntry table, PayloadSchema schema, List<String> keys, Map<String, String> salts) {
    List<PayloadColumn> before = schema.columns();
    filter = table.filter() == null ? null : new Filter(table.filter(), before);
    Set<Integer> wanted = wanted(table, before, keys);
    List<PayloadColumn> columns = new ArrayList<>();
    boolean changed = false;
    for (int i = 0; i < before.size(); i++) {
      ColumnEntry rules = ColumnFinder.rules(before.get(i).name(), table.columns());
      if (!wanted.contains(i) || (rules != null && rules.isDropped())) {
        changed = true;
        continue;
      }
      Kept column = new Kept(i, change(rules, salts), constant(rules));
      kept.add(column);
      columns.add(column(before.get(i), column));
      changed |= column.change() != null || column.constant() != null;
    }
    changes = changed;
    this.schema = changed ? new PayloadSchema(columns) : schema;
  }

  /** Places of the columns that keep_only leaves, the key's among them. */
  private static Set<Integer> wanted(
      TableEntry table, List<PayloadColumn> columns, List<String> keys) {
    Set<Integer> wanted = new HashSet<>();
    if (table.keepOnly().isEmpty()) {
      for (int i = 0; i < columns.size(); i++) {
        wanted.add(i);
      }
    }
    table.keepOnly().forEach(name -> wanted.add(ColumnFinder.find(name, columns)));
    keys.forEach(name -> wanted.add(ColumnFinder.find(name, columns)));
    return wanted;
  }

  private static @Nullable UnaryOperator<String> change(
      @Nullable ColumnEntry rules, Map<String, String> salts) {
    if (rules == null) {
      return null;
    } else if (rules.hash() != null) {
      String salt = rules.hash().salt();
      String secret = salts.get(salt);
      if (secret == null) {
        throw new IllegalStateException("the salt " + salt + " was not read");
      }
      return Hiding.hash(secret);
    } else if (rules.mask() != null) {
      return Hiding.mask(rules.mask());
    }
    return rules.truncate() == null ? null : Hiding.truncate(rules.truncate());
  }

  private static @Nullable Object constant(@Nullable ColumnEntry rules) {
    return rules == null || rules.constant() == null ? null : Constants.of(rules.constant());
  }

  private static PayloadColumn column(PayloadColumn before, Kept column) {
    if (column.constant() != null) {
      return Constants.column(before.name(), column.constant());
    }
    return column.change() == null ? before : PayloadColumn.of(before.name(), UnifiedType.STRING);
  }

  /** The row as it may be stored, the same if nothing changes; null if the filter leaves it out. */
  @Nullable Payload apply(ChangeEvent event) {
    List<@Nullable Object> values = event.payload().values();
    if (filter != null && !filter.keeps(values, event.source().isDelete())) {
      return null;
    }
    if (!changes) {
      return event.payload();
    }
    List<@Nullable Object> result = new ArrayList<>(kept.size());
    for (Kept column : kept) {
      result.add(column.of(values.get(column.from())));
    }
    return new Payload(schema, result);
  }
}
