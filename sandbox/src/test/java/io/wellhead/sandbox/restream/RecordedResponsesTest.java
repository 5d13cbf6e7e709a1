// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wellhead.restream.DataRecord;
import io.wellhead.restream.DataRequest;
import io.wellhead.restream.MeasurementSocket;
import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.Secret;
import io.wellhead.restream.SocketOptions;
import io.wellhead.restream.StageFilter;
import io.wellhead.restream.model.ChangeLog;
import io.wellhead.restream.model.Parameter;
import io.wellhead.restream.model.Room;
import io.wellhead.restream.model.StageName;
import io.wellhead.restream.model.WireJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The client reads every answer of a folder of responses, served in recorded mode, without losing a
 * field; what it must have read is what Jackson reads of the files.
 */
class RecordedResponsesTest {

  private static final Set<String> FILES =
      Set.of(
          "pad_one",
          "pad_many",
          "sites_many_by_pad",
          "states_many_by_pad",
          "states_many_by_pad_frac",
          "fields_pad",
          "stages_pad",
          "stages_pad_filtered",
          "aggregations_pad",
          "data_pad",
          "data_changes_pad_many",
          "data_changes_pad_one",
          "pad_parameters");

  @TempDir private Path made;

  private Path folder = Path.of("");

  @Test
  void recordedResponses_areReadWhole() throws Exception {
    Optional<Path> shared = SharedResponses.folder();
    assumeThat(shared).as("recorded responses beside the checkout").isPresent();

    assertReadWhole(shared.orElseThrow().resolve("pad"));
  }

  @Test
  void generatedResponses_areReadWhole() throws Exception {
    generate();

    assertReadWhole(made);
  }

  private void assertReadWhole(Path responses) throws Exception {
    folder = responses;
    try (Stream<Path> files = Files.list(responses)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .as("every file is looked at")
          .containsExactlyInAnyOrderElementsOf(FILES.stream().map(f -> f + ".json").toList());
    }
    try (RestreamSandbox sandbox = RestreamSandbox.builder().recorded(responses).start();
        RestreamClient client =
            RestreamClient.builder()
                .baseUrl(sandbox.baseUrl())
                .credentials(sandbox.clientId(), Secret.of(sandbox.clientSecret()))
                .build()) {
      Room pad = Room.pad(sandbox.padId());
      assertListings(client, pad);
      assertStages(client, pad);
      assertData(client, pad);
      for (long site : sandbox.siteIds()) {
        assertSocket(client, site);
      }
    }
  }

  private void assertListings(RestreamClient client, Room pad) throws IOException {
    assertSame("pad_one", client.pads().get(pad.id()).execute());
    assertSame("pad_many", client.pads().list().execute());
    assertSame("sites_many_by_pad", client.sites().ofPad(pad.id()).execute());
    assertSame("states_many_by_pad", client.states().ofPad(pad.id()).execute());
    assertSame(
        "states_many_by_pad_frac", client.states().ofPad(pad.id(), StageName.FRAC).execute());
    assertSame("fields_pad", client.fields(pad).execute());
    assertSame("data_changes_pad_many", new ChangeLog(client.dataChanges(pad).execute(), Map.of()));
    JsonNode one = file("data_changes_pad_one").get("change_log").get(0);
    assertSame(one, client.changes().get(pad, one.get("id").asLong()).execute());
    List<Parameter> parameters = new ArrayList<>(client.parameters(pad).execute());
    parameters.sort(Comparator.comparing(Parameter::id));
    JsonNode file = file("pad_parameters");
    List<JsonNode> recorded = StreamSupport.stream(file.spliterator(), false).toList();
    assertSame(
        Api.JSON.valueToTree(
            recorded.stream()
                .sorted(Comparator.comparing(parameter -> parameter.get("id").asLong()))
                .toList()),
        parameters);
  }

  private void assertStages(RestreamClient client, Room pad) throws IOException {
    assertSame("stages_pad", client.stages(pad, StageFilter.ALL).execute());
    JsonNode filtered = file("stages_pad_filtered");
    List<Long> ids = new ArrayList<>();
    Instant first = Instant.MAX;
    for (JsonNode stage : filtered) {
      ids.add(stage.get("id").asLong());
      Instant start = Instant.parse(stage.get("start").asText());
      first = start.isBefore(first) ? start : first;
    }
    assertThat(ids).isNotEmpty();
    StageFilter filter = StageFilter.ALL.withStageName(StageName.FRAC).withStart(first);
    assertSame(filtered, client.stages(pad, filter).execute());
    assertSame("aggregations_pad", client.aggregations(pad, ids, filter).execute());
  }

  /** Record by record, in the order of the file. */
  private void assertData(RestreamClient client, Room pad) throws IOException {
    JsonNode recorded = file("data_pad");
    List<DataRecord> records = client.data(pad, DataRequest.DEFAULT).stream().toList();

    assertThat(records).hasSize(recorded.size()).isNotEmpty();
    for (int i = 0; i < records.size(); i++) {
      assertRecord(recorded.get(i), records.get(i));
    }
  }

