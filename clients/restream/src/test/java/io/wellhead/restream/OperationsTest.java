// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.restream.model.FillMethod;
import io.wellhead.restream.model.MeasurementSource;
import io.wellhead.restream.model.MeasurementSources;
import io.wellhead.restream.model.Pad;
import io.wellhead.restream.model.Parameter;
import io.wellhead.restream.model.ParameterConfig;
import io.wellhead.restream.model.ParameterDefinition;
import io.wellhead.restream.model.Room;
import io.wellhead.restream.model.Site;
import io.wellhead.restream.model.Stage;
import io.wellhead.restream.model.StageName;
import io.wellhead.restream.model.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;

/** Each operation: what it sends (ReStream API, section 2) and what it makes of the answer. */
class OperationsTest extends WithFakeRestream {

  private static final String V1 = "/external/thirdparty/v1";

  @Test
  void pads_list_sendsEveryFilter() {
    server.answer(V1 + "/pads/", resource("pad", true));

    List<Pad> pads =
        client
            .pads()
            .list(
                PadFilter.ALL
                    .withComplete(false)
                    .withWellApi("42")
                    .withSiteId(9102)
                    .withFleetId(8)
                    .withFleetName("Gam ma")
                    .withOthers(Map.of("page", "1")))
            .execute();

    assertThat(pads).extracting(Pad::name).containsExactly("Juniper Flats");
    assertThat(query(V1 + "/pads/"))
        .isEqualTo("complete=false&well_api=42&site_pk=9102&fleet_id=8&fleet_name=Gam ma&page=1");
  }

  @Test
  void pads_listWithoutFilter_sendsNoQuery() {
    server.answer(V1 + "/pads/", "[]");

    assertThat(client.pads().list().execute()).isEmpty();
    assertThat(server.urls(V1 + "/pads/").get(0).query()).isNull();
  }

  @Test
  void pads_getAndRefresh_readOnePad() {
    server.answer(V1 + "/pads/412/", resource("pad", false));
    renamedMeanwhile("pads", 413);

    Pad pad = client.pads().get(412).execute();
    assertThat(pad.simopsConfig().excFields()).containsExactly("chloride_concentration");
    assertThat(client.pads().refresh(pad).execute()).isEqualTo(pad);

    Pad other = client.pads().get(413).execute();
    assertThat(other.name()).isEqualTo("before");
    assertThat(client.pads().refresh(other).execute().name()).isEqualTo("after");
    assertAskedTwice(V1 + "/pads/412/", V1 + "/pads/413/");
  }

  @Test
  void sites_list_sendsEveryFilter() {
    server.answer(V1 + "/sites/", resource("site", true));

    List<Site> sites =
        client
            .sites()
            .list(
                SiteFilter.ALL
                    .withComplete(true)
                    .withPadId(412)
                    .withFleetId(8)
                    .withFleetName("G")
                    .withOthers(Map.of("x", "y")))
            .execute();

    assertThat(sites).extracting(Site::latitude).containsExactly(31.51234);
    assertThat(query(V1 + "/sites/"))
        .isEqualTo("complete=true&pad_pk=412&fleet_id=8&fleet_name=G&x=y");
  }

  @Test
  void sites_ofPad_asksByDoubleUnderscore() {
    server.answer(V1 + "/sites/", "[]");

    client.sites().ofPad(412).execute();

    assertThat(query(V1 + "/sites/")).isEqualTo("pad__id=412");
  }

  @Test
  void sites_getAndRefresh_readOneSite() {
    server.answer(V1 + "/sites/9102/", resource("site", false));
    renamedMeanwhile("sites", 9103);

    Site site = client.sites().get(9102).execute();
    assertThat(client.sites().refresh(site).execute()).isEqualTo(site);

    Site other = client.sites().get(9103).execute();
    assertThat(other.name()).isEqualTo("before");
    assertThat(client.sites().refresh(other).execute().name()).isEqualTo("after");
    assertAskedTwice(V1 + "/sites/9102/", V1 + "/sites/9103/");
  }

