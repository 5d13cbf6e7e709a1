// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares the first record of each site on a connection with the last one before it. Used by the
 * thread that polls.
 */
final class GapDetector {

  private static final long NO_SITE = Long.MIN_VALUE;

  private final int stepSeconds;
  private final Map<Long, Track> tracks = new HashMap<>();
  private long site = NO_SITE;
  private @Nullable Track track;

  /** What is known of one site. */
  private static final class Track {
    private long last = Long.MIN_VALUE;
    private int connection;
  }

  GapDetector(int stepSeconds) {
    this.stepSeconds = stepSeconds;
  }

  void observe(Frame frame) {
    List<Gap> gaps = new ArrayList<>(0);
    for (DataRecord record : records(frame)) {
      if (record.problem().isEmpty()) {
        observe(record, frame.connection(), gaps);
      }
    }
    if (!gaps.isEmpty()) {
      frame.setGaps(gaps);
    }
  }

  private void observe(DataRecord record, int connection, List<Gap> gaps) {
    Track of = track(record.siteId().orElse(NO_SITE));
    long timestamp = record.timestamp();
    boolean first = of.connection != connection;
    of.connection = connection;
    if (first && of.last != Long.MIN_VALUE && timestamp > of.last + stepSeconds) {
      gaps.add(new Gap(record.siteId(), of.last, timestamp));
    }
    of.last = Math.max(of.last, timestamp);
  }

  private Track track(long wanted) {
    Track found = track;
    if (found == null || wanted != site) {
      found = tracks.computeIfAbsent(wanted, id -> new Track());
      site = wanted;
      track = found;
    }
    return found;
  }

  private static List<DataRecord> records(Frame frame) {
    try {
      return frame.records();
    } catch (MalformedDataException e) {
      return List.of(); // the caller will meet it
    }
  }
}