  private void assertSocket(RestreamClient client, long site) throws IOException {
    List<JsonNode> recorded =
        StreamSupport.stream(file("data_pad").spliterator(), false)
            .filter(record -> record.get("site_id").asLong() == site)
            .toList();
    List<DataRecord> records = new ArrayList<>();
    try (MeasurementSocket socket =
        client.measurements(Room.site(site), DataRequest.DEFAULT, SocketOptions.automatic())) {
      while (records.size() < recorded.size()) {
        var frame = socket.poll(Duration.ofSeconds(20));
        assertThat(frame).as("after %d records", records.size()).isNotNull();
        records.addAll(frame.records());
      }
    }
    assertThat(records).hasSize(recorded.size()).isNotEmpty();
    for (int i = 0; i < records.size(); i++) {
      assertRecord(recorded.get(i), records.get(i));
    }
  }

  private static void assertRecord(JsonNode recorded, DataRecord record) {
    Map<String, @Nullable Object> expected = new HashMap<>();
    for (Map.Entry<String, JsonNode> field : recorded.properties()) {
      expected.put(field.getKey(), value(field.getValue()));
    }
    assertThat(record.problem()).isEmpty();
    assertThat(record.timestamp()).isEqualTo(recorded.get("timestamp").asLong());
    assertThat(record.siteId()).hasValue(recorded.get("site_id").asLong());
    assertThat(record.values()).isEqualTo(expected);
  }

  /** As section 3 of the specification reads it. */
  private static @Nullable Object value(JsonNode json) {
    if (json.isNull() || (json.isTextual() && json.asText().equals("Infinity"))) {
      return null;
    }
    if (json.isTextual()) {
      return json.asText();
    }
    assertThat(json.isNumber()).as("%s is a number", json).isTrue();
    return json.isIntegralNumber() ? (Object) json.asLong() : (Object) json.asDouble();
  }

  private void assertSame(String file, Object decoded) throws IOException {
    assertSame(file(file), decoded);
  }

  private static void assertSame(JsonNode recorded, Object decoded) throws IOException {
    JsonNode encoded = Api.JSON.readTree(WireJson.encode(decoded));
    List<String> lost = new ArrayList<>();
    compare("$", recorded, encoded, lost);
    assertThat(lost).isEmpty();
  }

  /** What the first has and the second has not; it may have more nulls. */
  private static void compare(String path, JsonNode a, @Nullable JsonNode b, List<String> lost) {
    if (b == null || a.size() > b.size() || (a.isArray() && a.size() != b.size())) {
      lost.add(path + ": " + a + " became " + b);
    } else if (a.isObject()) {
      a.properties()
          .forEach(
              field ->
                  compare(
                      path + "." + field.getKey(), field.getValue(), b.get(field.getKey()), lost));
    } else if (a.isArray()) {
      for (int i = 0; i < a.size(); i++) {
        compare(path + "[" + i + "]", a.get(i), b.get(i), lost);
      }
    } else if (!(a.isNumber() ? a.asDouble() == b.asDouble() && b.isNumber() : a.equals(b))) {
      lost.add(path + ": " + a + " became " + b);
    }
  }

  private JsonNode file(String name) throws IOException {
    return Api.JSON.readTree(folder.resolve(name + ".json").toFile());
  }

  /** What a simulated pad answers, with every form of value that a record may have. */
  private void generate() throws Exception {
    try (RestreamSandbox simulated =
        RestreamSandbox.builder()
            .seed(3)
            .pace(Pace.unthrottled())
            .history(Duration.ofHours(14))
            .start()) {
      Api api = new Api(simulated);
      long now = simulated.truth().newest();
      long id = simulated.padId();
      String pad = "pads/" + id + "/";
      long change = simulated.corrections().delete(simulated.siteIds().get(0), now - 9, now - 5);
      simulated.corrections().scale(simulated.siteIds().get(1), "tds", 2, now - 9, now - 5);
      save("pad_one", api.get(pad));
      save("pad_many", api.get("pads/"));
      save("sites_many_by_pad", api.get("sites/?pad__id=" + id));
      save("states_many_by_pad", api.get("states/?pad__id=" + id));
      save("states_many_by_pad_frac", api.get("states/?pad__id=" + id));
      save("fields_pad", api.get(pad + "fields/"));
      save("stages_pad", api.get(pad + "history/"));
      JsonNode fracs = api.get(pad + "history/?state=frac");
      save("stages_pad_filtered", fracs);
      String histories =
          StreamSupport.stream(fracs.spliterator(), false)
              .map(stage -> "histories=" + stage.get("id").asLong())
              .collect(Collectors.joining("&"));
      save("aggregations_pad", api.get(pad + "aggregations/?" + histories));
      save("data_changes_pad_many", api.get(pad + "data_changes/"));
      save("data_changes_pad_one", api.get(pad + "data_changes/" + change + "/"));
      save("pad_parameters", api.get(pad + "parameters/"));
      String range = "?routed=true&start_datetime=" + DefaultsTest.wire(now - 200);
      String data = api.raw("/external/thirdparty/v1/" + pad + "data/" + range).body();
      String odd =
          """
          ,{"timestamp":%d,"whole":8,"decimal":8.0,"noise":62.099998474121094,"tiny":-1.5e-7,"large":123456789012345678,
            "none":null,"beyond":"Infinity","text":"O \\u00e9 \\"quoted\\"","site_id":%d}]
          """
              .formatted(now + 1, simulated.siteIds().get(2));
      save("data_pad", Api.JSON.readTree(data.substring(0, data.lastIndexOf(']')) + odd));
    }
  }

  private void save(String name, JsonNode json) throws IOException {
    assertThat(json).as(name).isNotEmpty();
    Files.write(made.resolve(name + ".json"), Api.JSON.writeValueAsBytes(json));
  }
}
