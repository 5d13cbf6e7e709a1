// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream.workload;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The keys of the rows that are there; what a transaction did to them can be undone. */
final class Keys {
  private static final int AHEAD = 200;

  private final RandomGenerator random;
  private final Map<String, TableKeys> tables = new HashMap<>();
  private final Deque<Runnable> undo = new ArrayDeque<>();

  private static final class TableKeys {
    final String prefix;
    final List<String> present = new ArrayList<>();
    final List<String> gone = new ArrayList<>();
    int next;

    TableKeys(String prefix) {
      this.prefix = prefix;
    }
  }

  Keys(RandomGenerator random, List<WorkTable> work) {
    this.random = random;
    work.forEach(table -> tables.put(table.name(), new TableKeys(table.keyPrefix())));
  }

  int count(String table) {
    return keys(table).present.size();
  }

  /** A key for a new row; sometimes that of a row that was deleted. */
  String take(String table) {
    TableKeys keys = keys(table);
    boolean again = !keys.gone.isEmpty() && random.nextInt(5) == 0;
    String key =
        again ? keys.gone.remove(random.nextInt(keys.gone.size())) : keys.prefix + keys.next++;
    keys.present.add(key);
    undo.push(
        () -> {
          keys.present.remove(keys.present.size() - 1);
          if (again) {
            keys.gone.add(key);
          }
        });
    return key;
  }

  /** The key of some row; there has to be one. */
  String any(String table) {
    List<String> present = keys(table).present;
    return present.get(random.nextInt(present.size()));
  }

  /** Takes some row away. */
  String leave(String table) {
    TableKeys keys = keys(table);
    int place = random.nextInt(keys.present.size());
    String key = keys.present.get(place);
    String last = keys.present.remove(keys.present.size() - 1);
    if (place < keys.present.size()) {
      keys.present.set(place, last);
    }
    keys.gone.add(key);
    undo.push(
        () -> {
          keys.gone.remove(key);
          if (place < keys.present.size()) {
            keys.present.set(place, key);
            keys.present.add(last);
          } else {
            keys.present.add(key);
          }
        });
    return key;
  }

  String anyOrFuture(String table) {
    return count(table) == 0 ? future(table) : any(table);
  }

  /** A key that a row will have if the table goes on to grow. */
  String future(String table) {
    TableKeys keys = keys(table);
    return keys.prefix + (keys.next + random.nextInt(AHEAD));
  }

  void committed() {
    undo.clear();
  }

  /** Forgets what was done since the last commit; keys that were new are not given again. */
  void rolledBack() {
    while (!undo.isEmpty()) {
      undo.pop().run();
    }
  }

  private TableKeys keys(String table) {
    TableKeys keys = tables.get(table);
    if (keys == null) {
      throw new IllegalArgumentException("no table " + table);
    }
    return keys;
  }
}