  @Test
  void sites_pad_isTheParent_orNone() {
    server
        .answer(V1 + "/sites/9102/", resource("site", false))
        .answer(V1 + "/pads/412/", resource("pad", false))
        .answer(V1 + "/sites/1/", "{\"id\": 1, \"pad_id\": null}");

    assertThat(client.sites().pad(9102).execute()).map(Pad::id).hasValue(412L);
    assertThat(client.sites().pad(1).execute()).isEmpty();
  }

  @Test
  void states_filters_haveTheirOwnNames() {
    server.answer(V1 + "/states/", resource("state", true));

    assertThat(client.states().ofPad(412, StageName.WIRELINE).execute()).hasSize(1);
    assertThat(client.states().ofPad(412).execute()).hasSize(1);
    assertThat(client.states().ofSite(9102).execute()).map(State::id).hasValue(71L);
    assertThat(client.states().list().execute()).hasSize(1);

    assertThat(server.urls(V1 + "/states/"))
        .extracting(url -> String.valueOf(url.query()))
        .containsExactly(
            "pad__id=412&current_state_search=wl", "pad__id=412", "site__id=9102", "null");
  }

  @Test
  void states_ofAnUnconfiguredSite_isEmpty() {
    server.answer(V1 + "/states/", "[]");

    assertThat(client.states().ofSite(1).execute()).isEmpty();
  }

  @Test
  void states_getAndRefresh_readOneState() {
    server
        .answer(V1 + "/states/71/", resource("state", false))
        .answer(V1 + "/states/72/", "{\"id\": 72, \"current_state\": \"frac\"}")
        .answer(V1 + "/states/72/", "{\"id\": 72, \"current_state\": \"wl\"}");

    State state = client.states().get(71).execute();
    assertThat(client.states().refresh(state).execute()).isEqualTo(state);

    State other = client.states().get(72).execute();
    assertThat(other.currentState()).isEqualTo("frac");
    assertThat(client.states().refresh(other).execute().currentState()).isEqualTo("wl");
    assertAskedTwice(V1 + "/states/71/", V1 + "/states/72/");
  }

  @Test
  void fields_areReadForPadsAndSites() {
    server
        .answer(V1 + "/pads/412/fields/", resource("field", true))
        .answer(V1 + "/sites/9102/fields/", "[]");

    assertThat(client.fields(Room.pad(412)).execute()).hasSize(1);
    assertThat(client.fields(Room.site(9102), Map.of("a", "b")).execute()).isEmpty();
    assertThat(query(V1 + "/sites/9102/fields/")).isEqualTo("a=b");
  }

  @Test
  void stages_sendTheirFilter_withInstantsInUtc() {
    server.answer(V1 + "/pads/412/history/", resource("stage", true));

    client
        .stages(
            Room.pad(412),
            StageFilter.ALL
                .withStart(Instant.parse("2031-02-03T04:05:06.999Z"))
                .withEnd(Instant.parse("2031-02-04T00:00:00Z"))
                .withStageNumber(0)
                .withStageName(StageName.FRAC)
                .withOthers(Map.of("page", "1")))
        .execute();

    assertThat(query(V1 + "/pads/412/history/"))
        .isEqualTo(
            "start=2031-02-03T04:05:06Z&end=2031-02-04T00:00:00Z&stage_number=0&state=frac&page=1");
  }

  @Test
  void stages_withAggregations_joinThemById() {
    server
        .answer(
            V1 + "/sites/9102/history/",
            "[" + resource("stage", false) + "," + resource("stage_running", false) + "]")
        .answer(V1 + "/sites/9102/aggregations/", resource("aggregations", false));

    List<Stage> stages =
        client
            .stages(
                Room.site(9102),
                StageFilter.ALL.withStageName(StageName.FRAC).withAggregations(true))
            .execute();

    assertThat(query(V1 + "/sites/9102/aggregations/")).isEqualTo("histories=700124&state=frac");
    assertThat(stages.get(0).aggregations())
        .containsEntry("avg_slurry_rate", 88.25)
        .containsEntry("total_duration", 6090)
        .containsEntry("avg_clean_ph", null);
    assertThat(stages.get(1).aggregations()).isNull();
    assertThat(stages.get(1).isRunning()).isTrue();
  }

