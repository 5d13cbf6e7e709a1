// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.cli.demo.SimulatedTruth.Second;
import io.wellhead.sandbox.restream.Pace;
import io.wellhead.sandbox.restream.RestreamSandbox;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo's comparison notices what is not equal. */
class DemoTruthTest {
  private static final Second SERVED =
      SimulatedTruth.decode(
          "{\"timestamp\":5,\"site_id\":1,\"tds\":1.5,\"_external_power_\":1.0,\"mode\":\"a\",\"swab_valve\":\"C\"}"
              .getBytes(UTF_8));

  @Test
  void row_isTheRecordThatItsColumnsAndOtherFieldsMake() {
    assertThat(record("{\"_external_power_\":1.0,\"mode\":\"a\"}")).isEqualTo(SERVED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"_external_power_\":2.0,\"mode\":\"a\"}",
        "{\"_external_power_\":1.0,\"mode\":\"b\"}",
        "{\"_external_power_\":1.0}",
        "{\"_external_power_\":1.0,\"mode\":\"a\",\"more\":0}"
      })
  void otherFieldsThatWereNotServed_areNotEqual(String otherFields) {
    assertThat(record(otherFields)).isNotEqualTo(SERVED);
  }

  private static Second record(String otherFields) {
    return MeasurementCheck.fields(
        Map.of("site_id", 1L, "tds", 1.5, "swab_valve", "C", "other_fields", otherFields));
  }

  @Test
  void minute_withAnyOtherFigure_isNotEqual() {
    Instant start = Instant.parse("2030-06-01T10:00:00Z");
    try (RestreamSandbox sandbox =
        RestreamSandbox.builder().start(start).pace(Pace.unthrottled()).start()) {
      sandbox.skip(60);
      SimulatedTruth truth =
          SimulatedTruth.of(sandbox, start.getEpochSecond(), start.getEpochSecond() + 60);
      long site = truth.sites().get(0);
      String field = "server_measurement_latency";
      TreeMap<Long, Double> values = new TreeMap<>();
      truth
          .seconds(site)
          .forEach((second, record) -> values.put(second, record.numbers().get(field)));
      Map<String, Object> row = new HashMap<>();
      row.put("min", values.values().stream().min(Double::compare).orElseThrow());
      row.put("max", values.values().stream().max(Double::compare).orElseThrow());
      row.put("mean", values.values().stream().mapToDouble(v -> v).average().orElseThrow());
      row.put("first", values.firstEntry().getValue());
      row.put("last", values.lastEntry().getValue());
      row.put("count", (long) values.size());
      MinuteTruth minutes = MinuteTruth.of(truth);
      MinuteTruth.Key key = new MinuteTruth.Key(site, start.getEpochSecond() / 60, field);

      assertThat(values).hasSize(60);
      assertThat(minutes.isEqual(key, row)).isTrue();
      for (String figure : row.keySet()) {
        Map<String, Object> other = new HashMap<>(row);
        other.put(figure, figure.equals("count") ? 59L : -1.0);
        assertThat(minutes.isEqual(key, other)).as(figure).isFalse();
      }
    }
  }
}
