// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.wellhead.sandbox.restream.faults.Fault;
import io.wellhead.sandbox.restream.faults.FaultRule;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The defaults of the ReStream API spec, section 9, that concern sockets and accounts, by number.
 */
class DefaultsTest {

  private RestreamSandbox sandbox = sandbox(builder -> builder);

  private static RestreamSandbox sandbox(UnaryOperator<RestreamSandboxBuilder> options) {
    return options
        .apply(
            RestreamSandbox.builder()
                .seed(23)
                .pace(Pace.unthrottled())
                .history(Duration.ofHours(2)))
        .start();
  }

  private void replace(UnaryOperator<RestreamSandboxBuilder> options) {
    sandbox.close();
    sandbox = sandbox(options);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private long site() {
    return sandbox.siteIds().get(0);
  }

  private String path(String key) {
    return "/ws/data/site/" + site() + "/?session_key=" + key;
  }

  private static long second(JsonNode frame) {
    return frame.get("message").get("timestamp").asLong();
  }

  private List<Long> seconds(Socket socket, int frames) throws Exception {
    List<Long> seconds = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      seconds.add(second(socket.next()));
    }
    return seconds;
  }

  private void reconnectable() {
    Waiting.until(() -> sandbox.counters().openSockets() == 0);
  }

  @Test
  @DisplayName("9.1, 9.2: what is not acknowledged is sent again in order after a reconnect")
  void unacknowledged_frames_come_again() throws Exception {
    replace(builder -> builder.cumulativeAcknowledgements(false));
    Api api = new Api(sandbox);
    List<Long> first;
    try (Socket socket = new Socket(api, path("k"))) {
      first = seconds(socket, 5);
      socket.acknowledge();
      Waiting.until(() -> sandbox.counters().acknowledgements() == 1);
    }
    reconnectable();
    try (Socket socket = new Socket(api, path("k"))) {
      assertThat(second(socket.next())).isEqualTo(first.get(4) + 1);
    }
    reconnectable();
    try (Socket socket = new Socket(api, path("k"))) {
      assertThat(seconds(socket, 3)).startsWith(first.get(4) + 1, first.get(4) + 2);
    }
  }

  @Test
  @DisplayName(
      "9.2: after a reconnect all that is not acknowledged comes again, before anything new")
  void a_slow_consumer_gets_its_frames_again() throws Exception {
    Api api = new Api(sandbox);
    long start = sandbox.truth().firstLive();
    List<Long> expected = LongStream.range(start, start + 14).boxed().toList();
    try (Socket socket = new Socket(api, path("k"))) {
      assertThat(seconds(socket, 9)).isEqualTo(expected.subList(0, 9));
    }
    for (int i = 0; i < 2; i++) {
      reconnectable();
      try (Socket socket = new Socket(api, path("k"))) {
        assertThat(seconds(socket, 14)).isEqualTo(expected);
      }
    }
  }

  @Test
  @DisplayName("9.1: a cumulative acknowledgement covers all that was sent")
  void cumulative_acknowledgement_leaves_nothing_to_repeat() throws Exception {
    replace(builder -> builder.until(at(40)));
    Api api = new Api(sandbox);
    try (Socket socket = new Socket(api, path("k"))) {
      seconds(socket, 41);
      socket.acknowledge();
      Waiting.until(() -> sandbox.counters().acknowledgements() == 1);
    }
    reconnectable();
    try (Socket socket = new Socket(api, path("k"))) {
      assertThat(socket.text(300)).isNull();
    }
  }

  private static Instant at(long secondsAfterStart) {
    return Assembly.DEFAULT_START.plusSeconds(secondsAfterStart);
  }

  @Test
  @DisplayName("9.3: many unacknowledged frames neither block nor close the socket")
  void no_flow_control() throws Exception {
    try (Socket socket = new Socket(new Api(sandbox), path("k"))) {
      assertThat(seconds(socket, 500)).hasSize(500).isSorted();
    }
  }

  @Test
  @DisplayName("9.4: an unknown key starts a new session; an expired one is unknown")
  void expired_session_starts_anew() throws Exception {
    Api api = new Api(sandbox);
    try (Socket socket = new Socket(api, path("k"))) {
      seconds(socket, 5);
    }
    reconnectable();
    long newest = sandbox.truth().newest();
    sandbox.expireSessions();
    sandbox.skip(100);
    try (Socket socket = new Socket(api, path("k"))) {
      assertThat(second(socket.next())).isEqualTo(newest + 101);
    }
  }