  @Test
  void aggregations_ofManyStages_areAskedInParts() {
    server.answer(V1 + "/pads/412/aggregations/", resource("aggregations", false));
    List<Long> ids = LongStream.range(0, 556).boxed().toList();

    var aggregations = client.aggregations(Room.pad(412), ids, StageFilter.ALL).execute();

    assertThat(server.urls(V1 + "/pads/412/aggregations/"))
        .extracting(url -> url.queryParameterValues("histories").size())
        .containsExactly(200, 200, 156);
    assertThat(aggregations.errors()).containsKey(9101L);
    assertThat(aggregations.row(700124)).isPresent();
  }

  @Test
  void parameters_areReadForPadsAndSites() {
    server
        .answer(V1 + "/sites/9102/parameters/", resource("parameter", true))
        .answer(V1 + "/pads/412/parameters/", "[]");

    assertThat(client.parameters(Room.site(9102)).execute())
        .extracting(Parameter::name)
        .containsExactly("avg_treating_pressure");
    assertThat(client.parameters(Room.pad(412)).execute()).isEmpty();
    assertThat(client.parametersAsSent(Room.site(9102)).execute())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(resource("parameter", true));
  }

  @Test
  void parametersAsSent_areAnArrayOfObjectsWhateverIsInThem() {
    server
        .answer(V1 + "/sites/9102/parameters/", "[{\"name\":null}]")
        .answer(V1 + "/pads/412/parameters/", "{}");

    assertThat(client.parametersAsSent(Room.site(9102)).execute())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("[{\"name\":null}]");
    assertThatThrownBy(() -> client.parametersAsSent(Room.pad(412)).execute())
        .isInstanceOf(MalformedDataException.class);
    assertThatThrownBy(() -> client.parameters(Room.site(9102)).execute())
        .isInstanceOf(MalformedDataException.class);
  }

  @Test
  void createParameters_postsTheListUnchanged() {
    server.answer(V1 + "/pads/412/parameters/", resource("parameter", true));
    ParameterConfig config =
        new ParameterConfig("slurry_rate", "m^3/min", "L/min", null, "average", "bpm", Map.of());

    List<Parameter> made =
        client
            .createParameters(Room.pad(412), List.of(new ParameterDefinition("a", config, "b")))
            .execute();

    assertThat(made).hasSize(1);
    RecordedRequest request = server.requests(V1 + "/pads/412/parameters/").get(0);
    assertThat(request.getMethod()).isEqualTo("POST");
    assertThat(request.getHeaders().get("Content-Type")).startsWith("application/json");
    assertThat(FakeRestream.body(request))
        .isEqualTo(
            "[{\"name\":\"a\",\"config\":{\"field\":\"slurry_rate\",\"si_unit\":\"m^3/min\","
                + "\"base_unit\":\"L/min\",\"aggregation\":\"average\",\"imperial_unit\":\"bpm\"},"
                + "\"description\":\"b\"}]");
  }

  @Test
  void createParameters_ofASite_postsToTheSite() {
    server.answer(V1 + "/sites/9102/parameters/", "[]");
    ParameterConfig config = new ParameterConfig("a", null, null, null, "max", null, Map.of());

    client
        .createParameters(Room.site(9102), List.of(new ParameterDefinition("a", config, "")))
        .execute();

    assertThat(server.requests(V1 + "/sites/9102/parameters/")).hasSize(1);
  }

  @Test
  void measurementSources_ofAPad_comeFromItsConfiguration() {
    server
        .answer(V1 + "/pads/412/", resource("pad", false))
        .answer(V1 + "/pads/1/", "{\"id\": 1, \"simops_config\": null}");

    assertThat(client.measurementSources(Room.pad(412)).execute().frac())
        .extracting(MeasurementSource::name)
        .containsExactly("M1", "M2");
    assertThat(client.measurementSources(Room.pad(1)).execute()).isEqualTo(MeasurementSources.NONE);
  }

