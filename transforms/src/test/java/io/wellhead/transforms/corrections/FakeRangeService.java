// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wellhead.restream.DataRecord;
import io.wellhead.transforms.restream.RefusedException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A site's stored records in memory; failures on demand. */
final class FakeRangeService implements RangeService {
  final NavigableMap<Long, String> stored = new TreeMap<>();
  final List<String> asked = new ArrayList<>();
  @Nullable Instant newest;
  int failures;
  boolean refuses;
  long unknownSite;

  /** Stores a record for each second. */
  void store(long from, long through) {
    for (long second = from; second <= through; second++) {
      stored.put(second, json(second));
    }
  }

  static String json(long second) {
    return "{\"timestamp\":" + second + ",\"slurry_rate\":1.5}";
  }

  @Override
  public List<DataRecord> read(long siteId, long from, long through) throws IOException {
    asked.add(siteId + ":" + from + "-" + through);
    if (refuses || siteId == unknownSite) {
      throw new RefusedException("no such site", null);
    }
    if (failures > 0) {
      failures--;
      throw new IOException("503");
    }
    return stored.subMap(from, true, through, true).values().stream()
        .map(json -> DataRecord.parse(json.getBytes(UTF_8)))
        .toList();
  }

  @Override
  public @Nullable Instant first(long siteId) {
    return stored.isEmpty() ? null : Instant.ofEpochSecond(stored.firstKey());
  }

  @Override
  public @Nullable Instant newest(long siteId) {
    return newest;
  }

  @Override
  public Set<String> fieldNames(long siteId, boolean anew) {
    return Set.of("slurry_rate", "proppant");
  }

  @Override
  public void close() {}
}
