// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.restream.model.Pad;
import io.wellhead.restream.model.Room;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FirstPathTest {

  @Test
  void restDataAndSocket_work() throws Exception {
    try (FakeRestream server = new FakeRestream();
        RestreamClient client = server.client(new FakeTime())) {
      server.answer("/external/thirdparty/v1/pads/", "[{\"id\": 412, \"name\": \"J\"}]");
      server.answer(
          "/external/thirdparty/v1/sites/9102/data/",
          "[{\"timestamp\": 1, \"site_id\": 9102, \"a\": 1.5},\n{\"timestamp\": 2, \"site_id\": 9102}]");
      server.answer(
          "/ws/data/pad/412/",
          ServerSocket.sending("{\"session_key\": \"k\", \"message\": {\"timestamp\": 7}}"));

      assertThat(client.pads().list().execute()).extracting(Pad::id).containsExactly(412L);
      List<Long> times = new ArrayList<>();
      for (DataRecord record : client.data(Room.site(9102), DataRequest.DEFAULT)) {
        times.add(record.timestamp());
      }
      assertThat(times).containsExactly(1L, 2L);
      try (MeasurementSocket socket =
          client.measurements(Room.pad(412), DataRequest.DEFAULT, SocketOptions.automatic())) {
        Frame frame = socket.poll(Duration.ofSeconds(10));
        assertThat(frame.records()).hasSize(1);
        assertThat(frame.records().get(0).timestamp()).isEqualTo(7);
      }
    }
  }
}
