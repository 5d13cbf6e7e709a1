// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordedModeTest {

  @TempDir private Path made = Path.of("");

  private void write(String name, String json) throws Exception {
    Files.writeString(made.resolve(name + ".json"), json);
  }

  private Path smallFolder() throws Exception {
    write("pad_one", "{\"id\": 5}");
    write("pad_many", "[{\"id\": 4}, {\"id\": 5, \"completion_date\": null}]");
    write("sites_many_by_pad", "[{\"id\": 51, \"pad_id\": 5}, {\"id\": 52, \"pad_id\": 5}]");
    write("states_many_by_pad", "[{\"id\": 1, \"site\": {\"id\": 51, \"pad\": {\"id\": 5}}}]");
    write(
        "fields_pad",
        "[{\"id\": 1, \"name\": \"depth\", \"imperial_unit\": \"ft\", \"si_unit\": \"m\"}]");
    write(
        "stages_pad",
        "[{\"id\": 7, \"site\": 51, \"state\": \"frac_frac\", \"stage_number\": 2,"
            + " \"start\": \"2030-01-01T00:00:00Z\", \"end\": \"2030-01-01T00:00:01Z\"}]");
    write("aggregations_pad", "{\"51\": [{\"id\": 7, \"max\": 3}, {\"id\": 8, \"max\": 4}]}");
    write(
        "data_pad",
        "[{\"timestamp\": 1893456000, \"depth\": 62.099998474121094, \"site_id\": 51, \"valve\": \"O\"},"
            + "{\"timestamp\": 1893456001, \"depth\": 8, \"odd\": 1.0, \"site_id\": 51},"
            + "{\"timestamp\": 1893456000, \"site_id\": 52}]");
    write("data_changes_pad_many", "{\"change_log\": [{\"id\": 3, \"site\": 52}]}");
    write("pad_parameters", "[{\"id\": 9, \"name\": \"max\", \"type\": \"C\", \"pads\": []}]");
    return made;
  }

  @Test
  void a_folder_is_served_as_recorded() throws Exception {
    try (RestreamSandbox sandbox = RestreamSandbox.builder().recorded(smallFolder()).start()) {
      Api api = new Api(sandbox);
      assertThat(sandbox.padId()).isEqualTo(5);
      assertThat(api.get("pads/5/data/")).isEqualTo(file("data_pad"));
      assertThat(api.get("pads/")).isEqualTo(file("pad_many"));
      assertThat(api.get("pads/5/history/")).isEqualTo(file("stages_pad"));
      assertThat(api.get("pads/5/parameters/")).isEqualTo(file("pad_parameters"));
      assertThat(api.get("pads/5/aggregations/?histories=7").get("51")).hasSize(1);
      assertThat(api.get("sites/52/data_changes/")).isEqualTo(file("data_changes_pad_many"));
      assertThat(
              api.get("sites/51/data/?si_units=true&fields=depth").get(1).get("depth").asDouble())
          .isEqualTo(8 * 0.3048);
      assertThat(api.get("sites/51/data/?fields=depth").get(0).get("depth").asDouble())
          .isEqualTo(62.099998474121094);
    }
  }

  @Test
  void states_that_were_recorded_with_a_filter_come_as_recorded() throws Exception {
    write(
        "states_many_by_pad_frac",
        "[{\"id\": 2, \"current_state\": \"standby_standby\"," + " \"site\": {\"id\": 52}}]");
    try (RestreamSandbox sandbox = RestreamSandbox.builder().recorded(smallFolder()).start()) {
      Api api = new Api(sandbox);
      assertThat(api.get("states/?pad__id=5&current_state_search=Frac"))
          .isEqualTo(file("states_many_by_pad_frac"));
      assertThat(api.get("states/?pad__id=5&current_state_search=wl")).isEmpty();
      assertThat(api.get("states/?pad__id=4&current_state_search=frac")).isEmpty();
      assertThat(api.get("states/?site__id=52&pad__id=5&current_state_search=frac")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "frac", "whatever"})
  @DisplayName("9.42: the simops mode is a word without meaning, served as it is")
  void simops_modes_are_opaque(String mode) throws Exception {
    Path folder = smallFolder();
    String pad =
        """
        {"id": 5, "completion_date": null, "simops_config": {"frac": "%s", "measurement_sources":
          {"frac": [{"name": "M1", "active_site": 51}, {"name": "M2", "active_site": null}]}}}"""
            .formatted(mode);
    write("pad_one", pad);
    write("pad_many", "[" + pad + "]");
    try (RestreamSandbox sandbox = RestreamSandbox.builder().recorded(folder).start();
        Socket socket = new Socket(new Api(sandbox), "/external/thirdparty/v2/ws/sites/51/")) {
      Api api = new Api(sandbox);
      assertThat(api.get("pads/5/")).isEqualTo(file("pad_one"));
      assertThat(api.get("pads/5/data/")).isEqualTo(file("data_pad"));
      assertThat(socket.next().get("current_data_sources").get("frac").get(0).asText())
          .isEqualTo("M1");
    }
  }

  @Test
  void sockets_replay_the_recorded_records() throws Exception {
    try (RestreamSandbox sandbox = RestreamSandbox.builder().recorded(smallFolder()).start();
        Socket socket = new Socket(new Api(sandbox), "/ws/data/site/51/?session_key=r")) {
      JsonNode records = socket.next().get("message");
      assertThat(records).hasSize(2);
      assertThat(records.get(0)).isEqualTo(file("data_pad").get(0));
    }
  }

  @Test
  void a_missing_file_is_named() {
    assertThatThrownBy(() -> RestreamSandbox.builder().recorded(made).start())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pad_one.json");
  }

  private JsonNode file(String name) throws Exception {
    return Api.JSON.readTree(made.resolve(name + ".json").toFile());
  }

  @Test
  void the_recorded_responses_of_a_real_pad_come_back_whole() throws Exception {
    Path shared = SharedResponses.folder().orElse(null);
    Assumptions.assumeTrue(shared != null, "no recorded responses");
    made = Objects.requireNonNull(shared).resolve("pad");
    try (RestreamSandbox sandbox = RestreamSandbox.builder().recorded(shared).start()) {
      Api api = new Api(sandbox);
      String pad = "pads/" + sandbox.padId() + "/";
      assertThat(api.get(pad)).isEqualTo(file("pad_one"));
      assertThat(api.get("pads/")).isEqualTo(file("pad_many"));
      assertThat(api.get("sites/?pad__id=" + sandbox.padId())).isEqualTo(file("sites_many_by_pad"));
      assertThat(api.get("states/?pad__id=" + sandbox.padId()))
          .isEqualTo(file("states_many_by_pad"));
      assertThat(api.get("states/?pad__id=" + sandbox.padId() + "&current_state_search=frac"))
          .isEqualTo(file("states_many_by_pad_frac"));
      assertThat(api.get("states/?current_state_search=frac")).hasSize(1);
      assertThat(api.get(pad + "fields/")).isEqualTo(file("fields_pad"));
      assertThat(api.get(pad + "data/")).isEqualTo(file("data_pad"));
      assertThat(api.get(pad + "history/")).isEqualTo(file("stages_pad"));
      assertThat(api.get(pad + "history/?state=frac&start=2025-10-02T09:00:00Z"))
          .isEqualTo(file("stages_pad_filtered"));
      assertThat(api.get(pad + "data_changes/")).isEqualTo(file("data_changes_pad_many"));
      JsonNode one = file("data_changes_pad_one");
      long change = one.get("change_log").get(0).get("id").asLong();
      assertThat(api.get(pad + "data_changes/" + change + "/")).isEqualTo(one);
      assertThat(set(api.get(pad + "parameters/"))).isEqualTo(set(file("pad_parameters")));
      String histories =
          StreamSupport.stream(file("stages_pad").spliterator(), false)
              .map(stage -> "histories=" + stage.get("id").asLong())
              .collect(Collectors.joining("&"));
      assertThat(api.get(pad + "aggregations/?" + histories)).isEqualTo(file("aggregations_pad"));
    }
  }

  private static List<JsonNode> set(JsonNode array) {
    List<JsonNode> items = new ArrayList<>();
    array.forEach(items::add);
    items.sort((a, b) -> Long.compare(a.get("id").asLong(), b.get("id").asLong()));
    return items;
  }
}
