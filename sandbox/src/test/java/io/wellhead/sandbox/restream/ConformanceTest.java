// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.wellhead.restream.model.Field;
import io.wellhead.restream.model.Pad;
import io.wellhead.restream.model.Parameter;
import io.wellhead.restream.model.Site;
import io.wellhead.restream.model.Stage;
import io.wellhead.restream.model.State;
import io.wellhead.restream.model.WireJson;
import io.wellhead.sandbox.restream.faults.Fault;
import io.wellhead.sandbox.restream.faults.FaultRule;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The sixteen points of the ReStream API spec, section 10, by number. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConformanceTest {

  private final RestreamSandbox sandbox =
      RestreamSandbox.builder()
          .seed(11)
          .pace(Pace.unthrottled())
          // Sockets read ahead of their tests; time must not run away from the other tests.
          .until(Assembly.DEFAULT_START.plusSeconds(20_000))
          .history(Duration.ofHours(9))
          .start();
  private Api api = new Api(sandbox, "");
  private long site;
  private long pad;

  @BeforeAll
  void connect() throws Exception {
    site = sandbox.siteIds().get(0);
    pad = sandbox.padId();
  }

  @BeforeEach
  void authorize() throws Exception {
    sandbox.faults().clear();
    api = new Api(sandbox);
  }

  @AfterAll
  void stop() {
    sandbox.close();
  }

  private String bearer() {
    return "Authorization: Bearer " + api.token();
  }

  @Test
  @DisplayName("1: slash-terminated paths answer directly, double slash and unknown parameters")
  void point_1() throws Exception {
    for (String target :
        List.of(
            "/external/thirdparty/v1/pads/",
            "//external/thirdparty/v1/pads/",
            "/external/thirdparty/v1/pads/?page=1&whatever=%C3%A4",
            "/external/thirdparty/v1/sites/" + site + "/data_changes/?page=1")) {
      try (RawHttp http = new RawHttp(sandbox)) {
        assertThat(http.get(target, bearer()).status()).as(target).isEqualTo(200);
      }
    }
  }

  @Test
  @DisplayName("2: form-encoded token request; 401 for bad credentials, 400 for other grants")
  void point_2() throws Exception {
    JsonNode grant = api.grant(sandbox.clientId(), sandbox.clientSecret());
    assertThat(grant.get("access_token").isTextual()).isTrue();
    assertThat(grant.get("expires_in").asInt()).isEqualTo(36_000);
    HttpResponse<String> bad =
        api.postForm("client_id=sandbox&client_secret=wrong&grant_type=client_credentials");
    assertThat(bad.statusCode()).isEqualTo(401);
    assertThat(bad.body()).isEqualTo("{\"error\":\"invalid_client\"}");
    HttpResponse<String> other = api.postForm("client_id=sandbox&grant_type=password");
    assertThat(other.statusCode()).isEqualTo(400);
    assertThat(other.body()).isEqualTo("{\"error\":\"unsupported_grant_type\"}");
  }

  @Test
  @DisplayName("3: bearer check on every call and handshake, by HTTP status")
  void point_3() throws Exception {
    for (String target :
        List.of(
            "/external/thirdparty/v1/pads/",
            "/external/thirdparty/v1/states/",
            "/external/thirdparty/v1/sites/" + site + "/data/",
            "/ws/data/site/" + site + "/",
            "/external/thirdparty/v2/ws/pads/" + pad + "/",
            "/external/thirdparty/v2/ws/pads/" + pad + "/data_changes/")) {
      try (RawHttp http = new RawHttp(sandbox)) {
        assertThat(http.get(target, "Authorization: Bearer nonsense").status())
            .as(target)
            .isEqualTo(401);
      }
    }
  }

  @Test
  @DisplayName("4: booleans in any case, lists joined or repeated, plus as space")
  void point_4() throws Exception {
    assertThat(api.get("pads/?complete=False")).hasSize(1);
    assertThat(api.get("pads/?complete=TRUE")).isEmpty();
    assertThat(api.get("sites/?fleet_name=gam")).hasSize(3);
    long now = sandbox.truth().newest();
    String range =
        "start_datetime=" + wire(now - 20, "+", "%3A") + "&end_datetime=" + wire(now, "%20", ":");
    JsonNode joined =
        api.get(
            "sites/" + site + "/data/?" + range + "&fields=slurry_rate,server_measurement_latency");
    JsonNode encoded =
        api.get(
            "sites/"
                + site
                + "/data/?"
                + range
                + "&fields=slurry_rate%2Cserver_measurement_latency");
    JsonNode repeated =
        api.get(
            "sites/"
                + site
                + "/data/?"
                + range
                + "&fields=slurry_rate&fields=server_measurement_latency");
    assertThat(joined).hasSize(21).isEqualTo(encoded).isEqualTo(repeated);
  }

  private static String wire(long second, String blank, String colon) {
    return java.time.Instant.ofEpochSecond(second)
        .toString()
        .replace("T", blank)
        .replace("Z", "")
        .replace(":", colon);
  }

  @Test
  @DisplayName("5: request line up to 64 kB")
  void point_5() throws Exception {
    List<Long> ids = new ArrayList<>();
    api.get("sites/" + site + "/history/").forEach(stage -> ids.add(stage.path("id").asLong()));
    String known = ids.stream().map(id -> "histories=" + id).collect(Collectors.joining("&"));
    String filler =
        LongStream.range(0, 4_000)
            .mapToObj(n -> "histories=" + (90_000_000 + n))
            .collect(Collectors.joining("&"));
    String target =
        "/external/thirdparty/v1/sites/" + site + "/aggregations/?" + known + "&" + filler;
    assertThat(target.length()).isGreaterThan(64_000);
    HttpResponse<String> response = api.raw(target);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(Api.JSON.readTree(response.body()).path(Long.toString(site))).isNotEmpty();
  }

  @Test
  @DisplayName("6: strict JSON; the text Infinity only as a fault")
  void point_6() throws Exception {
    String path = "/external/thirdparty/v1/pads/" + pad + "/data/?routed=true";
    String body = api.raw(path).body();
    assertThat(Api.JSON.readTree(body)).isNotEmpty();
    assertThat(body).doesNotContain("Infinity").doesNotContain("NaN").doesNotContain("null");
    sandbox.faults().add(FaultRule.of(Fault.BODY_INFINITY).once());
    JsonNode records = Api.JSON.readTree(api.raw(path).body());
    assertThat(records.get(0).get("friction_reduction").asText()).isEqualTo("Infinity");
  }

  @Test
  @DisplayName("7: data answers are whole arrays; an internal failure cuts the connection")
  void point_7() throws Exception {
    String path = "/external/thirdparty/v1/sites/" + site + "/data/";
    assertThat(Api.JSON.readTree(api.raw(path).body()).isArray()).isTrue();
    sandbox.faults().add(FaultRule.of(Fault.BODY_CUT).amount(50).once());
    try (RawHttp http = new RawHttp(sandbox)) {
      http.get(path, bearer(), "Prefer: streaming");
      assertThat(http.status()).isEqualTo(200);
      String body = new String(http.rest(), java.nio.charset.StandardCharsets.UTF_8);
      assertThat(body).endsWith("{\"timestamp\":\r\n").doesNotEndWith("0\r\n\r\n");
    }
  }

  @Test
  @DisplayName("8: objects have the documented fields and types, and no others")
  void point_8() throws Exception {
    for (byte[] json : items("pads/")) {
      assertThat(WireJson.decode(json, Pad.class).otherFields()).isEmpty();
    }
    for (byte[] json : items("sites/")) {
      assertThat(WireJson.decode(json, Site.class).otherFields()).isEmpty();
    }
    for (byte[] json : items("states/")) {
      assertThat(WireJson.decode(json, State.class).otherFields()).isEmpty();
    }
    List<byte[]> fields = items("pads/" + pad + "/fields/");
    assertThat(fields).hasSizeGreaterThan(50);
    for (byte[] json : fields) {
      assertThat(Api.JSON.readTree(json)).hasSize(20);
      assertThat(WireJson.decode(json, Field.class).otherFields()).isEmpty();
    }
    for (byte[] json : items("pads/" + pad + "/parameters/")) {
      assertThat(WireJson.decode(json, Parameter.class).otherFields()).isEmpty();
    }
    List<byte[]> stages = items("sites/" + site + "/history/");
    Stage running = WireJson.decode(stages.get(stages.size() - 1), Stage.class);
    assertThat(running.isRunning()).isTrue();
    assertThat(Api.JSON.readTree(stages.get(stages.size() - 1)).has("id")).isFalse();
  }

  private List<byte[]> items(String path) throws Exception {
    List<byte[]> items = new ArrayList<>();
    for (JsonNode node : api.get(path)) {
      items.add(Api.JSON.writeValueAsBytes(node));
    }
    assertThat(items).as(path).isNotEmpty();
    return items;
  }

  @Test
  @DisplayName("9: POST answers carry JSON; repeating a POST is harmless")
  void point_9() throws Exception {
    String body =
        """
        [{"name": "p9", "description": "", "config": {"field": "slurry_rate",
          "aggregation": "max", "base_unit": "L/min", "si_unit": "m^3/min",
          "imperial_unit": "bpm"}}]""";
    HttpResponse<String> first = api.post("pads/" + pad + "/parameters/", body);
    HttpResponse<String> second = api.post("pads/" + pad + "/parameters/", body);
    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(Api.JSON.readTree(second.body()).get(0).get("id"))
        .isEqualTo(Api.JSON.readTree(first.body()).get(0).get("id"));
    long named =
        items("pads/" + pad + "/parameters/").stream()
            .filter(json -> WireJson.decode(json, Parameter.class).name().equals("p9"))
            .count();
    assertThat(named).isEqualTo(1);
  }

  @Test
  @DisplayName("10: confirmation answers and later listings omit confirmed ids")
  void point_10() throws Exception {
    long now = sandbox.truth().newest();
    long kept = sandbox.corrections().delete(site, now - 100, now - 90);
    long confirmed = sandbox.corrections().scale(site, "wl_depth", 2, now - 200, now - 150);
    String path = "sites/" + site + "/data_changes/";
    HttpResponse<String> answer =
        api.post(
            path, "{\"change_log\": [{\"id\": " + confirmed + ", \"update_received\": true}]}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(ids(Api.JSON.readTree(answer.body()))).contains(kept).doesNotContain(confirmed);
    assertThat(ids(api.get(path))).contains(kept).doesNotContain(confirmed);
    assertThat(ids(api.get("pads/" + pad + "/data_changes/"))).doesNotContain(confirmed);
    assertThat(ids(api.get(path + kept + "/"))).containsExactly(kept);
  }

  private static List<Long> ids(JsonNode envelope) {
    List<Long> ids = new ArrayList<>();
    envelope.get("change_log").forEach(change -> ids.add(change.get("id").asLong()));
    return ids;
  }

  @Test
  @DisplayName("11: frames are text with a message; acknowledgements are read, never answered")
  void point_11() throws Exception {
    try (Socket socket = new Socket(api, "/ws/data/pad/" + pad + "/?session_key=p11&routed=true")) {
      for (int i = 1; i <= 22; i++) {
        JsonNode frame = socket.next();
        assertThat(frame.get("message").isArray()).isTrue();
        assertThat(frame.get("message")).hasSize(3);
        if (i % 5 == 0) {
          socket.acknowledge();
        }
      }
      Waiting.until(() -> sandbox.counters().acknowledgements() >= 4);
    }
  }

  @Test
  @DisplayName("12: sessions survive reconnects without replaying history")
  void point_12() throws Exception {
    long now = sandbox.truth().newest();
    String path =
        "/ws/data/site/" + site + "/?session_key=p12&start_datetime=" + wire(now - 700, "+", "%3A");
    long last;
    try (Socket socket = new Socket(api, path)) {
      assertThat(socket.next().get("message").get(0).get("timestamp").asLong())
          .isEqualTo(now - 700);
      JsonNode second = socket.next().get("message");
      last = second.get(second.size() - 1).get("timestamp").asLong();
      socket.acknowledge();
      Waiting.until(() -> sandbox.counters().acknowledgements() > 0);
    }
    Waiting.until(() -> sandbox.counters().openSockets() == 0);
    try (Socket socket = new Socket(api, path)) {
      JsonNode message = socket.next().get("message");
      JsonNode first = message.isArray() ? message.get(0) : message;
      assertThat(first.get("timestamp").asLong()).isGreaterThan(now - 700);
      assertThat(last).isGreaterThan(now - 700);
    }
  }

  @Test
  @DisplayName("13: after a close handshake TCP is closed, whoever began it")
  void point_13() throws Exception {
    try (RawHttp http = handshake("/external/thirdparty/v2/ws/sites/" + site + "/data_changes/")) {
      http.send("\u0088\u0082\u0000\u0000\u0000\u0000\u0003\u00e8");
      assertThat(http.rest()).containsExactly(0x88, 0x02, 0x03, 0xe8);
    }
    sandbox.faults().add(FaultRule.of(Fault.SOCKET_CLOSED).once());
    try (RawHttp http = handshake("/ws/data/site/" + site + "/?session_key=p13")) {
      assertThat(http.rest()).endsWith(0x88, 0x02, 0x03, 0xe8);
    }
  }

  @Test
  @DisplayName("14: Origin present or absent, no User-Agent")
  void point_14() throws Exception {
    handshake("/ws/data/site/" + site + "/").close();
    handshake("/ws/data/site/" + site + "/", "Origin: http://sandbox").close();
  }

  private RawHttp handshake(String target, String... more) throws Exception {
    RawHttp http = new RawHttp(sandbox);
    List<String> headers = new ArrayList<>(List.of(more));
    headers.add(bearer());
    headers.add("Upgrade: websocket");
    headers.add("Connection: Upgrade");
    headers.add("Sec-WebSocket-Version: 13");
    headers.add("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
    String head = http.get(target, headers.toArray(new String[0])).head();
    assertThat(head).startsWith("HTTP/1.1 101").contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    return http;
  }

  @Test
  @DisplayName("15: two sockets on one URL are tolerated, each frame goes to one of them")
  void point_15() throws Exception {
    String path = "/ws/data/site/" + site + "/?session_key=p15";
    try (Socket one = new Socket(api, path);
        Socket two = new Socket(api, path)) {
      List<Long> seconds = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        seconds.add(one.next().get("message").get("timestamp").asLong());
        seconds.add(two.next().get("message").get("timestamp").asLong());
      }
      assertThat(seconds).doesNotHaveDuplicates();
    }
  }

  @Test
  @DisplayName("16: many short connections are tolerated")
  void point_16() throws Exception {
    for (int i = 0; i < 300; i++) {
      try (RawHttp http = new RawHttp(sandbox)) {
        http.get("/external/thirdparty/v1/pads/" + pad + "/", bearer(), "Connection: close");
        assertThat(http.status()).isEqualTo(200);
      }
    }
    Waiting.until(() -> sandbox.counters().openConnections() < 50);
  }
}
