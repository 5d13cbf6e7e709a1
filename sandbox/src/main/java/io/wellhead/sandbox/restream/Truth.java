// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream;

import io.wellhead.sandbox.restream.records.Row;
import io.wellhead.sandbox.restream.records.RowSource;
import io.wellhead.sandbox.restream.records.RowWriter;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongFunction;

/**
 * What the sandbox knows to be true: each site's records, byte for byte as it serves them
 * (imperial, raw, all fields, plain names). Any thread.
 */
public final class Truth {

  private final List<Long> siteIds;
  private final LongFunction<RowSource> rows;
  private final RowWriter writer;
  private final long firstLive;
  private final long newest;

  Truth(
      List<Long> siteIds,
      LongFunction<RowSource> rows,
      RowWriter writer,
      long firstLive,
      long newest) {
    this.siteIds = List.copyOf(siteIds);
    this.rows = rows;
    this.writer = writer;
    this.firstLive = firstLive;
    this.newest = newest;
  }

  public List<Long> siteIds() {
    return siteIds;
  }

  /** First live second, epoch seconds. */
  public long firstLive() {
    return firstLive;
  }

  /** Newest second when this truth was taken, epoch seconds. */
  public long newest() {
    return newest;
  }

  /** The site's records from the first live second to the newest: timestamp to JSON. */
  public NavigableMap<Long, byte[]> live(long siteId) {
    return between(siteId, firstLive, newest);
  }

  /** The site's records between two epoch seconds, both included. */
  public NavigableMap<Long, byte[]> between(long siteId, long from, long to) {
    RowSource source = rows.apply(siteId);
    NavigableMap<Long, byte[]> records = new TreeMap<>();
    for (long second = from; second <= to; second++) {
      Row row = source.row(second);
      if (row != null) {
        records.put(second, writer.write(row));
      }
    }
    return records;
  }

  /** How many live records all sites have together. */
  public long liveCount() {
    long count = 0;
    for (long site : siteIds) {
      RowSource source = rows.apply(site);
      for (long second = firstLive; second <= newest; second++) {
        if (source.row(second) != null) {
          count++;
        }
      }
    }
    return count;
  }
}
