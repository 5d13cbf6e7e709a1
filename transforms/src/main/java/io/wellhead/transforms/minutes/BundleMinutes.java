// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.minutes;

import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/**
 * Gathers the minutes of one bundle, so that a catch-up bundle of thousands of records shuffles one
 * element per site and minute. One thread; cleared by {@link #flush}.
 */
public final class BundleMinutes {
  /** Takes what was gathered, keyed by site id; the timestamp lies inside of the minute. */
  @FunctionalInterface
  public interface Output {
    void accept(KV<Long, MinuteRecords> minute, Instant timestamp);
  }

  private record SiteMinute(long siteId, long minute) {}

  private final Map<SiteMinute, MinuteRecords> minutes = new HashMap<>();

  /**
   * Adds a record's numbers.
   *
   * @param epochSecond event time
   * @param record the numbers and the version of that second
   */
  public void add(long siteId, long epochSecond, SecondRecord record) {
    long minute = Math.floorDiv(epochSecond, MinuteRecords.SECONDS);
    int second = Math.floorMod(epochSecond, MinuteRecords.SECONDS);
    minutes
        .computeIfAbsent(new SiteMinute(siteId, minute), key -> new MinuteRecords())
        .add(second, record);
  }

  /** Gives every minute once and forgets them. */
  public void flush(Output output) {
    minutes.forEach(
        (key, records) -> {
          long epochSecond = key.minute * MinuteRecords.SECONDS + records.firstSecond();
          output.accept(KV.of(key.siteId, records), Instant.ofEpochSecond(epochSecond));
        });
    minutes.clear();
  }
}
