// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the reader of a room's instance updates remembers. A reader that resumes reads everything
 * over REST again and emits what has changed.
 *
 * @param watchId names the watch in the process that made it
 * @param emittedCount how much that watch had emitted
 * @param watermark the watermark at this point
 * @param fingerprints of the last emitted content, by the object's key
 * @param live what the sockets have told of each site, the newest of each member, by site id
 */
record InstanceMark(
    long watchId,
    long emittedCount,
    Instant watermark,
    SortedMap<String, Long> fingerprints,
    SortedMap<Long, byte[]> live)
    implements WatchMark {

  InstanceMark {
    fingerprints = new TreeMap<>(fingerprints);
    live = new TreeMap<>(live);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof InstanceMark that
        && watchId == that.watchId
        && emittedCount == that.emittedCount
        && watermark.equals(that.watermark)
        && fingerprints.equals(that.fingerprints)
        && live.keySet().equals(that.live.keySet())
        && live.entrySet().stream().allMatch(e -> same(e, that));
  }

  private static boolean same(Map.Entry<Long, byte[]> entry, InstanceMark that) {
    return Arrays.equals(entry.getValue(), that.live.get(entry.getKey()));
  }

  @Override
  public int hashCode() {
    return Objects.hash(watermark, fingerprints, live.keySet());
  }

  @Override
  public String toString() {
    return "InstanceMark[watermark=" + watermark + ", objects=" + fingerprints.size() + "]";
  }
}
