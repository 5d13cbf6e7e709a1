// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.restream.DataRecord;
import io.wellhead.restream.DataRequest;
import io.wellhead.restream.EventSocket;
import io.wellhead.restream.Frame;
import io.wellhead.restream.MeasurementSocket;
import io.wellhead.restream.PadFilter;
import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.Secret;
import io.wellhead.restream.SocketOptions;
import io.wellhead.restream.StageFilter;
import io.wellhead.restream.model.DataChange;
import io.wellhead.restream.model.Parameter;
import io.wellhead.restream.model.ParameterConfig;
import io.wellhead.restream.model.ParameterDefinition;
import io.wellhead.restream.model.Room;
import io.wellhead.restream.model.Stage;
import io.wellhead.sandbox.restream.faults.Fault;
import io.wellhead.sandbox.restream.faults.FaultRule;
import io.wellhead.sandbox.restream.faults.Route;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The client and the sandbox, which were written apart from one specification, understand each
 * other.
 */
class RestreamClientTest {

  private static final String LATENCY = "server_measurement_latency";

  private final RestreamSandbox sandbox =
      RestreamSandbox.builder()
          .seed(11)
          .pace(Pace.unthrottled())
          .history(Duration.ofHours(8))
          .start();
  private final RestreamClient client =
      RestreamClient.builder()
          .baseUrl(sandbox.baseUrl())
          .credentials(sandbox.clientId(), Secret.of(sandbox.clientSecret()))
          .jitter(() -> 0.02) // short waits
          .build();
  private final Room pad = Room.pad(sandbox.padId());
  private final long siteId = sandbox.siteIds().get(0);
  private final Room site = Room.site(siteId);

  @AfterEach
  void stop() {
    client.close();
    sandbox.close();
  }

  @Test
  void everyListing_isUnderstood() {
    assertThat(client.pads().list(PadFilter.ALL.withComplete(false)).execute()).isNotEmpty();
    assertThat(client.pads().get(pad.id()).execute().id()).isEqualTo(pad.id());
    assertThat(client.sites().ofPad(pad.id()).execute()).hasSize(sandbox.siteIds().size());
    assertThat(client.sites().pad(siteId).execute()).isPresent();
    assertThat(client.states().ofPad(pad.id()).execute()).hasSize(sandbox.siteIds().size());
    assertThat(client.states().ofSite(siteId).execute()).isPresent();
    assertThat(client.fields(pad).execute()).isNotEmpty();
    assertThat(client.fields(site).execute()).isNotEmpty();
    assertThat(client.parameters(pad).execute()).isNotEmpty();
    assertThat(client.measurementSources(pad).execute().frac()).isNotEmpty();
    assertThat(client.measurementSources(site).execute().frac()).isNotEmpty();
    assertThat(client.dataChanges(pad).execute()).isEmpty();
  }

  @Test
  void stages_haveTheirAggregations() {
    List<Stage> stages = client.stages(pad, StageFilter.ALL.withAggregations(true)).execute();

    assertThat(stages).isNotEmpty().anyMatch(stage -> stage.aggregations() != null);
  }

  @Test
  void createdParameter_isListed() {
    ParameterConfig config =
        new ParameterConfig("slurry_rate", "m^3/min", "L/min", null, "max", "bpm", Map.of());
    client
        .createParameters(pad, List.of(new ParameterDefinition("my_max_rate", config, "mine")))
        .execute();

    assertThat(client.parameters(pad).execute())
        .extracting(Parameter::name)
        .contains("my_max_rate");
  }

  @Test
  void padData_throughCutsAndRefusals_equalsTruth() {
    sandbox.faults().add(FaultRule.of(Fault.BODY_CUT).on(Route.DATA).times(3).amount(1500));
    sandbox.faults().add(FaultRule.of(Fault.UNAVAILABLE).on(Route.DATA).nth(2));
    sandbox.faults().add(FaultRule.of(Fault.TOKEN_REVOKED).on(Route.DATA).nth(4));
    long to = sandbox.truth().newest();
    long from = to - 1200;
    DataRequest request =
        DataRequest.builder()
            .routed(true)
            .start(Instant.ofEpochSecond(from))
            .end(Instant.ofEpochSecond(to))
            .build();

    List<String> read = client.data(pad, request).stream().map(DataRecord::text).toList();

    assertThat(sandbox.faults().happened(Fault.BODY_CUT)).isEqualTo(3);
    assertThat(read).isEqualTo(truth(from, to, sandbox.siteIds()));
  }

  @Test
  void siteData_throughCuts_equalsTruth() {
    sandbox.faults().add(FaultRule.of(Fault.BODY_CUT).on(Route.DATA).times(6).amount(200));
    long to = sandbox.truth().newest();
    long from = to - 2000;
    DataRequest request =
        DataRequest.builder()
            .start(Instant.ofEpochSecond(from))
            .end(Instant.ofEpochSecond(to))
            .build();

    List<String> read = client.data(site, request).stream().map(DataRecord::text).toList();

    assertThat(sandbox.faults().happened(Fault.BODY_CUT)).isEqualTo(6);
    assertThat(read).isEqualTo(truth(from, to, List.of(siteId)));
  }

  @Test
  void measurements_throughDrops_areCompleteAndEqualTruth() {
    sandbox.faults().add(FaultRule.of(Fault.SOCKET_DROPPED).every(70).times(3));
    sandbox.faults().add(FaultRule.of(Fault.FRAME_EMPTY).every(33));
    NavigableMap<Long, String> read = new TreeMap<>();
    try (MeasurementSocket socket =
        client.measurements(site, DataRequest.DEFAULT, SocketOptions.automatic())) {
      while (read.size() < 400) {
        Frame frame = socket.poll(Duration.ofSeconds(20));
        assertThat(frame).as("after %d records", read.size()).isNotNull();
        assertThat(frame.gaps()).isEmpty();
        frame.records().forEach(record -> read.put(record.timestamp(), record.text()));
      }
      assertThat(socket.reconnects()).isEqualTo(3);
    }
    assertThat(read.lastKey() - read.firstKey()).isEqualTo(read.size() - 1);
    assertThat(List.copyOf(read.values()))
        .isEqualTo(truth(read.firstKey(), read.lastKey(), List.of(siteId)));
  }

  @Test
  void correction_isToldOf_read_andConfirmed() {
    long to = sandbox.truth().newest() - 60;
    try (EventSocket<DataChange> events = client.dataChangeEvents(site)) {
      long id;
      DataChange event;
      do { // the socket connects in the background
        id = sandbox.corrections().set(siteId, LATENCY, 99.5, to - 100, to - 50);
        var told = events.poll(Duration.ofMillis(500));
        event = told == null ? null : told.value();
      } while (event == null);
      assertThat(event.site()).isEqualTo(siteId);
      assertThat(id).isPositive();
    }
    List<DataChange> changes = client.dataChanges(pad).execute();

    assertThat(client.changes().data(changes).stream().map(DataRecord::values))
        .hasSize(51)
        .allMatch(values -> Double.valueOf(99.5).equals(values.get(LATENCY)));
    for (DataChange change : changes) {
      assertThat(client.confirm(change).execute()).isTrue();
    }
    assertThat(client.dataChanges(pad).execute()).isEmpty();
  }

  private List<String> truth(long from, long to, List<Long> sites) {
    List<String> records = new ArrayList<>();
    for (long id : sites) {
      sandbox
          .truth()
          .between(id, from, to)
          .values()
          .forEach(json -> records.add(new String(json, StandardCharsets.UTF_8)));
    }
    return records;
  }
}
