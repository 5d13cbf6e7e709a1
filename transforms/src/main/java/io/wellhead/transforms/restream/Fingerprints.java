// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A growing set of 64-bit fingerprints that remembers the order of arrival. One thread. */
final class Fingerprints {
  private static final int SMALLEST = 64;

  /**
   * In order of arrival; what stands below {@link #size} never changes, so snapshots may share it.
   */
  private long[] inOrder = new long[SMALLEST / 2];

  /** Open addressing, at most half full; 0 is an empty slot. */
  private long[] slots = new long[SMALLEST];

  private int size;

  Fingerprints() {}

  Fingerprints(Snapshot snapshot) {
    for (int i = 0; i < snapshot.size(); i++) {
      add(snapshot.get(i));
    }
  }

  int size() {
    return size;
  }

  boolean contains(long fingerprint) {
    return slots[slotOf(slots, nonZero(fingerprint))] != 0;
  }

  /**
   * Adds a fingerprint.
   *
   * @return false if it was there already
   */
  boolean add(long fingerprint) {
    long value = nonZero(fingerprint);
    int slot = slotOf(slots, value);
    if (slots[slot] != 0) {
      return false;
    }
    if (size == inOrder.length) {
      grow();
      slot = slotOf(slots, value);
    }
    slots[slot] = value;
    inOrder[size++] = value;
    return true;
  }

  Snapshot snapshot() {
    return new Snapshot(inOrder, size);
  }

  private void grow() {
    inOrder = Arrays.copyOf(inOrder, 2 * size);
    long[] wider = new long[4 * size];
    for (int i = 0; i < size; i++) {
      wider[slotOf(wider, inOrder[i])] = inOrder[i];
    }
    slots = wider;
  }

  /** The slot that holds the value, or the empty one where it belongs; a power of two of slots. */
  private static int slotOf(long[] slots, long value) {
    int mask = slots.length - 1;
    int slot = (int) (value ^ (value >>> 32)) & mask;
    while (slots[slot] != 0 && slots[slot] != value) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** The empty mark is taken; two fingerprints in 2^64 share a place. */
  private static long nonZero(long fingerprint) {
    return fingerprint == 0 ? 1 : fingerprint;
  }

  /** The first so many fingerprints of an array that is shared with a growing set. */
  static final class Snapshot {
    private final long[] values;
    private final int size;

    Snapshot(long[] values, int size) {
      this.values = values;
      this.size = size;
    }

    int size() {
      return size;
    }

    long get(int index) {
      return values[index];
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Snapshot that
          && Arrays.equals(values, 0, size, that.values, 0, that.size);
    }

    @Override
    public int hashCode() {
      return size;
    }

    @Override
    public String toString() {
      return size + " fingerprints";
    }
  }
}
