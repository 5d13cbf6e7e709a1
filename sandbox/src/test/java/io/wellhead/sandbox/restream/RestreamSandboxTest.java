// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RestreamSandboxTest {

  private final RestreamSandbox sandbox =
      RestreamSandbox.builder()
          .seed(7)
          .pace(Pace.unthrottled())
          .history(Duration.ofHours(3))
          .start();

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void a_socket_sends_what_truth_holds_second_by_second() throws Exception {
    Api api = new Api(sandbox);
    long site = sandbox.siteIds().get(0);
    try (Socket socket = new Socket(api, "/ws/data/site/" + site + "/?session_key=abc")) {
      for (int i = 0; i < 50; i++) {
        JsonNode frame = socket.next();
        assertThat(frame.get("session_key").asText()).isEqualTo("abc");
        JsonNode record = frame.get("message");
        long second = record.get("timestamp").asLong();
        byte[] truth =
            Objects.requireNonNull(sandbox.truth().between(site, second, second).get(second));
        assertThat(record).isEqualTo(Api.JSON.readTree(truth));
      }
    }
  }

  @Test
  void data_of_a_pad_comes_site_by_site_and_equals_truth() throws Exception {
    Api api = new Api(sandbox);
    JsonNode records = api.get("pads/" + sandbox.padId() + "/data/?routed=true");
    Iterator<JsonNode> served = records.iterator();
    long first = records.get(0).get("timestamp").asLong();
    Truth truth = sandbox.truth();
    for (long site : sandbox.siteIds()) {
      for (Map.Entry<Long, byte[]> entry : truth.between(site, first, truth.newest()).entrySet()) {
        String expected = new String(entry.getValue(), StandardCharsets.UTF_8);
        assertThat(served.next()).isEqualTo(Api.JSON.readTree(expected));
      }
    }
    assertThat(served.hasNext()).isFalse();
  }

  @Test
  void restart_keeps_port_and_state() throws Exception {
    String before = sandbox.baseUrl();
    Api api = new Api(sandbox);
    sandbox.restart();
    assertThat(sandbox.baseUrl()).isEqualTo(before);
    assertThat(api.get("pads/")).hasSize(1);
  }
}
