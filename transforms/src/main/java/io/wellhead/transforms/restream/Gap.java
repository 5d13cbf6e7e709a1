// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import org.jspecify.annotations.Nullable;

/**
 * Seconds of a room that may lack records.
 *
 * @param from the first one, since 1970
 * @param through the last one; {@link #OPEN} for all that the service has
 */
record Gap(long from, long through) {
  static final long OPEN = Long.MAX_VALUE;

  Gap {
    if (through < from) {
      throw new IllegalArgumentException("gap from %d through %d".formatted(from, through));
    }
  }

  /** This gap and so many seconds around it. */
  Gap widened(int seconds) {
    return new Gap(from - seconds, through == OPEN ? OPEN : through + seconds);
  }

  /** The smallest gap that holds both. */
  static Gap union(@Nullable Gap one, Gap other) {
    return one == null
        ? other
        : new Gap(Math.min(one.from, other.from), Math.max(one.through, other.through));
  }

  /** The beginning of this gap, at most so many seconds of it; an open gap stays whole. */
  Gap first(long seconds) {
    return through == OPEN || through - from < seconds ? this : new Gap(from, from + seconds - 1);
  }
}
