// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wellhead.sandbox.restream.Truth;
import io.wellhead.transforms.warehouse.ColumnType;
import io.wellhead.transforms.warehouse.Tables;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares tables with what the ReStream sandbox knows to be true. */
final class TruthCheck {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private static final Set<String> OWN_TEXTS = Set.of("unit_system", "change_sequence");

  private final LivePath path;
  private final Truth truth;

  TruthCheck(LivePath path, Truth truth) {
    this.path = path;
    this.truth = truth;
  }

  /**
   * Silver holds each live second of each site before the end, with all columns, as it was first
   * seen, and nothing else.
   */
  void silverIsExact(Instant until) throws IOException {
    silverEqualsWhatIsServed(until);
    assertThat(path.count("silver.measurements WHERE revision <> 0")).isZero();
  }

  /** The same, whether a second was corrected or not. */
  void silverEqualsWhatIsServed(Instant until) throws IOException {
    int expected = 0;
    for (long site : truth.siteIds()) {
      NavigableMap<Long, byte[]> records =
          truth.between(site, truth.firstLive(), until.getEpochSecond() - 1);
      expected += records.size();
      Map<Long, Map<String, @Nullable Object>> rows = silverOf(site);
      assertThat(rows.keySet()).as("seconds of site %d", site).isEqualTo(records.keySet());
      for (Map.Entry<Long, byte[]> record : records.entrySet()) {
        Map<String, @Nullable Object> row = rows.get(record.getKey());
        assertThat(asRecord(row))
            .as("site %d, second %d", site, record.getKey())
            .isEqualTo(JSON.readTree(record.getValue()));
        assertThat(row).containsEntry("unit_system", "imperial");
      }
    }
    assertThat(expected).isPositive();
    assertThat(path.count("silver.measurements")).isEqualTo(expected);
  }

  /** Bronze holds each record before the end, with its payload as served. */
  void bronzeIsComplete(Instant until) throws IOException {
    Set<Served> served = new HashSet<>();
    for (Map<String, @Nullable Object> row :
        path.query("SELECT site_id, event_time, payload FROM bronze.measurements")) {
      served.add(
          new Served(
              (Long) row.get("site_id"),
              ((Instant) row.get("event_time")).getEpochSecond(),
              JSON.readTree((String) row.get("payload"))));
    }
    for (long site : truth.siteIds()) {
      for (Map.Entry<Long, byte[]> record :
          truth.between(site, truth.firstLive(), until.getEpochSecond() - 1).entrySet()) {
        assertThat(served)
            .contains(new Served(site, record.getKey(), JSON.readTree(record.getValue())));
      }
    }
  }

  private record Served(long site, long second, JsonNode payload) {}

  /** In exactly-once mode no record stands in bronze twice. */
  void bronzeHasNoRecordTwice() {
    assertThat(
            path.query(
                "SELECT record_id, COUNT(*) AS n FROM bronze.measurements GROUP BY record_id"
                    + " HAVING COUNT(*) > 1"))
        .isEmpty();
  }

  private Map<Long, Map<String, @Nullable Object>> silverOf(long site) {
    Map<Long, Map<String, @Nullable Object>> rows = new TreeMap<>();
    for (Map<String, @Nullable Object> row :
        path.query("SELECT * FROM silver.measurements WHERE site_id = " + site)) {
      rows.put(((Instant) row.get("event_time")).getEpochSecond(), row);
    }
    return rows;
  }

  /** The record that the row's columns make; equal to the served one as JSON. */
  private static ObjectNode asRecord(Map<String, @Nullable Object> row) throws IOException {
    ObjectNode record = JSON.createObjectNode();
    record.put("timestamp", (int) ((Instant) row.get("event_time")).getEpochSecond());
    record.put("site_id", ((Long) row.get("site_id")).intValue());
    for (String name : promoted()) {
      Object value = row.get(name);
      if (value instanceof String text) {
        record.put(name, text);
      } else if (value != null) {
        record.set(name, JSON.readTree(JSON.writeValueAsString(value)));
      }
    }
    String other = (String) row.get("other_fields");
    if (other != null) {
      record.setAll((ObjectNode) JSON.readTree(other));
    }
    return record;
  }

  private static List<String> promoted() {
    return Tables.SILVER_MEASUREMENTS.columns().stream()
        .filter(
            column ->
                column.type() == ColumnType.FLOAT64
                    || (column.type() == ColumnType.STRING && !OWN_TEXTS.contains(column.name())))
        .map(column -> column.name())
        .toList();
  }
}
