// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which seconds of which sites a data stream has delivered, exactly: one bit each, in pages of
 * about 18 hours. Also whether they came in one ascending run, so that a cut stream may be
 * continued from the last second.
 */
final class SeenRecords {

  /** Stands for the site of records that have none. */
  private static final long NO_SITE = Long.MIN_VALUE;

  private static final int PAGE_BITS = 16;

  private final Map<Long, Map<Long, long[]>> pagesBySite = new HashMap<>();
  private long lastSite = NO_SITE;
  private long lastTimestamp = Long.MIN_VALUE;
  private long @Nullable [] lastPage;
  private long lastPageNumber;
  private boolean ascending = true;

  /**
   * Notes a record.
   *
   * @return false when its second of its site had been noted before
   */
  boolean add(DataRecord record) {
    long site = record.siteId().orElse(NO_SITE);
    long timestamp = record.timestamp();
    ascending &= timestamp >= lastTimestamp;
    long[] page = page(site, timestamp >> PAGE_BITS);
    lastTimestamp = timestamp;
    int bit = (int) (timestamp & ((1 << PAGE_BITS) - 1));
    long mask = 1L << bit;
    boolean added = (page[bit >> 6] & mask) == 0;
    page[bit >> 6] |= mask;
    return added;
  }

  private long[] page(long site, long number) {
    long[] page = lastPage;
    if (page == null || site != lastSite || number != lastPageNumber) {
      page =
          pagesBySite
              .computeIfAbsent(site, s -> new HashMap<>())
              .computeIfAbsent(number, n -> new long[1 << (PAGE_BITS - 6)]);
      lastPage = page;
      lastSite = site;
      lastPageNumber = number;
    }
    return page;
  }

  boolean isEmpty() {
    return pagesBySite.isEmpty();
  }

  /** Whether no record so far had a site id. */
  boolean hasNoSites() {
    return pagesBySite.keySet().stream().allMatch(site -> site == NO_SITE);
  }

  /** Whether all records so far came in the order of time, over all sites. */
  boolean isAscending() {
    return ascending;
  }

  /** Epoch seconds of the record noted last. */
  long lastTimestamp() {
    return lastTimestamp;
  }
}
