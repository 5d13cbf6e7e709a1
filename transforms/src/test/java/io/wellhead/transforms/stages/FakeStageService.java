// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wellhead.restream.DataRecord;
import io.wellhead.transforms.restream.RefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Records and the vendor's figures in memory: what is put here is what the service answers. */
final class FakeStageService implements StageService {
  final TreeMap<Long, String> records = new TreeMap<>();
  final Map<Long, Map<String, @Nullable Number>> figures = new HashMap<>();

  /** What was asked for: {@code FROM-THROUGH} for records, {@code #ID} for figures. */
  final List<String> asked = new ArrayList<>();

  int failures;
  boolean refusing;
  boolean refusingFigures;

  /** How often figures are not given, though they are there. */
  int figuresFailures;

  /** How many records come before a failure. */
  int cutAfter = Integer.MAX_VALUE;

  void put(long second, String numbers) {
    records.put(second, "{\"timestamp\":%d,%s}".formatted(second, numbers));
  }

  @Override
  public void read(long siteId, long from, long through, Consumer<DataRecord> consumer)
      throws IOException {
    asked.add(from + "-" + through);
    if (refusing) {
      throw new RefusedException("no such site", null);
    }
    int given = 0;
    for (String json : records.subMap(from, true, through, true).values()) {
      if (failures > 0 && given++ >= cutAfter) {
        break;
      }
      consumer.accept(DataRecord.parse(json.getBytes(UTF_8)));
    }
    if (failures > 0) {
      failures--;
      throw new IOException("503");
    }
  }

  @Override
  public Map<String, @Nullable Number> figures(long siteId, long historyId) throws IOException {
    asked.add("#" + historyId);
    if (refusingFigures) {
      throw new RefusedException("no such site", null);
    }
    if (figuresFailures > 0) {
      figuresFailures--;
      throw new IOException("500");
    }
    return figures.getOrDefault(historyId, Map.of());
  }

  @Override
  public void close() {}
}
