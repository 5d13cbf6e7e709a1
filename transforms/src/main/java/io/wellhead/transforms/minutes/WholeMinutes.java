// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.minutes;

import io.wellhead.transforms.warehouse.ChangeSequence;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The minutes of one site of which every record is at hand, as after a correction. One thread.
 *
 * <p>The figures are those that {@link AggregateMinutes} computes of the same records.
 */
public final class WholeMinutes {
  private final Map<Long, MinuteRecords> minutes = new HashMap<>();

  /** Adds a record's numbers, of a second since 1970. */
  public void add(long epochSecond, SecondRecord record) {
    minutes
        .computeIfAbsent(minuteOf(epochSecond), minute -> new MinuteRecords())
        .add(Math.floorMod(epochSecond, MinuteRecords.SECONDS), record);
  }

  /**
   * Gives the rows of the minutes that lie wholly between two seconds: one of each field, and a
   * deletion of each known field without a record.
   *
   * @param from first second, since 1970
   * @param through last second
   * @param fields names that may have a row
   * @param revision of the rows
   * @param sequence the order of all of them among the versions of their rows
   */
  public void rows(
      long siteId,
      long from,
      long through,
      Collection<String> fields,
      long revision,
      ChangeSequence sequence,
      Consumer<MinuteFigures> rows) {
    long first = minuteOf(from + MinuteRecords.SECONDS - 1);
    MinuteRecords none = new MinuteRecords();
    for (long minute = first; minute + MinuteRecords.SECONDS - 1 <= through; minute += 60) {
      MinuteRecords records = minutes.getOrDefault(minute, none);
      MinuteFigures.of(siteId, minute, records, fields, revision, sequence, rows);
    }
  }

  private static long minuteOf(long epochSecond) {
    return Math.floorDiv(epochSecond, MinuteRecords.SECONDS) * MinuteRecords.SECONDS;
  }
}
