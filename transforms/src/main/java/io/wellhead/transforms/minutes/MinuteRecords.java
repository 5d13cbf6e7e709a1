// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.minutes;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one site's minute: for each of its seconds the numbers of the record that is
 * current in silver.
 *
 * <p>It keeps values instead of running sums, so adding is idempotent, and merging is associative
 * and commutative to the last bit: duplicates, retries and reordering cannot change a figure, and a
 * newer version of a second replaces the older one. A minute of a wide feed is some tens of
 * kilobytes, less than a third of the records it came from.
 *
 * <p>Not safe for use by several threads.
 */
public final class MinuteRecords {
  static final int SECONDS = 60;

  private final @Nullable SecondRecord[] seconds = new SecondRecord[SECONDS];
  private final SortedSet<String> formerNames = new TreeSet<>();
  private long newestReceivedAtMicros;

  /** Adds a record; of two for one second the superseding one stays. */
  void add(int second, SecondRecord record) {
    newestReceivedAtMicros = Math.max(newestReceivedAtMicros, record.receivedAtMicros());
    SecondRecord present = seconds[second];
    if (present == null) {
      seconds[second] = record;
      return;
    }
    int order = record.compareTo(present);
    if (order > 0) {
      seconds[second] = record;
    }
    if (order != 0) {
      Collections.addAll(formerNames, (order > 0 ? present : record).names());
    }
  }

  /** Takes over all that the other one knows. */
  void merge(MinuteRecords other) {
    other.forEachSecond((record, second) -> add(second, record));
    formerNames.addAll(other.formerNames);
    newestReceivedAtMicros = Math.max(newestReceivedAtMicros, other.newestReceivedAtMicros);
  }

  @Nullable SecondRecord second(int second) {
    return seconds[second];
  }

  /** In the order of time. */
  void forEachSecond(ObjIntConsumer<SecondRecord> consumer) {
    for (int i = 0; i < SECONDS; i++) {
      SecondRecord record = seconds[i];
      if (record != null) {
        consumer.accept(record, i);
      }
    }
  }

  /** The earliest second that has a record; 0 in an empty minute. */
  int firstSecond() {
    return IntStream.range(0, SECONDS).filter(i -> seconds[i] != null).findFirst().orElse(0);
  }

  /** How many seconds of the minute have a record. */
  int recordCount() {
    return (int) Arrays.stream(seconds).filter(Objects::nonNull).count();
  }

  /** The highest revision among the current seconds. */
  long revision() {
    return Arrays.stream(seconds)
        .filter(Objects::nonNull)
        .mapToLong(SecondRecord::revision)
        .max()
        .orElse(0);
  }

  /** Of everything ever added, the superseded included, so that it never falls. */
  long newestReceivedAtMicros() {
    return newestReceivedAtMicros;
  }

  /** Names that superseded versions had; those without a figure now had one that must go. */
  Set<String> formerNames() {
    return Collections.unmodifiableSet(formerNames);
  }

  /** The figures by field name, in the order of first appearance. */
  Map<String, FieldFigures> figures() {
    Map<String, FieldFigures> figures = new LinkedHashMap<>();
    forEachSecond(
        (record, second) -> {
          String[] names = record.names();
          double[] values = record.values();
          for (int i = 0; i < names.length; i++) {
            figures.computeIfAbsent(names[i], n -> new FieldFigures()).add(values[i]);
          }
        });
    return figures;
  }

  /**
   * Puts back what {@link #formerNames} and {@link #newestReceivedAtMicros} gave: for the coder.
   */
  void restore(Set<String> names, long receivedAtMicros) {
    formerNames.addAll(names);
    newestReceivedAtMicros = receivedAtMicros;
  }

  @Override
  public boolean equals(Object object) {
    return object instanceof MinuteRecords other
        && newestReceivedAtMicros == other.newestReceivedAtMicros
        && Arrays.equals(seconds, other.seconds)
        && formerNames.equals(other.formerNames);
  }

  @Override
  public int hashCode() {
    return Objects.hash(Arrays.hashCode(seconds), formerNames, newestReceivedAtMicros);
  }

  @Override
  public String toString() {
    return "MinuteRecords(" + recordCount() + " seconds)";
  }
}
