// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.wellhead.sandbox.restream.world.StageEdit;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every aggregation row equals what its definition gives over the data that REST serves. */
class AggregationsTest {

  /** Factors from a condition's base unit to the data's imperial unit. */
  private static final Map<String, Double> TO_IMPERIAL =
      Map.of("L/min slurry_rate", 1 / 158.9873, "gpm clean_sample_slipstream_flow", 1.0);

  private final RestreamSandbox sandbox =
      RestreamSandbox.builder()
          .seed(77)
          .pace(Pace.unthrottled())
          .history(Duration.ofHours(12))
          .start();

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void rows_equal_recomputation_from_the_data_also_after_a_correction() throws Exception {
    Api api = new Api(sandbox);
    JsonNode stages = api.get("pads/" + sandbox.padId() + "/history/?state=frac");
    assertThat(stages.size()).isGreaterThan(2);
    verify(api, stages.get(0));
    long start = Instant.parse(stages.get(1).get("start").asText()).getEpochSecond();
    long site = stages.get(1).get("site").asLong();
    JsonNode before = row(api, stages.get(1));
    sandbox.corrections().scale(site, "slurry_rate", 0.5, start + 1000, start + 2000);
    assertThat(row(api, stages.get(1)).get("total_slurry_flow").asDouble())
        .isLessThan(before.get("total_slurry_flow").asDouble());
    verify(api, stages.get(1));
  }

  @Test
  void stages_can_be_moved_renumbered_and_removed() throws Exception {
    Api api = new Api(sandbox);
    JsonNode stage = api.get("pads/" + sandbox.padId() + "/history/?state=frac").get(1);
    long site = stage.get("site").asLong();
    long start = Instant.parse(stage.get("start").asText()).getEpochSecond();
    long end = Instant.parse(stage.get("end").asText()).getEpochSecond();

    sandbox.stages().change(site, start, StageEdit.move(start + 600, end - 60));
    sandbox.stages().change(site, start + 600, StageEdit.renumber(77));

    JsonNode moved = listed(api, stage);
    assertThat(Instant.parse(moved.get("start").asText()).getEpochSecond()).isEqualTo(start + 600);
    assertThat(Instant.parse(moved.get("end").asText()).getEpochSecond()).isEqualTo(end - 60);
    assertThat(moved.get("stage_number").asInt()).isEqualTo(77);
    verify(api, moved);
    assertThatThrownBy(() -> sandbox.stages().change(site, start, StageEdit.renumber(78)))
        .hasMessageContaining("no stage with start=" + start);
    assertThatThrownBy(() -> sandbox.stages().change(site, start + 600, StageEdit.move(end, null)))
        .hasMessageContaining("must be in order");
    sandbox.stages().remove(site, start + 600);
    assertThat(listed(api, stage)).isNull();
  }

  private @Nullable JsonNode listed(Api api, JsonNode stage) throws Exception {
    for (JsonNode entry : api.get("pads/" + sandbox.padId() + "/history/")) {
      if (entry.get("id").equals(stage.get("id"))) {
        return entry;
      }
    }
    return null;
  }

  private JsonNode row(Api api, JsonNode stage) throws Exception {
    JsonNode answer =
        api.get(
            "pads/%d/aggregations/?histories=%d"
                .formatted(sandbox.padId(), stage.get("id").asLong()));
    return answer.get(stage.get("site").asText()).get(0);
  }

  private void verify(Api api, JsonNode stage) throws Exception {
    JsonNode data =
        api.get(
            "sites/%d/data/?start_datetime=%s&end_datetime=%s"
                .formatted(
                    stage.get("site").asLong(),
                    stage.get("start").asText().replace("T", "+").replace("Z", ""),
                    stage.get("end").asText().replace("T", "+").replace("Z", "")));
    JsonNode row = row(api, stage);
    int computed = 0;
    for (JsonNode parameter : api.get("pads/" + sandbox.padId() + "/parameters/")) {
      String name = parameter.get("name").asText();
      double expected = recompute(parameter.get("config"), data);
      assertThat(row.has(name)).as(name).isTrue();
      if (Double.isNaN(expected)) {
        assertThat(row.get(name).isNull()).as(name).isTrue();
      } else {
        computed++;
        assertThat(row.get(name).asDouble())
            .as(name)
            .isCloseTo(expected, within(Math.max(1e-9, Math.abs(expected) * 1e-9)));
      }
    }
    assertThat(computed).isGreaterThan(30);
  }

  private static double recompute(JsonNode config, JsonNode data) {
    String field = config.get("field").asText();
    double count = 0;
    double sum = 0;
    double min = Double.MAX_VALUE;
    double max = -Double.MAX_VALUE;
    double first = Double.NaN;
    double last = Double.NaN;
    double minutes = 0;
    long lastSecond = 0;
    for (JsonNode record : data) {
      if (record.has(field) && passes(config.path("conditions"), record)) {
        double value = record.get(field).asDouble();
        long second = record.get("timestamp").asLong();
        minutes += count == 0 ? 0 : last * Math.min(60, second - lastSecond) / 60;
        first = count++ == 0 ? value : first;
        last = value;
        lastSecond = second;
        sum += value;
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
    }
    if (count == 0) {
      return Double.NaN;
    }
    return switch (config.get("aggregation").asText()) {
      case "average" -> sum / count;
      case "min" -> min;
      case "max" -> max;
      case "first" -> first;
      case "last" -> last;
      case "duration" -> last - first;
      case "total" ->
          minutes * (config.get("imperial_unit").asText().equals("gal") ? 158.9873 / 3.785412 : 1);
      default -> throw new AssertionError(config.toString());
    };
  }

  private static boolean passes(JsonNode conditions, JsonNode record) {
    for (JsonNode condition : conditions) {
      String field = condition.get("field").asText();
      if (!record.has(field)) {
        return false;
      }
      double factor =
          TO_IMPERIAL.getOrDefault(condition.get("base_unit").asText() + " " + field, 1.0);
      double limit = condition.get("value").asDouble() * factor;
      double value = record.get(field).asDouble();
      boolean holds =
          switch (condition.get("operator").asText()) {
            case "greater_than" -> value > limit;
            case "greater_than_or_equal" -> value >= limit;
            case "less_than" -> value < limit;
            default -> throw new AssertionError(condition.toString());
          };
      if (!holds) {
        return false;
      }
    }
    return true;
  }
}