  @Test
  @DisplayName("9.5: a second connection is not refused; each frame goes to one of the two")
  void one_key_twice_is_fed_from_one_queue() throws Exception {
    replace(builder -> builder.until(at(299)));
    Api api = new Api(sandbox);
    Set<Long> seconds = new HashSet<>();
    try (Socket one = new Socket(api, path("k"));
        Socket two = new Socket(api, path("k"))) {
      for (Socket socket : List.of(one, two)) {
        String text = socket.text(10_000);
        while (text != null) {
          assertThat(seconds.add(second(Api.JSON.readTree(text)))).as(text).isTrue();
          text = socket.text(200);
        }
      }
    }
    assertThat(seconds).hasSize(300);
  }

  @Test
  @DisplayName("9.5: in strict mode a second connection closes the first with 1008")
  void strict_keys_close_the_older() throws Exception {
    replace(builder -> builder.strictKeys(true).until(at(5)));
    Api api = new Api(sandbox);
    try (Socket older = new Socket(api, path("k"))) {
      seconds(older, 3);
      try (Socket newer = new Socket(api, path("k"))) {
        assertThat(older.end()).isEqualTo("closed 1008");
        assertThat(newer.next().has("message")).isTrue();
      }
    }
  }

  @Test
  @DisplayName("9.6: un-routed pad data is one prefixed record per second without site id")
  void unrouted_data_is_merged() throws Exception {
    Api api = new Api(sandbox);
    JsonNode records = api.get("pads/" + sandbox.padId() + "/data/");
    Set<String> names = new HashSet<>();
    long before = 0;
    for (JsonNode record : records) {
      assertThat(record.get("timestamp").asLong()).isGreaterThan(before);
      before = record.get("timestamp").asLong();
      record.fieldNames().forEachRemaining(names::add);
    }
    assertThat(names)
        .contains("M1_slurry_rate", "wl_depth")
        .doesNotContain("slurry_rate", "site_id", "swab_valve");
    JsonNode other =
        api.get("pads/" + sandbox.padId() + "/data/?measurement_source=M2&fields=M1_slurry_rate");
    other.forEach(record -> assertThat(record).hasSize(1));
  }

  @Test
  @DisplayName("9.6: switched, un-routed pad data comes per site with its id")
  void unrouted_data_can_carry_site_ids() throws Exception {
    replace(builder -> builder.unroutedSiteIds(true));
    JsonNode records = new Api(sandbox).get("pads/" + sandbox.padId() + "/data/");
    boolean prefixed = false;
    for (JsonNode record : records) {
      assertThat(record.has("site_id")).isTrue();
      assertThat(record.has("slurry_rate")).isFalse();
      prefixed |= record.has("M1_slurry_rate");
    }
    assertThat(prefixed).isTrue();
  }

  @Test
  @DisplayName("9.7, 9.8: shaping does not replay; a range does, and live data follows its end")
  void history_replays_on_a_range_only() throws Exception {
    Api api = new Api(sandbox);
    long start = sandbox.truth().firstLive();
    try (Socket socket = new Socket(api, path("a") + "&si_units=false&resolution=raw")) {
      assertThat(second(socket.next())).isEqualTo(start);
    }
    String range = "&start_datetime=" + wire(start - 100) + "&end_datetime=" + wire(start - 91);
    try (Socket socket = new Socket(api, path("b") + range)) {
      JsonNode replay = socket.next().get("message");
      assertThat(replay).hasSize(10);
      assertThat(replay.get(0).get("timestamp").asLong()).isEqualTo(start - 100);
      assertThat(second(socket.next())).isGreaterThanOrEqualTo(start);
    }
  }

  static String wire(long second) {
    return Instant.ofEpochSecond(second).toString().replace('T', '+').replace("Z", "");
  }

  @Test
  @DisplayName("9.9: catch-up frames hold at most 500 records")
  void catch_up_frames_are_bounded() throws Exception {
    Api api = new Api(sandbox);
    long start = sandbox.truth().firstLive();
    String path =
        "/ws/data/pad/" + sandbox.padId() + "/?routed=true&start_datetime=" + wire(start - 3600);
    try (Socket socket = new Socket(api, path)) {
      JsonNode first = socket.next().get("message");
      assertThat(first.size()).isBetween(450, 500);
      assertThat(first.get(0).get("timestamp")).isEqualTo(first.get(2).get("timestamp"));
    }
  }

