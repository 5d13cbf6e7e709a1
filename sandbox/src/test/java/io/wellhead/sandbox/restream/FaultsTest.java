// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.wellhead.sandbox.restream.faults.Fault;
import io.wellhead.sandbox.restream.faults.FaultRule;
import io.wellhead.sandbox.restream.faults.Route;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultsTest {

  @RegisterExtension
  final RestreamSandboxExtension extension =
      new RestreamSandboxExtension(
          options ->
              options
                  .seed(41)
                  .history(Duration.ofHours(1))
                  .until(Assembly.DEFAULT_START.plusSeconds(400)));

  private String path() {
    return "/ws/data/site/" + extension.sandbox().siteIds().get(0) + "/?session_key=k";
  }

  @ParameterizedTest
  @EnumSource
  void every_fault_happens_and_is_counted(Fault fault) throws Exception {
    RestreamSandbox sandbox = extension.sandbox();
    Api api = new Api(sandbox);
    sandbox.faults().add(FaultRule.of(fault).amount(Math.min(fault.defaultAmount(), 2000)).once());
    switch (fault.point()) {
      case ANSWER -> {
        int status = api.raw("/external/thirdparty/v1/pads/").statusCode();
        Map<Fault, Integer> expected =
            Map.of(
                Fault.FORBIDDEN, 403,
                Fault.NOT_FOUND, 404,
                Fault.TOO_MANY_REQUESTS, 429,
                Fault.SERVER_ERROR, 500,
                Fault.UNAVAILABLE, 503);
        assertThat(status).isEqualTo(expected.getOrDefault(fault, 401));
      }
      case BODY -> {
        try (RawHttp http = new RawHttp(sandbox)) {
          http.get(
              "/external/thirdparty/v1/sites/" + sandbox.siteIds().get(0) + "/data/",
              "Authorization: Bearer " + api.token(),
              "Prefer: streaming");
          assertThat(http.status()).isEqualTo(200);
          Waiting.until(() -> sandbox.faults().happened(fault) == 1);
        }
      }
      case CONFIRMATION -> assertConfirmation(fault, api, sandbox);
      case FRAME -> {
        try (Socket socket = new Socket(api, path())) {
          socket.text(1);
          Waiting.until(() -> sandbox.faults().happened(fault) == 1);
        }
      }
    }
    assertThat(sandbox.faults().happened(fault)).isEqualTo(1);
  }

  private static void assertConfirmation(Fault fault, Api api, RestreamSandbox sandbox) {
    long site = sandbox.siteIds().get(0);
    long newest = sandbox.truth().newest();
    long change = sandbox.corrections().scale(site, "slurry_rate", 2, newest - 200, newest - 150);
    String body = "{\"change_log\": [{\"id\": " + change + ", \"update_received\": true}]}";
    ThrowingCallable confirm = () -> api.post("sites/" + site + "/data_changes/", body);
    if (fault == Fault.CONFIRMATION_LOST) {
      assertThatThrownBy(confirm).isInstanceOf(IOException.class);
    } else {
      assertThatCode(confirm).doesNotThrowAnyException();
    }
    assertThat(sandbox.unconfirmedChanges().contains(change))
        .isEqualTo(fault == Fault.CONFIRMATION_IGNORED);
  }

  @Test
  void a_socket_cut_in_mid_frame_loses_nothing() throws Exception {
    RestreamSandbox sandbox = extension.sandbox();
    Api api = new Api(sandbox);
    sandbox.faults().add(FaultRule.of(Fault.SOCKET_DROPPED).nth(8));
    TreeSet<Long> seen = new TreeSet<>();
    try (Socket socket = new Socket(api, path())) {
      for (int i = 0; i < 7; i++) {
        seen.add(socket.next().get("message").get("timestamp").asLong());
      }
      assertThat(socket.end()).isEqualTo("broken");
    }
    Waiting.until(() -> sandbox.counters().openSockets() == 0);
    try (Socket socket = new Socket(api, path())) {
      while (seen.size() < 401) {
        seen.add(socket.next().get("message").get("timestamp").asLong());
      }
    }
    assertThat(seen).hasSize(401);
  }

  @Test
  void a_stalled_socket_sends_nothing_until_the_fault_is_cleared() throws Exception {
    RestreamSandbox sandbox = extension.sandbox();
    sandbox.faults().add(FaultRule.of(Fault.SOCKET_STALLED).nth(3));
    try (Socket socket = new Socket(new Api(sandbox), path())) {
      socket.next();
      socket.next();
      assertThat(socket.text(200)).isNull();
      sandbox.faults().clear();
      assertThat(socket.next().has("message")).isTrue();
    }
  }

  @Test
  void an_expired_session_leaves_a_gap_that_rest_can_fill() throws Exception {
    RestreamSandbox sandbox = extension.sandbox();
    Api api = new Api(sandbox);
    sandbox.faults().add(FaultRule.of(Fault.SESSION_EXPIRED).nth(6).amount(50));
    long last = 0;
    try (Socket socket = new Socket(api, path())) {
      for (int i = 0; i < 5; i++) {
        last = socket.next().get("message").get("timestamp").asLong();
      }
      assertThat(socket.end()).isEqualTo("broken");
    }
    try (Socket socket = new Socket(api, path())) {
      long next = socket.next().get("message").get("timestamp").asLong();
      assertThat(next).isGreaterThan(last + 50);
      JsonNode gap =
          api.get(
              "sites/%d/data/?start_datetime=%s&end_datetime=%s"
                  .formatted(
                      sandbox.siteIds().get(0),
                      DefaultsTest.wire(last + 1),
                      DefaultsTest.wire(next - 1)));
      assertThat(gap).hasSize((int) (next - last - 1));
    }
  }

  @Test
  void malformed_frames_come_beside_the_good_ones() throws Exception {
    RestreamSandbox sandbox = extension.sandbox();
    List<Fault> malformed = new ArrayList<>();
    for (Fault fault : Fault.values()) {
      if (fault.name().startsWith("RECORD_") || fault == Fault.FRAME_OVERSIZED) {
        malformed.add(fault);
        sandbox.faults().add(FaultRule.of(fault).nth(5));
      }
    }
    List<Long> good = new ArrayList<>();
    int odd = 0;
    try (Socket socket = new Socket(new Api(sandbox), path())) {
      for (int i = 0; i < 20 + malformed.size(); i++) {
        JsonNode message = socket.next().get("message");
        boolean bare = message.size() == 2 && message.has("timestamp") && message.has("site_id");
        if (message.has("server_measurement_latency") || bare) {
          good.add(message.get("timestamp").asLong());
        } else {
          odd++;
        }
      }
    }
    assertThat(odd).isEqualTo(malformed.size());
    assertThat(good).hasSize(20).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void rules_follow_their_counts_chances_and_durations() {
    Instant[] now = {Instant.EPOCH};
    Clock clock =
        new Clock() {
          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return now[0];
          }
        };
    var faults = new io.wellhead.sandbox.restream.faults.Faults(clock);
    faults.add(FaultRule.of(Fault.FRAME_EMPTY).every(3).times(2));
    faults.add(FaultRule.of(Fault.FRAME_DUPLICATED).during(Duration.ofSeconds(5)));
    faults.add(FaultRule.of(Fault.FRAME_REORDERED).withProbability(0.5, 7));
    for (int i = 0; i < 100; i++) {
      now[0] = now[0].plusSeconds(1);
      assertThat(faults.at(Fault.Point.FRAME, Route.TOKEN)).isEmpty();
      faults.at(Fault.Point.FRAME, Route.SOCKET);
    }
    assertThat(faults.happened(Fault.FRAME_EMPTY)).isEqualTo(2);
    assertThat(faults.happened(Fault.FRAME_DUPLICATED)).isEqualTo(4);
    assertThat(faults.happened(Fault.FRAME_REORDERED)).isBetween(30L, 70L);
    assertThatThrownBy(() -> FaultRule.of(Fault.BODY_CUT).withProbability(1.5, 0))
        .hasMessageContaining("probability=1.5");
  }

  @Test
  void a_restart_ends_sockets_and_keeps_sessions_tokens_and_corrections() throws Exception {
    RestreamSandbox sandbox = extension.sandbox();
    Api api = new Api(sandbox);
    long site = sandbox.siteIds().get(0);
    long now = sandbox.truth().newest();
    long change = sandbox.corrections().delete(site, now - 5, now);
    long first;
    try (Socket socket = new Socket(api, path())) {
      first = socket.next().get("message").get("timestamp").asLong();
      assertThat(sandbox.counters().recordsSinceRestart()).isZero();
      sandbox.restart();
      assertThat(socket.end()).isNotEmpty();
    }
    assertThat(
            api.get("sites/" + site + "/data_changes/").get("change_log").get(0).get("id").asLong())
        .isEqualTo(change);
    try (Socket socket = new Socket(api, path())) {
      assertThat(socket.next().get("message").get("timestamp").asLong()).isEqualTo(first);
      Waiting.until(() -> sandbox.counters().recordsSinceRestart() > 0);
    }
    assertThat(sandbox.counters().socketsOpened()).isEqualTo(2);
  }
}
