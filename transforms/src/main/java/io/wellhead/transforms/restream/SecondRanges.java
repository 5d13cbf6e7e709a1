// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import java.util.Arrays;

/**
 * A set of seconds since 1970, kept as ranges; a stream without holes is one range whatever its
 * length. One thread.
 */
final class SecondRanges {
  /** First and last second of each range in turn, ascending; ranges neither overlap nor touch. */
  private long[] bounds;

  private int length;

  SecondRanges() {
    bounds = new long[8];
  }

  /** The set that {@link #toArray} described; the array is copied. */
  SecondRanges(long[] described) {
    if (described.length % 2 != 0) {
      throw new IllegalArgumentException("a range without its end");
    }
    for (int i = 1; i < described.length; i++) {
      boolean ordered =
          i % 2 == 1 ? described[i - 1] <= described[i] : described[i - 1] + 1 < described[i];
      if (!ordered) {
        throw new IllegalArgumentException("ranges out of order");
      }
    }
    bounds = Arrays.copyOf(described, Math.max(8, described.length));
    length = described.length;
  }

  boolean isEmpty() {
    return length == 0;
  }

  int rangeCount() {
    return length / 2;
  }

  /** The last second of all; not defined for an empty set. */
  long last() {
    return bounds[length - 1];
  }

  boolean contains(long second) {
    int position = indexOf(second);
    return position < length && bounds[position] <= second;
  }

  /** The end of the range that holds the second; one before the second if none does. */
  long runFrom(long second) {
    int position = indexOf(second);
    return position < length && bounds[position] <= second ? bounds[position + 1] : second - 1;
  }

  /**
   * Adds a second.
   *
   * @return false if it was there already
   */
  boolean add(long second) {
    if (length > 0 && second == bounds[length - 1] + 1) {
      bounds[length - 1] = second;
      return true;
    }
    int position = indexOf(second);
    if (position < length && bounds[position] <= second) {
      return false;
    }
    boolean touchesLeft = position > 0 && bounds[position - 1] + 1 == second;
    boolean touchesRight = position < length && bounds[position] - 1 == second;
    if (touchesLeft && touchesRight) {
      remove(position - 1);
    } else if (touchesLeft) {
      bounds[position - 1] = second;
    } else if (touchesRight) {
      bounds[position] = second;
    } else {
      insert(position, second);
    }
    return true;
  }

  /** Joins the oldest two ranges over the hole between them, if that hole ends before the limit. */
  boolean closeOldestHole(long limit) {
    if (length < 4 || bounds[2] > limit) {
      return false;
    }
    remove(1);
    return true;
  }

  /** First and last second of each range in turn. */
  long[] toArray() {
    return Arrays.copyOf(bounds, length);
  }

  /** The index of the first range (times two) that ends at the second or later. */
  private int indexOf(long second) {
    int low = 0;
    int high = length / 2;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (bounds[2 * middle + 1] < second) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return 2 * low;
  }

  private void insert(int position, long second) {
    if (length + 2 > bounds.length) {
      bounds = Arrays.copyOf(bounds, 2 * bounds.length);
    }
    System.arraycopy(bounds, position, bounds, position + 2, length - position);
    bounds[position] = second;
    bounds[position + 1] = second;
    length += 2;
  }

  /** Takes out two neighbouring bounds. */
  private void remove(int position) {
    System.arraycopy(bounds, position + 2, bounds, position, length - position - 2);
    length -= 2;
  }
}
