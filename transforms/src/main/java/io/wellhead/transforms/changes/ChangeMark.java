// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changes;

import io.wellhead.transforms.restream.WatchMark;
import java.time.Instant;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What the reader of a room's data changes remembers. A reader that resumes lists the changes again
 * and emits those that it has not emitted.
 *
 * @param watchId names the watch in the process that made it
 * @param emittedCount how much that watch had emitted
 * @param watermark the watermark at this point
 * @param emitted fingerprints of what was emitted and is still listed, by change id; mostly one
 */
record ChangeMark(
    long watchId, long emittedCount, Instant watermark, SortedMap<Long, SortedSet<Long>> emitted)
    implements WatchMark {

  ChangeMark {
    emitted = ChangeMemory.copyOf(emitted);
  }

  @Override
  public String toString() {
    return "ChangeMark[watermark=" + watermark + ", changes=" + emitted.size() + "]";
  }
}
