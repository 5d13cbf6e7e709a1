// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import io.wellhead.transforms.warehouse.TableName;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The tables that were used last: each has a connection and memory of its own, and a source may
 * have thousands of them. One thread.
 *
 * @param <T> what is kept of a table
 */
final class RecentTables<T> {
  private final int most;
  private final Map<TableName, T> tables = new LinkedHashMap<>(16, 0.75f, true);

  RecentTables(int most) {
    this.most = most;
  }

  /** The table, made if it is not there. */
  T get(TableName name, Function<TableName, T> make) {
    return tables.computeIfAbsent(name, make);
  }

  /** Takes out the one that was not used for longest, if there are too many. */
  @Nullable T surplus() {
    if (tables.size() <= most) {
      return null;
    }
    Iterator<T> eldest = tables.values().iterator();
    T table = eldest.next();
    eldest.remove();
    return table;
  }

  Collection<T> all() {
    return tables.values();
  }
}