  @Test
  @DisplayName("9.10: instance updates begin with a snapshot, then one message per change")
  void instance_updates() throws Exception {
    Api api = new Api(sandbox);
    try (Socket updates = new Socket(api, "/external/thirdparty/v2/ws/sites/" + site() + "/")) {
      JsonNode snapshot = updates.next();
      assertThat(snapshot.get("id").asLong()).isEqualTo(site());
      assertThat(snapshot.has("current_state")).isTrue();
      sandbox.skip(30_000);
      JsonNode change = updates.next();
      assertThat(change.get("current_state")).isNotEqualTo(snapshot.get("current_state"));
    }
    try (Socket pad = new Socket(api, "/external/thirdparty/v2/ws/pads/" + sandbox.padId() + "/")) {
      assertThat(pad.next().get("simops_config")).isNotNull();
    }
  }

  @Test
  @DisplayName("9.11: only new change events are sent")
  void change_events() throws Exception {
    Api api = new Api(sandbox);
    long now = sandbox.truth().newest();
    sandbox.corrections().delete(site(), now - 10, now);
    String path = "/external/thirdparty/v2/ws/pads/" + sandbox.padId() + "/data_changes/";
    try (Socket events = new Socket(api, path)) {
      Waiting.until(() -> sandbox.counters().openSockets() == 1);
      assertThat(events.text(200)).isNull();
      long id = sandbox.corrections().set(site(), "tds", 5, now - 10, now);
      assertThat(events.next().get("id").asLong()).isEqualTo(id);
    }
  }

  @Test
  void announced_events_are_told_and_listed_as_they_stand() throws Exception {
    Api api = new Api(sandbox);
    String listing = "pads/" + sandbox.padId() + "/data_changes/";
    String path = "/external/thirdparty/v2/ws/" + listing;
    try (Socket events = new Socket(api, path)) {
      Waiting.until(() -> sandbox.counters().openSockets() == 1);
      for (String event : List.of("{\"id\":7}", "{\"id\":7,\"site\":\"x\"}", "{\"a\":1}")) {
        sandbox.corrections().announce(site(), event);
        assertThat(events.next()).hasToString(event);
      }
    }
    assertThat(api.get(listing).get("change_log"))
        .hasToString("[{\"id\":7,\"site\":\"x\"},{\"a\":1}]");
    assertThatThrownBy(() -> sandbox.corrections().announce(site(), "[]"))
        .hasMessageContaining("not a JSON object");
    assertThatThrownBy(() -> sandbox.corrections().announce(1, "{}"))
        .hasMessageContaining("site=1 is unknown");
  }

  @Test
  @DisplayName("9.12: empty text frames only as a fault")
  void empty_frames_are_a_fault() throws Exception {
    sandbox.faults().add(FaultRule.of(Fault.FRAME_EMPTY).nth(3));
    try (Socket socket = new Socket(new Api(sandbox), path("k"))) {
      socket.next();
      socket.next();
      assertThat(socket.text(5_000)).isEmpty();
      assertThat(socket.next().has("message")).isTrue();
    }
  }

  @Test
  @DisplayName("9.32, 9.33: foreign ids do nothing; a pad path confirms too")
  void confirmations() throws Exception {
    long now = sandbox.truth().newest();
    long id = sandbox.corrections().delete(site(), now - 10, now);
    Api api = new Api(sandbox);
    String body = "{\"change_log\": [{\"id\": %d, \"update_received\": true}]}";
    long other = sandbox.siteIds().get(1);
    HttpResponse<String> foreign =
        api.post("sites/" + other + "/data_changes/", body.formatted(id));
    assertThat(foreign.statusCode()).isEqualTo(200);
    assertThat(api.get("sites/" + site() + "/data_changes/").get("change_log")).hasSize(1);
    HttpResponse<String> pad =
        api.post("pads/" + sandbox.padId() + "/data_changes/", body.formatted(id));
    assertThat(Api.JSON.readTree(pad.body()).get("change_log")).isEmpty();
  }