  @Test
  void measurementSources_ofASite_areThoseAttached() {
    server
        .answer(V1 + "/sites/9102/", resource("site", false))
        .answer(V1 + "/sites/1/", "{\"id\": 1}")
        .answer(V1 + "/pads/412/", resource("pad", false));

    MeasurementSources sources = client.measurementSources(Room.site(9102)).execute();

    assertThat(sources.frac()).hasSize(2).allMatch(source -> source.attachedSites() == null);
    assertThat(client.measurementSources(Room.site(1)).execute())
        .isEqualTo(MeasurementSources.NONE);
  }

  @Test
  void call_submitted_runsInTheBackground() throws Exception {
    server.answer(V1 + "/pads/", "[]");

    assertThat(client.pads().list().submit().get(10, TimeUnit.SECONDS)).isEmpty();
  }

  @Test
  void call_canBeRunAgain_butNotOnceCanceled() {
    server.answer(V1 + "/pads/", "[]");
    Call<List<Pad>> call = client.pads().list();
    call.execute();
    call.execute();
    call.cancel();

    assertThatThrownBy(call::execute).isInstanceOf(CanceledException.class);
    assertThat(server.requests(V1 + "/pads/")).hasSize(2);
  }

  @Test
  void dataRequest_sendsEveryOption() {
    DataRequest request =
        DataRequest.builder()
            .siUnits(true)
            .start(Instant.parse("2031-05-01T12:00:00.9Z"))
            .end(Instant.parse("2031-05-01T13:00:00Z"))
            .fields("a", "b")
            .stageNumber(2)
            .stageName(StageName.WIRELINE)
            .measurementSources(List.of("M1", "M2"))
            .routed(true)
            .fill(FillMethod.FORWARD, 30)
            .insideAreaOnly(false)
            .build();
    server.answer(V1 + "/pads/412/data/", "[]");

    assertThat(client.data(Room.pad(412), request)).isEmpty();

    assertThat(query(V1 + "/pads/412/data/"))
        .isEqualTo(
            "si_units=true&resolution=raw&start_datetime=2031-05-01 12:00:00"
                + "&end_datetime=2031-05-01 13:00:00&fields=a,b&stage_number=2&state_imatch=wl"
                + "&measurement_source=M1,M2&routed=true&fill_data_method=ffill&fill_data_limit=30"
                + "&inside_area_only=false");
    assertThat(server.requests(V1 + "/pads/412/data/").get(0).getHeaders().get("Prefer"))
        .isEqualTo("streaming");
  }

  @Test
  void dataRequest_defaults_areTheVendors() {
    server.answer(V1 + "/pads/412/data/", "[]").answer(V1 + "/sites/9102/data/", "[]");

    assertThat(client.data(Room.pad(412), DataRequest.DEFAULT)).isEmpty();
    assertThat(client.data(Room.site(9102), DataRequest.DEFAULT)).isEmpty();

    assertThat(query(V1 + "/pads/412/data/"))
        .isEqualTo("si_units=false&resolution=raw&routed=false");
    assertThat(query(V1 + "/sites/9102/data/")).isEqualTo("si_units=false&resolution=raw");
  }

  /** An object that is read once under its former name and from then on under the new one. */
  private void renamedMeanwhile(String collection, long id) {
    String path = V1 + "/" + collection + "/" + id + "/";
    server
        .answer(path, "{\"id\": " + id + ", \"name\": \"before\"}")
        .answer(path, "{\"id\": " + id + ", \"name\": \"after\"}");
  }

  private void assertAskedTwice(String... paths) {
    assertThat(paths).allSatisfy(path -> assertThat(server.requests(path)).as(path).hasSize(2));
  }

  private String query(String path) {
    return server.urls(path).get(0).query();
  }

  private static String resource(String name, boolean inArray) {
    try (var in = OperationsTest.class.getResourceAsStream("/wire/" + name + ".json")) {
      String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return inArray ? "[" + json + "]" : json;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
