// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The defaults of the ReStream API spec, section 9, that need more than one client, by number. Two
 * clients share the first pad; the second pad belongs to a third.
 */
class ClientsTest {

  @RegisterExtension
  final RestreamSandboxExtension extension =
      new RestreamSandboxExtension(
          options ->
              options
                  .pads(2)
                  .history(Duration.ofHours(1))
                  .client("colleague", "colleague-secret")
                  .client("rival", "rival-secret", 413L));

  private RestreamSandbox sandbox() {
    return extension.sandbox();
  }

  private Api first() throws Exception {
    return new Api(sandbox());
  }

  private Api colleague() throws Exception {
    return new Api(sandbox(), "colleague", "colleague-secret");
  }

  private Api rival() throws Exception {
    return new Api(sandbox(), "rival", "rival-secret");
  }

  private static List<Long> ids(JsonNode objects) {
    List<Long> ids = new ArrayList<>();
    objects.forEach(object -> ids.add(object.get("id").asLong()));
    return ids;
  }

  @Test
  @DisplayName("9.31: confirmations are per client id")
  void confirmations_of_one_client_leave_those_of_another_pending() throws Exception {
    long site = sandbox().siteIds().get(0);
    long now = sandbox().truth().newest();
    long one = sandbox().corrections().delete(site, now - 10, now);
    long two = sandbox().corrections().delete(site, now - 30, now - 20);
    String path = "sites/" + site + "/data_changes/";
    String body = "{\"change_log\": [{\"id\": %d, \"update_received\": true}]}";
    first().post(path, body.formatted(one));
    colleague().post(path, body.formatted(two));
    assertThat(ids(first().get(path).get("change_log"))).containsExactly(two);
    assertThat(ids(colleague().get(path).get("change_log"))).containsExactly(one);
    assertThat(ids(first().get("pads/412/data_changes/").get("change_log"))).containsExactly(two);
  }

  @Test
  @DisplayName("9.4: a session key names a session of its client alone")
  void sessions_of_two_clients_with_one_key_are_two() throws Exception {
    String path = "/ws/data/site/" + sandbox().siteIds().get(0) + "/?session_key=k";
    List<Long> seen = new ArrayList<>();
    try (Socket mine = new Socket(first(), path);
        Socket theirs = new Socket(colleague(), path)) {
      for (Socket socket : List.of(mine, theirs)) {
        for (int i = 0; i < 3; i++) {
          seen.add(socket.next().get("message").get("timestamp").asLong());
        }
      }
    }
    long start = sandbox().truth().firstLive();
    assertThat(seen).containsExactly(start, start + 1, start + 2, start, start + 1, start + 2);
  }

  @Test
  @DisplayName("9.35: an id of another customer is 404, and no list tells of it")
  void ids_of_another_customer_are_unknown() throws Exception {
    assertThat(ids(first().get("pads/"))).containsExactly(412L);
    assertThat(ids(colleague().get("pads/"))).containsExactly(412L);
    assertThat(ids(rival().get("pads/"))).containsExactly(413L);
    assertThat(ids(first().get("sites/"))).isEqualTo(sandbox().siteIds(412));
    assertThat(ids(rival().get("sites/"))).isEqualTo(sandbox().siteIds(413));
    assertThat(rival().get("sites/?pad__id=412")).isEmpty();
    assertUnknown(first(), 413, sandbox().siteIds(413), ids(rival().get("states/")));
    assertUnknown(rival(), 412, sandbox().siteIds(412), ids(first().get("states/")));
  }

  private static void assertUnknown(Api api, long pad, List<Long> sites, List<Long> states)
      throws Exception {
    List<String> paths =
        List.of(
            "pads/" + pad + "/",
            "pads/" + pad + "/data/",
            "pads/" + pad + "/history/",
            "pads/" + pad + "/parameters/",
            "sites/" + sites.get(0) + "/",
            "sites/" + sites.get(0) + "/fields/",
            "sites/" + sites.get(0) + "/data_changes/",
            "states/" + states.get(0) + "/");
    for (String path : paths) {
      assertThat(api.raw("/external/thirdparty/v1/" + path).statusCode()).as(path).isEqualTo(404);
    }
    String confirmed = "{\"change_log\": [{\"id\": 1, \"update_received\": true}]}";
    assertThat(api.post("sites/" + sites.get(0) + "/data_changes/", confirmed).statusCode())
        .isEqualTo(404);
    for (String socket :
        List.of(
            "/ws/data/pad/" + pad + "/",
            "/external/thirdparty/v2/ws/sites/" + sites.get(0) + "/",
            "/external/thirdparty/v2/ws/pads/" + pad + "/data_changes/")) {
      assertThatThrownBy(() -> new Socket(api, socket).close())
          .as(socket)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("404");
    }
  }

  @Test
  void clients_that_contradict_each_other_are_refused() {
    assertThatThrownBy(() -> RestreamSandbox.builder().client("sandbox", "s").options())
        .hasMessageContaining("client=sandbox");
    assertThatThrownBy(
            () -> RestreamSandbox.builder().client("a", "s", 412L).client("b", "s", 412L).options())
        .hasMessageContaining("pad of client b=412");
    assertThatThrownBy(() -> RestreamSandbox.builder().client("a", "s", 500L).start())
        .hasMessageContaining("pad 500 of client a")
        .hasMessageContaining("[412]");
    assertThat(RestreamSandbox.builder().client("a", "hidden").options().furtherClients())
        .hasToString("[SandboxClient[id=a, pads=[]]]");
  }
}