  @Test
  @DisplayName("9.34: an unknown id is 404")
  void unknown_ids() throws Exception {
    Api api = new Api(sandbox);
    for (String path : List.of("pads/9/", "sites/9/", "states/9/", "pads/9/data/", "sites/x/")) {
      assertThat(api.raw("/external/thirdparty/v1/" + path).statusCode()).as(path).isEqualTo(404);
    }
  }

  @Test
  @DisplayName("9.36: invalid values are 400, or ignored when lenient")
  void invalid_values() throws Exception {
    String path = "/external/thirdparty/v1/sites/" + site() + "/data/?resolution=weekly";
    HttpResponse<String> strict = new Api(sandbox).raw(path);
    assertThat(strict.statusCode()).isEqualTo(400);
    assertThat(Api.JSON.readTree(strict.body()).has("resolution")).isTrue();
    replace(builder -> builder.lenient(true));
    assertThat(new Api(sandbox).raw(path).statusCode()).isEqualTo(200);
  }

  @Test
  @DisplayName("9.37: more requests at a time than the limit are 429 with Retry-After")
  void rate_limit() throws Exception {
    replace(builder -> builder.concurrentRequests(1));
    Api api = new Api(sandbox);
    sandbox.faults().add(FaultRule.of(Fault.BODY_STALLED).amount(1).once());
    String path = "/external/thirdparty/v1/sites/%d/data/";
    try (RawHttp stalled = new RawHttp(sandbox)) {
      stalled.get(
          path.formatted(site()), "Authorization: Bearer " + api.token(), "Prefer: streaming");
      assertThat(stalled.status()).isEqualTo(200);
      HttpResponse<String> refused = api.raw(path.formatted(sandbox.siteIds().get(1)));
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    }
  }

  @Test
  @DisplayName("9.38, 9.39: tokens end; an open socket stays open")
  void tokens_end() throws Exception {
    Api api = new Api(sandbox);
    try (Socket socket = new Socket(api, path("k"))) {
      socket.next();
      sandbox.revokeTokens();
      assertThat(api.raw("/external/thirdparty/v1/pads/").statusCode()).isEqualTo(401);
      assertThat(socket.next().has("message")).isTrue();
    }
  }

  @Test
  @DisplayName("9.41: last_timestamp is the site's newest record, an integer")
  void last_timestamp_is_that_of_the_newest_record() throws Exception {
    Api api = new Api(sandbox);
    for (int i = 0; i < 2; i++) {
      JsonNode last = api.get("sites/" + site() + "/").get("metadata").get("last_timestamp");
      JsonNode records = api.get("sites/" + site() + "/data/?fields=none");
      assertThat(last.isIntegralNumber()).isTrue();
      assertThat(last).isEqualTo(records.get(records.size() - 1).get("timestamp"));
      assertThat(last.asLong()).isEqualTo(sandbox.truth().newest());
      sandbox.skip(100);
    }
  }

  @Test
  @DisplayName("9.43: late and reordered frames are faults, and nothing is lost by them")
  void late_and_reordered_frames() throws Exception {
    replace(builder -> builder.until(at(60)));
    sandbox.faults().add(FaultRule.of(Fault.FRAME_REORDERED).nth(3));
    sandbox.faults().add(FaultRule.of(Fault.FRAME_LATE).nth(10).amount(20));
    try (Socket socket = new Socket(new Api(sandbox), path("k"))) {
      List<Long> seconds = seconds(socket, 61);
      long start = sandbox.truth().firstLive();
      assertThat(seconds.subList(0, 4)).containsExactly(start, start + 1, start + 3, start + 2);
      assertThat(seconds.indexOf(start + 9)).isGreaterThan(25);
      assertThat(seconds).doesNotHaveDuplicates().hasSize(61);
    }
  }

  @Test
  @DisplayName("9.44: without Prefer the same body has a Content-Length")
  void data_without_streaming() throws Exception {
    Api api = new Api(sandbox);
    String path = "/external/thirdparty/v1/sites/" + site() + "/data/";
    try (RawHttp http = new RawHttp(sandbox)) {
      String head =
          http.get(path, "Authorization: Bearer " + api.token(), "Connection: close").head();
      assertThat(head).containsIgnoringCase("content-length");
      assertThat(http.rest()).isEqualTo(api.raw(path).body().getBytes(StandardCharsets.UTF_8));
    }
  }
}
