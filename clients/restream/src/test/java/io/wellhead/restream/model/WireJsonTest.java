// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireJsonTest {

  @ParameterizedTest
  @CsvSource({
    "pad, Pad",
    "site, Site",
    "site_update, Site",
    "state, State",
    "field, Field",
    "stage, Stage",
    "stage_running, Stage",
    "aggregations, Aggregations",
    "parameter, Parameter",
    "change_log, ChangeLog"
  })
  void everyWireType_roundTrip_losesNoField(String resource, String type) throws Exception {
    byte[] json = resource(resource);

    Object decoded = WireJson.decode(json, Class.forName("io.wellhead.restream.model." + type));

    assertThat(Fields.lost(json, WireJson.encode(decoded))).isEmpty();
  }

  @Test
  void everyRecordedListing_roundTrip_losesNoField() throws IOException {
    List<Path> files = SharedResponses.listings();
    assumeThat(files).as("recorded responses beside the checkout").isNotEmpty();
    for (Path file : files) {
      byte[] json = Files.readAllBytes(file);
      assertThat(Fields.lost(json, WireJson.encode(decodeByName(file, json))))
          .as(file.getFileName().toString())
          .isEmpty();
    }
  }

  private static Object decodeByName(Path file, byte[] json) {
    String name = file.getFileName().toString();
    if (name.startsWith("pad_parameters") || name.startsWith("parameters")) {
      return WireJson.decodeList(json, Parameter.class);
    } else if (name.startsWith("aggregations")) {
      return WireJson.decode(json, Aggregations.class);
    } else if (name.startsWith("data_changes")) {
      return WireJson.decode(json, ChangeLog.class);
    } else if (name.startsWith("fields")) {
      return WireJson.decodeList(json, Field.class);
    } else if (name.startsWith("stages")) {
      return WireJson.decodeList(json, Stage.class);
    }
    Class<?> type =
        name.startsWith("states") || name.startsWith("state_")
            ? State.class
            : name.startsWith("site") ? Site.class : Pad.class;
    return json[0] == '[' ? WireJson.decodeList(json, type) : WireJson.decode(json, type);
  }

  @Test
  void unknownKeys_areKept_onEveryLevel() {
    Pad pad =
        WireJson.decode(
            """
            {"id": 1, "color": "red", "simops_config": {"measurement_sources": {"gas": [1]}, "new": null}}
            """,
            Pad.class);

    assertThat(pad.otherFields()).containsExactly(Map.entry("color", "red"));
    assertThat(pad.simopsConfig().otherFields()).containsKey("new").containsValue(null);
    assertThat(pad.simopsConfig().measurementSources().otherFields())
        .containsExactly(Map.entry("gas", List.of(1)));
  }

  @Test
  void updateWithIdAlone_isAccepted() {
    assertThat(WireJson.decode("{\"id\": 9102, \"x\": 1}", Site.class).id()).isEqualTo(9102);
    assertThat(WireJson.decode("{\"id\": 412}", Pad.class).room()).isEqualTo(Room.pad(412));
    assertThat(WireJson.decode("{\"id\": 3}", DataChange.class).createdAt()).isNull();
  }

  @Test
  void coordinates_keepTheirDecimals() {
    Site site = WireJson.decode("{\"id\": 1, \"latitude\": 32.3387391}", Site.class);

    assertThat(site.latitude()).isEqualTo(32.3387391);
  }

  @Test
  void siteMetadata_asTextOrEpochSeconds_isTheSameInstant() {
    String update = "{\"id\":1,\"metadata\":{\"first_timestamp\":\"2030-03-28T18:13:20Z\"}}";
    String rest = "{\"id\":1,\"metadata\":{\"first_timestamp\":1900952000}}";

    assertThat(WireJson.decode(update, Site.class).metadata())
        .isEqualTo(WireJson.decode(rest, Site.class).metadata());
  }

  @Test
  void missingId_isRejectedWithItsPath() {
    byte[] json = "[{\"id\": 1}, {\"name\": \"x\"}]".getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> WireJson.decodeList(json, Pad.class))
        .isInstanceOf(WireFormatException.class)
        .hasMessageContaining("$[1]")
        .hasMessageContaining("id");
  }

  @Test
  void simopsWithoutMeasurementSources_isRejected() {
    assertThatThrownBy(
            () -> WireJson.decode("{\"id\": 1, \"simops_config\": {\"frac\": \"x\"}}", Pad.class))
        .isInstanceOf(WireFormatException.class)
        .hasMessageContaining("measurement_sources");
  }

  @Test
  void brokenJson_isRejectedWithoutItsContent() {
    assertThatThrownBy(() -> WireJson.decode("{\"id\": 1, \"name\": \"hush", Pad.class))
        .isInstanceOf(WireFormatException.class)
        .hasMessageNotContaining("hush");
  }

  @Test
  void instants_areWrittenAsTheServiceWritesThem() {
    Stage stage =
        new Stage(
            "frac_frac", Instant.parse("2030-06-01T10:00:00Z"), null, 1, 2, null, null, Map.of());
    DataChange change =
        WireJson.decode(
            "{\"id\":1,\"created_at\":\"2030-06-01T10:00:00.600000Z\"}", DataChange.class);

    assertThat(new String(WireJson.encode(stage), StandardCharsets.UTF_8))
        .contains("\"start\":\"2030-06-01T10:00:00Z\",\"end\":null")
        .doesNotContain("\"id\"");
    assertThat(new String(WireJson.encode(change), StandardCharsets.UTF_8))
        .contains("\"2030-06-01T10:00:00.600000Z\"");
  }

  @Test
  void sources_ofASite_areThoseAttached_withoutTheirSites() throws Exception {
    Pad pad = WireJson.decode(resource("pad"), Pad.class);

    MeasurementSources sources = pad.simopsConfig().measurementSources().ofSite(9102);

    assertThat(sources.frac()).extracting(MeasurementSource::name).containsExactly("M1", "M2");
    assertThat(sources.frac()).allMatch(source -> source.attachedSites() == null);
    assertThat(pad.simopsConfig().measurementSources().ofSite(1).frac()).isEmpty();
  }

  @Test
  void fromMap_convertsTypes() {
    Pad pad =
        WireJson.fromMap(
            Map.of("id", 412, "completion_date", "2030-06-01T10:00:00Z", "color", "red"),
            Pad.class);
    DataChange change =
        WireJson.fromMap(Map.of("id", 3, "start_date", 1906538400), DataChange.class);

    assertThat(pad.completionDate()).isEqualTo(Instant.parse("2030-06-01T10:00:00Z"));
    assertThat(pad.otherFields()).containsEntry("color", "red");
    assertThat(change.startDate()).isEqualTo(Instant.ofEpochSecond(1906538400));
    assertThat(change.updateReceived()).isNull();
    assertThat(WireJson.fromMap(Map.of("id", 71), State.class).id()).isEqualTo(71);
  }

  @Test
  void textForm_isClassAndId() {
    assertThat(WireJson.decode("{\"id\": 1}", Pad.class)).hasToString("Pad(id=1)");
    assertThat(WireJson.decode("{\"id\": 2}", Site.class)).hasToString("Site(id=2)");
    assertThat(WireJson.decode("{\"id\": 3}", State.class)).hasToString("State(id=3)");
    assertThat(WireJson.decode("{\"id\": 4}", DataChange.class)).hasToString("DataChange(id=4)");
  }

  @Test
  void constants_areTheVendorsWords() {
    assertThat(StageName.values())
        .extracting(StageName::wireName)
        .containsExactly("frac", "wl", "standby");
    assertThat(Resolution.values())
        .extracting(Resolution::wireName)
        .containsExactly("raw", "ten-second", "minute", "ten-minute", "hour");
    assertThat(Aggregation.values())
        .extracting(Aggregation::wireName)
        .containsExactly("min", "max", "mean");
    assertThat(FillMethod.values())
        .extracting(FillMethod::wireName)
        .containsExactly("ffill", "bfill");
  }

  private static byte[] resource(String name) throws IOException {
    try (var in = WireJsonTest.class.getResourceAsStream("/wire/" + name + ".json")) {
      return in.readAllBytes();
    }
  }
}
