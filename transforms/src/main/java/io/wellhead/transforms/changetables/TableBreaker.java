// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import io.wellhead.transforms.warehouse.TableName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Leaves a table alone for a while after it failed, for longer the more often it fails: to find out
 * that it still fails may take minutes each time, for which the events of other tables would wait.
 * One thread.
 */
final class TableBreaker {
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final Clock clock;
  private final Map<TableName, Pause> pauses = new HashMap<>();

  private record Pause(Duration length, Instant end, String reason) {}

  TableBreaker(Clock clock) {
    this.clock = clock;
  }

  /** Why the table is left alone now; null if it is not. */
  @Nullable String reason(TableName table) {
    Pause pause = pauses.get(table);
    return pause == null || !clock.instant().isBefore(pause.end())
        ? null
        : table + " is left alone until " + pause.end() + ", because it failed: " + pause.reason();
  }

  void failed(TableName table, String reason) {
    Pause last = pauses.get(table);
    Duration length = last == null ? FIRST : last.length().multipliedBy(2);
    if (length.compareTo(LONGEST) > 0) {
      length = LONGEST;
    }
    pauses.put(table, new Pause(length, clock.instant().plus(length), reason));
  }

  void worked(TableName table) {
    pauses.remove(table);
  }
}
