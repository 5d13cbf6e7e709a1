// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.wellhead.sandbox.ManualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Time by an injected clock. */
class PaceTest {

  private static final Instant NOON = Instant.parse("2031-05-01T12:00:00Z");

  private final ManualClock clock = new ManualClock(NOON);

  private RestreamSandboxBuilder builder() {
    return RestreamSandbox.builder().seed(3).clock(clock).history(Duration.ofHours(1));
  }

  private static String path(RestreamSandbox sandbox) {
    return "/ws/data/site/" + sandbox.siteIds().get(0) + "/?session_key=k";
  }

  /** A session begins at the time at which the server has its socket, a little after the answer. */
  private static void awaitOpened(RestreamSandbox sandbox, int sockets) {
    Waiting.until(() -> sandbox.counters().socketsOpened() == sockets);
  }

  private static long second(JsonNode frame) {
    return frame.get("message").get("timestamp").asLong();
  }

  @Test
  @DisplayName("9.40: second t is sent at t + 2 s")
  void in_real_time_a_second_is_sent_two_seconds_later() throws Exception {
    try (RestreamSandbox sandbox = builder().start();
        Socket socket = new Socket(new Api(sandbox), path(sandbox))) {
      awaitOpened(sandbox, 1);
      assertThat(sandbox.truth().newest()).isEqualTo(NOON.getEpochSecond() - 2);
      clock.set(NOON.plusSeconds(1));
      assertThat(second(socket.next())).isEqualTo(NOON.getEpochSecond() - 1);
      assertThat(socket.text(150)).isNull();
      clock.set(NOON.plusSeconds(2));
      assertThat(second(Api.JSON.readTree(socket.text(10_000)))).isEqualTo(NOON.getEpochSecond());
    }
  }

  @Test
  void compressed_time_runs_faster_and_a_late_client_catches_up_in_arrays() throws Exception {
    try (RestreamSandbox sandbox = builder().pace(Pace.compressed(60)).fromStart(true).start()) {
      clock.set(NOON.plusSeconds(10));
      assertThat(sandbox.truth().newest()).isEqualTo(sandbox.truth().firstLive() + 600);
      try (Socket socket = new Socket(new Api(sandbox), path(sandbox))) {
        JsonNode first = socket.next().get("message");
        assertThat(first).hasSize(500);
        assertThat(first.get(0).get("timestamp").asLong()).isEqualTo(sandbox.truth().firstLive());
      }
    }
  }

  @Test
  void time_can_wait_for_the_first_socket() throws Exception {
    try (RestreamSandbox sandbox =
        builder().pace(Pace.compressed(10)).waitForSocket(true).start()) {
      clock.set(NOON.plusSeconds(100));
      assertThat(sandbox.truth().newest()).isEqualTo(sandbox.truth().firstLive() - 1);
      try (Socket socket = new Socket(new Api(sandbox), path(sandbox))) {
        Waiting.until(() -> sandbox.truth().newest() == sandbox.truth().firstLive());
        clock.set(NOON.plusSeconds(101));
        assertThat(second(socket.next())).isEqualTo(sandbox.truth().firstLive());
      }
    }
  }

  @Test
  @DisplayName("9.38: a token lives so long and no longer; 36,000 s by default")
  void tokens_expire_by_the_clock() throws Exception {
    try (RestreamSandbox sandbox = builder().tokenLifetime(Duration.ofSeconds(15)).start()) {
      Api api = new Api(sandbox);
      assertThat(api.get("pads/")).hasSize(1);
      clock.set(NOON.plusSeconds(15));
      assertThat(api.raw("/external/thirdparty/v1/pads/").statusCode()).isEqualTo(401);
    }
    assertThat(builder().options().tokenLifetime()).isEqualTo(Duration.ofHours(10));
  }

  @Test
  @DisplayName("9.4: a session is kept for 24 hours or 100,000 frames unless told otherwise")
  void a_session_is_forgotten_after_its_lifetime_without_connection() throws Exception {
    try (RestreamSandbox sandbox = builder().sessionLifetime(Duration.ofHours(1)).start()) {
      Api api = new Api(sandbox);
      try (Socket socket = new Socket(api, path(sandbox))) {
        awaitOpened(sandbox, 1);
        clock.set(NOON.plusSeconds(1));
        socket.next();
      }
      Waiting.until(() -> sandbox.counters().openSockets() == 0);
      clock.set(NOON.plusSeconds(7200));
      try (Socket socket = new Socket(new Api(sandbox), path(sandbox))) {
        awaitOpened(sandbox, 2);
        clock.set(NOON.plusSeconds(7201));
        assertThat(second(socket.next())).isEqualTo(NOON.getEpochSecond() + 7199);
      }
    }
    assertThat(builder().options().sessionLifetime()).isEqualTo(Duration.ofHours(24));
    assertThat(builder().options().queueFrames()).isEqualTo(100_000);
  }

  @Test
  @DisplayName("9.13: the server pings a socket that is silent, after 20 s by default")
  void idle_sockets_are_pinged() throws Exception {
    try (RestreamSandbox sandbox = builder().keepAlive(Duration.ofMillis(20)).start();
        RawHttp http = new RawHttp(sandbox)) {
      String head =
          http.get(
                  path(sandbox),
                  "Authorization: Bearer " + new Api(sandbox).token(),
                  "Upgrade: websocket",
                  "Connection: Upgrade",
                  "Sec-WebSocket-Version: 13",
                  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==")
              .head();
      assertThat(head).startsWith("HTTP/1.1 101");
      assertThat(http.in().readNBytes(2)).containsExactly(0x89, 0x00);
    }
    assertThat(builder().options().keepAlive()).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void several_pads_are_served_beside_each_other() throws Exception {
    try (RestreamSandbox sandbox = builder().pads(2).wells(4).start()) {
      assertThat(sandbox.padIds()).hasSize(2);
      assertThat(sandbox.siteIds(sandbox.padIds().get(1))).hasSize(4);
      assertThat(new Api(sandbox).get("sites/?pad_pk=" + sandbox.padIds().get(1))).hasSize(4);
    }
  }

  @Test
  void unacceptable_options_name_the_option_and_what_is_accepted() {
    assertThatThrownBy(() -> builder().wells(1).options())
        .hasMessage("wells=1 is not acceptable; it must be at least 2");
    assertThatThrownBy(() -> Pace.compressed(0)).hasMessageContaining("factor=0.0");
    assertThat(builder().credentials("id", "very secret").options().toString())
        .doesNotContain("very secret");
  }
}
