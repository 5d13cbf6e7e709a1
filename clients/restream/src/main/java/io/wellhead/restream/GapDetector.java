// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares the first record of each site on a connection with the last one before it. Used by the
 * thread that polls.
 */
final class GapDetector {

  private static final long NO_SITE = Long.MIN_VALUE;

  private final int stepSeconds;
  private final Map<Long, Long> lastBySite = new HashMap<>();
  private final Set<Long> sitesSeenSinceReconnect = new HashSet<>();
  private int connection = 1;

  GapDetector(int stepSeconds) {
    this.stepSeconds = stepSeconds;
  }

  void observe(Frame frame) {
    if (frame.connection() != connection) {
      connection = frame.connection();
      sitesSeenSinceReconnect.clear();
    }
    List<Gap> gaps = new ArrayList<>(0);
    for (DataRecord record : records(frame)) {
      if (record.problem().isEmpty()) {
        observe(record, gaps);
      }
    }
    if (!gaps.isEmpty()) {
      frame.setGaps(gaps);
    }
  }

  private void observe(DataRecord record, List<Gap> gaps) {
    Long site = record.siteId().orElse(NO_SITE);
    long timestamp = record.timestamp();
    Long last = lastBySite.get(site);
    boolean firstOfConnection = connection > 1 && sitesSeenSinceReconnect.add(site);
    if (last != null && firstOfConnection && timestamp > last + stepSeconds) {
      gaps.add(new Gap(record.siteId(), last, timestamp));
    }
    if (last == null || timestamp > last) {
      lastBySite.put(site, timestamp);
    }
  }

  private static List<DataRecord> records(Frame frame) {
    try {
      return frame.records();
    } catch (MalformedDataException e) {
      return List.of(); // the caller will meet it
    }
  }
}
