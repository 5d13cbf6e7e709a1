// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import io.wellhead.transforms.changeevents.PayloadSchema.PayloadColumn;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds columns by names of settings: exactly first, then without regard to case. */
final class ColumnFinder {
  private ColumnFinder() {}

  /** The place of a column, -1 if it is not there. */
  static int find(String name, List<PayloadColumn> columns) {
    int found = -1;
    for (int i = 0; i < columns.size(); i++) {
      String column = columns.get(i).name();
      if (column.equals(name)) {
        return i;
      }
      if (found < 0 && column.equalsIgnoreCase(name)) {
        found = i;
      }
    }
    return found;
  }

  /** What settings say of the column at that place and of no other, null if nothing. */
  static @Nullable ColumnEntry rules(
      int place, List<PayloadColumn> columns, Map<String, ColumnEntry> rules) {
    for (Map.Entry<String, ColumnEntry> entry : rules.entrySet()) {
      if (find(entry.getKey(), columns) == place) {
        return rules(columns.get(place).name(), rules);
      }
    }
    return null;
  }

  /** What settings say of a column, and of those that differ by case; null if nothing. */
  static @Nullable ColumnEntry rules(String column, Map<String, ColumnEntry> rules) {
    ColumnEntry exact = rules.get(column);
    if (exact != null) {
      return exact;
    }
    for (Map.Entry<String, ColumnEntry> entry : rules.entrySet()) {
      if (entry.getKey().equalsIgnoreCase(column)) {
        return entry.getValue();
      }
    }
    return null;
  }
}
