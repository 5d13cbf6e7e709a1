// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.wellhead.sandbox.restream.faults.Fault;
import io.wellhead.sandbox.restream.faults.FaultRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The defaults of the ReStream API spec, section 9, that concern data and stages, by number. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DataDefaultsTest {

  private final RestreamSandbox sandbox =
      RestreamSandbox.builder()
          .seed(31)
          .pace(Pace.unthrottled())
          // A socket reads ahead of its test; time must not run away from the other tests.
          .until(Assembly.DEFAULT_START.plusSeconds(300))
          .history(Duration.ofHours(14))
          .start();
  private Api api = new Api(sandbox, "");
  private long site;
  private long pad;

  /** A finished frac stage of the site. */
  private JsonNode frac = Api.JSON.nullNode();

  @BeforeAll
  void connect() throws Exception {
    api = new Api(sandbox);
    site = sandbox.siteIds().get(0);
    pad = sandbox.padId();
    for (JsonNode stage : api.get("sites/" + site + "/history/?state=frac")) {
      frac = stage.has("id") && frac.isNull() ? stage : frac;
    }
    assertThat(frac.isNull()).isFalse();
  }

  @AfterAll
  void stop() {
    sandbox.close();
  }

  private static long epoch(JsonNode instant) {
    return Instant.parse(instant.asText()).getEpochSecond();
  }

  private JsonNode data(long from, long to, String more) throws Exception {
    return api.get(
        "sites/%d/data/?start_datetime=%s&end_datetime=%s%s"
            .formatted(site, DefaultsTest.wire(from), DefaultsTest.wire(to), more));
  }

  /** A minute in the middle of the treatment, beginning with a whole minute. */
  private long middle() {
    return (epoch(frac.get("start")) + epoch(frac.get("end"))) / 2 / 60 * 60;
  }

  @Test
  @DisplayName("9.14: without a range the whole stored range comes")
  void no_range() throws Exception {
    JsonNode all = api.get("sites/" + site + "/data/?resolution=hour");
    JsonNode metadata = api.get("sites/" + site + "/").get("metadata");
    long first = metadata.get("first_timestamp").asLong();
    assertThat(all.get(0).get("timestamp").asLong()).isEqualTo(Math.floorDiv(first, 3600L) * 3600);
    assertThat(all.size()).isBetween(14, 15);
    assertThat(metadata.get("last_timestamp").asLong())
        .isBetween(sandbox.truth().firstLive() - 1, sandbox.truth().newest());
  }

  @Test
  @DisplayName("9.15 to 9.17: a bucket carries its start and the last value of each field")
  void buckets() throws Exception {
    long minute = middle();
    JsonNode raw = data(minute, minute + 119, "&fields=slurry_rate,swab_valve");
    JsonNode buckets =
        data(minute, minute + 119, "&fields=slurry_rate,swab_valve&resolution=minute");
    assertThat(buckets).hasSize(2);
    for (int i = 0; i < 2; i++) {
      assertThat(buckets.get(i).get("timestamp").asLong()).isEqualTo(minute + 60L * i);
      double last = Double.NaN;
      for (JsonNode record : raw) {
        if (record.get("timestamp").asLong() < minute + 60L * (i + 1)
            && record.has("slurry_rate")) {
          last = record.get("slurry_rate").asDouble();
        }
      }
      assertThat(buckets.get(i).get("slurry_rate").asDouble()).isEqualTo(last);
      assertThat(buckets.get(i).get("swab_valve").asText()).isEqualTo("C");
    }
  }

  @Test
  @DisplayName("9.16, 9.18: aggregations work in buckets and not on raw data")
  void aggregations_in_buckets() throws Exception {
    long minute = middle();
    List<Double> values = new ArrayList<>();
    JsonNode raw = data(minute, minute + 59, "&fields=slurry_rate");
    raw.forEach(
        record -> {
          if (record.has("slurry_rate")) {
            values.add(record.get("slurry_rate").asDouble());
          }
        });
    assertThat(values).hasSize(6);
    String query = "&fields=slurry_rate&resolution=minute&agg=";
    assertThat(rate(data(minute, minute + 59, query + "min")))
        .isEqualTo(values.stream().mapToDouble(Double::doubleValue).min().orElseThrow());
    assertThat(rate(data(minute, minute + 59, query + "max")))
        .isEqualTo(values.stream().mapToDouble(Double::doubleValue).max().orElseThrow());
    assertThat(rate(data(minute, minute + 59, query + "mean")))
        .isCloseTo(
            values.stream().mapToDouble(Double::doubleValue).average().orElseThrow(), within(1e-6));
    assertThat(data(minute, minute + 59, "&fields=slurry_rate&agg=max")).isEqualTo(raw);
  }

  private static double rate(JsonNode buckets) {
    assertThat(buckets).hasSize(1);
    return buckets.get(0).get("slurry_rate").asDouble();
  }

  @Test
  @DisplayName("9.19: timestamp and site_id stay, rows without a wanted field too")
  void fields_filter() throws Exception {
    long second = middle() + 1;
    JsonNode record = data(second, second, "&fields=slurry_rate,no_such_field").get(0);
    assertThat(record).hasSize(2);
    assertThat(record.get("site_id").asLong()).isEqualTo(site);
    assertThat(data(second, second, "&fields=exposed_to_customer"))
        .isEqualTo(data(second, second, ""));
  }

  @Test
  @DisplayName("si_units converts by the factors of section 6.4")
  void si_units() throws Exception {
    long second = middle();
    JsonNode imperial = data(second, second, "").get(0);
    JsonNode si = data(second, second, "&si_units=True").get(0);
    assertThat(si.get("slurry_rate").asDouble())
        .isCloseTo(imperial.get("slurry_rate").asDouble() * 0.1589873, within(1e-5));
    assertThat(si.get("surface_treating_pressure").asDouble())
        .isCloseTo(imperial.get("surface_treating_pressure").asDouble() * 6.894757, within(1e-3));
    assertThat(si.get("slurry_sample_temp").asDouble())
        .isCloseTo((imperial.get("slurry_sample_temp").asDouble() - 32) * 5 / 9, within(1e-5));
    assertThat(si.get("timestamp")).isEqualTo(imperial.get("timestamp"));
  }

  @Test
  @DisplayName("9.20: fills run on the grid of seconds, limited, and inside known values only")
  void fills() throws Exception {
    long from = middle() + 1;
    String query = "&fields=slurry_rate&fill_data_limit=4&fill_data_method=";
    JsonNode plain = data(from, from + 28, "&fields=slurry_rate");
    assertThat(present(plain)).containsExactly(from + 9, from + 19);
    assertThat(present(data(from, from + 28, query + "ffill")))
        .containsExactly(from + 9, from + 10, from + 11, from + 12, from + 13, from + 19);
    assertThat(present(data(from, from + 28, query + "ffill&inside_area_only=false")))
        .endsWith(from + 19, from + 20, from + 21, from + 22, from + 23);
    assertThat(present(data(from, from + 28, query + "bfill")))
        .containsExactly(from + 9, from + 15, from + 16, from + 17, from + 18, from + 19);
    assertThat(present(data(from, from + 28, query + "bfill&inside_area_only=false")))
        .startsWith(from + 5, from + 6, from + 7, from + 8, from + 9);
  }

  private static List<Long> present(JsonNode records) {
    List<Long> seconds = new ArrayList<>();
    records.forEach(
        record -> {
          if (record.has("slurry_rate")) {
            seconds.add(record.get("timestamp").asLong());
          }
        });
    return seconds;
  }

  @Test
  @DisplayName("9.21, 9.22: stage filters on data, the running stage up to now")
  void stage_filters() throws Exception {
    JsonNode stage =
        api.get(
            "sites/%d/data/?fields=none&stage_number=%d&state_imatch=FRAC"
                .formatted(site, frac.get("stage_number").asInt()));
    assertThat(stage.get(0).get("timestamp").asLong()).isEqualTo(epoch(frac.get("start")));
    assertThat(stage.get(stage.size() - 1).get("timestamp").asLong())
        .isEqualTo(epoch(frac.get("end")));
    JsonNode history = api.get("sites/" + site + "/history/");
    JsonNode running = history.get(history.size() - 1);
    JsonNode now =
        api.get(
            "sites/%d/data/?fields=none&state_imatch=%s&start_datetime=%s"
                .formatted(
                    site,
                    running.get("state").asText(),
                    DefaultsTest.wire(epoch(running.get("start")))));
    assertThat(now.get(now.size() - 1).get("timestamp").asLong())
        .isBetween(sandbox.truth().firstLive() - 1, sandbox.truth().newest());
  }

  @Test
  @DisplayName("9.21: state names select states and history alike")
  void state_names() throws Exception {
    JsonNode fracs = api.get("states/?pad__id=" + pad + "&current_state_search=frac");
    fracs.forEach(state -> assertThat(state.get("current_state").asText()).isEqualTo("frac_frac"));
    assertThat(api.get("states/?site__id=" + site)).hasSize(1);
    assertThat(api.get("states/?site__id=1")).isEmpty();
    api.get("pads/" + pad + "/history/?state=wl")
        .forEach(stage -> assertThat(stage.get("state").asText()).startsWith("wl_"));
  }

  @Test
  @DisplayName("9.23 to 9.25: history overlaps the range, newest first, running stage last")
  void history() throws Exception {
    long inside = epoch(frac.get("start")) + 5;
    String at = Instant.ofEpochSecond(inside).toString();
    JsonNode overlapping = api.get("sites/%d/history/?start=%s&end=%s".formatted(site, at, at));
    assertThat(overlapping).hasSize(1);
    assertThat(overlapping.get(0)).isEqualTo(frac);
    JsonNode own = api.get("sites/" + site + "/history/?state=frac");
    assertThat(own.get(own.size() - 1).has("id")).isFalse();
    long previous = Long.MAX_VALUE;
    long before = 0;
    for (JsonNode stage : api.get("pads/" + pad + "/history/?start_date=ignored")) {
      assertThat(stage.has("id")).isTrue();
      long at2 = stage.get("site").asLong();
      assertThat(at2).isGreaterThanOrEqualTo(before);
      previous = at2 == before ? previous : Long.MAX_VALUE;
      assertThat(epoch(stage.get("start"))).isLessThan(previous);
      previous = epoch(stage.get("start"));
      before = at2;
    }
  }

  @Test
  @DisplayName("9.26: unknown and non-frac ids give nothing; a site without data gives a text")
  void aggregations_of_odd_ids() throws Exception {
    assertThat(api.get("pads/" + pad + "/aggregations/?histories=1")).isEmpty();
    JsonNode rows =
        api.get("pads/%d/aggregations/?histories=%d".formatted(pad, frac.get("id").asLong()))
            .get(Long.toString(site));
    assertThat(rows).hasSize(1);
    assertThat(rows.get(0).get("id")).isEqualTo(frac.get("id"));
    assertThat(rows.get(0).get("total_duration").asLong())
        .isEqualTo(epoch(frac.get("end")) - epoch(frac.get("start")));
    assertThat(rows.get(0).get("test_time").asLong()).isEqualTo(epoch(frac.get("end")));
    try (RestreamSandbox empty =
        RestreamSandbox.builder()
            .seed(31)
            .pace(Pace.unthrottled())
            .history(Duration.ofHours(14))
            .start()) {
      String path = "pads/%d/aggregations/?histories=%d".formatted(pad, frac.get("id").asLong());
      long start = epoch(frac.get("start"));
      empty.corrections().delete(site, start, start + 9);
      JsonNode row = new Api(empty).get(path).get(Long.toString(site)).get(0);
      assertThat(row.get("total_duration").asLong()).isEqualTo(epoch(frac.get("end")) - start);
      empty.corrections().delete(site, start, epoch(frac.get("end")));
      JsonNode text = new Api(empty).get(path);
      assertThat(text.get(Long.toString(site)).isTextual()).isTrue();
    }
  }

  @Test
  @DisplayName("9.27 to 9.30: kinds and operators of parameters; unit ids by name")
  void parameters() throws Exception {
    String definition =
        """
        [{"name": "d27_%s", "description": "x", "config": {"field": "slurry_rate",
          "aggregation": "%s", "base_unit": "L/min", "si_unit": "m^3/min", "imperial_unit": "bpm",
          "conditions": [{"field": "frac_stage_step", "operator": "%s", "value": 3,
            "base_unit": "#", "si_unit": "#", "imperial_unit": "#"}]}}]""";
    for (String operator : List.of("less_than_or_equal", "equal", "not_equal")) {
      assertThat(post(definition.formatted(operator, "max", operator))).isEqualTo(201);
    }
    for (String kind :
        List.of("average", "max", "min", "sum", "first", "last", "duration", "total")) {
      assertThat(post(definition.formatted(kind, kind, "less_than"))).isEqualTo(201);
    }
    assertThat(post(definition.formatted("odd", "median", "less_than"))).isEqualTo(400);
    assertThat(post(definition.formatted("odd", "max", "like"))).isEqualTo(400);
    assertThat(post("{}")).isEqualTo(400);
    for (JsonNode parameter : api.get("pads/" + pad + "/parameters/")) {
      if (parameter.get("name").asText().equals("d27_max")) {
        assertThat(parameter.get("type").asText()).isEqualTo("C");
        assertThat(parameter.get("pads").get(0).asLong()).isEqualTo(pad);
        assertThat(parameter.get("imperial_unit").asInt()).isEqualTo(51);
        assertThat(parameter.get("si_unit").asInt()).isEqualTo(56);
        return;
      }
    }
    throw new AssertionError("d27_max is not listed");
  }

  private int post(String body) throws Exception {
    return api.post("sites/" + site + "/parameters/", body).statusCode();
  }

  @Test
  @DisplayName("9.40: what history returns is what sockets sent")
  void history_equals_what_was_sent() throws Exception {
    List<JsonNode> sent = new ArrayList<>();
    try (Socket socket = new Socket(api, "/ws/data/site/" + site + "/?session_key=d40")) {
      for (int i = 0; i < 200; i++) {
        sent.add(socket.next().get("message"));
      }
    }
    long first = sent.get(0).get("timestamp").asLong();
    JsonNode stored = data(first, first + 199, "");
    for (int i = 0; i < sent.size(); i++) {
      assertThat(stored.get(i)).isEqualTo(sent.get(i));
    }
  }

  @Test
  @DisplayName("7: corrections change what REST returns, and nothing outside of their interval")
  void corrections() throws Exception {
    long from = middle() + 600;
    JsonNode before = data(from - 5, from + 69, "");
    sandbox.corrections().delete(site, from, from + 9);
    sandbox.corrections().scale(site, "slurry_rate", 2, from + 10, from + 29);
    sandbox.corrections().deleteField(site, "tds", from + 30, from + 39);
    sandbox.corrections().move(site, from + 40, from + 44, 10);
    JsonNode after = data(from - 5, from + 69, "");
    assertThat(after).hasSize(before.size() - 10 - 5);
    for (JsonNode record : after) {
      long second = record.get("timestamp").asLong();
      JsonNode old = before.get((int) (second - from + 5));
      if (second >= from + 10 && second < from + 30 && old.has("slurry_rate")) {
        assertThat(record.get("slurry_rate").asDouble())
            .isCloseTo(2 * old.get("slurry_rate").asDouble(), within(1e-6));
      } else if (second >= from + 30 && second < from + 40) {
        assertThat(record.has("tds")).isFalse();
      } else if (second >= from + 50 && second < from + 55) {
        JsonNode moved = before.get((int) (second - 10 - from + 5));
        assertThat(record.get("server_measurement_latency"))
            .isEqualTo(moved.get("server_measurement_latency"));
      } else {
        assertThat(record).isEqualTo(old);
      }
    }
  }

  @Test
  @DisplayName("5.1: statuses on demand, with Retry-After")
  void injected_statuses() throws Exception {
    sandbox.faults().add(FaultRule.of(Fault.UNAVAILABLE).amount(7).once());
    var response = api.raw("/external/thirdparty/v1/pads/");
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).hasValue("7");
    assertThat(api.raw("/external/thirdparty/v1/pads/").statusCode()).isEqualTo(200);
  }
}
