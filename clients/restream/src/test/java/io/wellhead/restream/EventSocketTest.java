// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.restream.model.DataChange;
import io.wellhead.restream.model.Instance;
import io.wellhead.restream.model.Pad;
import io.wellhead.restream.model.Room;
import io.wellhead.restream.model.Site;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** ReStream API, sections 4.6 and 4.7. */
class EventSocketTest extends WithFakeRestream {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final String PAD = "/external/thirdparty/v2/ws/pads/412/";
  private static final String SITE = "/external/thirdparty/v2/ws/sites/9102/";

  @Test
  void instanceUpdates_ofAPad_arePads() {
    server.answer(PAD, ServerSocket.sending("{\"id\": 412, \"name\": \"J\", \"new\": 1}"));
    try (EventSocket<Instance> socket = client.instanceUpdates(Room.pad(412))) {
      Event<Instance> event = socket.poll(LIMIT);
      assertThat(event.value()).isInstanceOf(Pad.class);
      assertThat(event.value().otherFields()).containsEntry("new", 1);
      assertThat(new String(event.json(), StandardCharsets.UTF_8)).contains("\"new\": 1");
    }
    assertThat(server.urls(PAD).get(0).query()).isNull();
  }

  @Test
  void instanceUpdates_ofASite_areSites_withTheirState() {
    server.answer(SITE, ServerSocket.sending("{\"id\": 9102, \"current_state\": \"frac_frac\"}"));
    try (EventSocket<Instance> socket = client.instanceUpdates(Room.site(9102))) {
      assertThat(socket.poll(LIMIT).value())
          .isInstanceOfSatisfying(
              Site.class, site -> assertThat(site.currentState()).isEqualTo("frac_frac"));
    }
  }

  @Test
  void dataChangeEvents_areChanges_oneForEachElement() {
    server.answer(
        SITE + "data_changes/", ServerSocket.sending("{\"id\": 1}", "[{\"id\": 2},{\"id\": 3}]"));
    try (EventSocket<DataChange> socket = client.dataChangeEvents(Room.site(9102))) {
      for (long id = 1; id <= 3; id++) {
        assertThat(socket.poll(LIMIT).value().id()).isEqualTo(id);
      }
    }
  }

  @Test
  void dataChangeEvents_ofAPad_areChanges() {
    server.answer(PAD + "data_changes/", ServerSocket.sending("{\"id\": 1, \"site\": 9102}"));
    try (EventSocket<DataChange> socket = client.dataChangeEvents(Room.pad(412))) {
      assertThat(socket.poll(LIMIT).value().site()).isEqualTo(9102);
    }
  }

  @Test
  void messageOfAnotherShape_isAnEventWhoseValueFails() {
    server.answer(PAD, ServerSocket.sending("[1,", "{\"name\": 1}", "", "{\"id\": 412}"));
    try (EventSocket<Instance> socket = client.instanceUpdates(Room.pad(412))) {
      for (int i = 0; i < 2; i++) {
        Event<Instance> event = socket.poll(LIMIT);
        assertThatThrownBy(event::value).isInstanceOf(MalformedDataException.class);
        assertThat(event.json()).isNotEmpty();
      }
      assertThat(socket.poll(LIMIT).value().id()).isEqualTo(412);
    }
  }

  @Test
  void reconnect_showsInNumbers_andNothingIsEverAcknowledged() throws Exception {
    ServerSocket second =
        new ServerSocket(
            socket -> {
              for (int i = 0; i < 12; i++) {
                socket.send("{\"id\": 412}");
              }
            });
    server
        .answer(
            PAD,
            ServerSocket.opening(
                socket -> MeasurementSocketTest.sendThenClose(socket, "{\"id\": 412}")))
        .answer(PAD, second.upgrade());
    try (EventSocket<Instance> socket = client.instanceUpdates(Room.pad(412))) {
      assertThat(socket.poll(LIMIT).connection()).isEqualTo(1);
      for (int i = 0; i < 12; i++) {
        assertThat(socket.poll(LIMIT).connection()).isEqualTo(2);
      }
      assertThat(socket.reconnects()).isEqualTo(1);
      assertThat(socket.connections()).isEqualTo(2);
    }
    assertThat(second.received).isEmpty();
  }

  @Test
  void socketsOfDifferentKinds_onOneRoom_areIndependent() {
    server
        .answer(SITE, ServerSocket.sending("{\"id\": 9102}"))
        .answer(SITE + "data_changes/", ServerSocket.sending("{\"id\": 1}"))
        .answer("/ws/data/site/9102/", ServerSocket.sending(MeasurementSocketTest.frame(1)));
    try (EventSocket<Instance> updates = client.instanceUpdates(Room.site(9102));
        EventSocket<DataChange> changes = client.dataChangeEvents(Room.site(9102));
        MeasurementSocket measurements =
            client.measurements(Room.site(9102), DataRequest.DEFAULT, SocketOptions.DEFAULT)) {
      assertThat(updates.poll(LIMIT)).isNotNull();
      assertThat(changes.poll(LIMIT)).isNotNull();
      assertThat(measurements.poll(LIMIT)).isNotNull();
    }
  }

  @Test
  void unknownRoom_endsTheSocket() {
    try (EventSocket<Instance> socket = client.instanceUpdates(Room.pad(1))) {
      assertThatThrownBy(() -> socket.poll(LIMIT)).isInstanceOf(NotFoundException.class);
    }
  }
}
