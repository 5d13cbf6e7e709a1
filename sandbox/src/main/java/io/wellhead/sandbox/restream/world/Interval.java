// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Epoch seconds, both ends included. */
public record Interval(long from, long to) {

  public boolean contains(long second) {
    return from <= second && second <= to;
  }

  /** The part inside the other interval; empty (from after to) when they do not meet. */
  public Interval within(Interval other) {
    return new Interval(Math.max(from, other.from), Math.min(to, other.to));
  }

  public boolean isEmpty() {
    return from > to;
  }

  /** The same seconds in order, overlapping and touching intervals joined. */
  public static List<Interval> merged(List<Interval> intervals) {
    List<Interval> sorted = new ArrayList<>(intervals);
    sorted.removeIf(Interval::isEmpty);
    sorted.sort(Comparator.comparingLong(Interval::from));
    List<Interval> merged = new ArrayList<>();
    for (Interval next : sorted) {
      Interval last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      if (last != null && next.from <= last.to + 1) {
        merged.set(merged.size() - 1, new Interval(last.from, Math.max(last.to, next.to)));
      } else {
        merged.add(next);
      }
    }
    return merged;
  }
}
