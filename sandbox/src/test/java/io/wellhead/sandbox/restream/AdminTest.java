// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sandbox's own endpoints. */
class AdminTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @RegisterExtension
  final RestreamSandboxExtension extension =
      new RestreamSandboxExtension(options -> options.seed(41).history(Duration.ofHours(1)));

  @Test
  void the_admin_endpoint_switches_faults_corrects_data_and_tells_the_state() throws Exception {
    RestreamSandbox sandbox = extension.sandbox();
    Api api = new Api(sandbox);
    assertThat(
            answer(
                "POST",
                "faults/",
                "{\"fault\": \"server_error\", \"routes\": [\"rest\"], \"nth\": 2}"))
        .hasSize(1);
    assertThat(api.raw("/external/thirdparty/v1/pads/").statusCode()).isEqualTo(200);
    assertThat(api.raw("/external/thirdparty/v1/pads/").statusCode()).isEqualTo(500);
    assertThat(answer("GET", "faults/", "").get(0).get("happened").asInt()).isEqualTo(1);
    assertThat(answer("DELETE", "faults/", "")).isEmpty();
    long now = sandbox.truth().newest();
    long site = sandbox.siteIds().get(0);
    String edit = "{\"edit\": \"delete\", \"site\": %d, \"from\": %d, \"to\": %d}";
    assertThat(answer("POST", "changes/", edit.formatted(site, now - 9, now)).get("id").asLong())
        .isPositive();
    assertThat(sandbox.truth().between(site, now - 9, now)).isEmpty();
    assertThat(answer("GET", "", "").get("data_changes").asInt()).isEqualTo(1);
    JsonNode stage = api.get("sites/" + site + "/history/").get(0);
    long start = Instant.parse(stage.get("start").asText()).getEpochSecond();
    String change = "{\"site\": %d, \"start\": %d, \"new_start\": %d, \"number\": 77}";
    answer("POST", "stages/", change.formatted(site, start, start + 5));
    JsonNode changed = api.get("sites/" + site + "/history/").get(0);
    assertThat(changed.get("stage_number").asInt()).isEqualTo(77);
    assertThat(Instant.parse(changed.get("start").asText()).getEpochSecond()).isEqualTo(start + 5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"fault\": \"earthquake\"}|fault=earthquake is none of UNAUTHORIZED, FORBIDDEN, NOT_FOUND,",
        "{\"nth\": 3}|fault is missing; it is one of UNAUTHORIZED, FORBIDDEN, NOT_FOUND,",
        "{\"fault\": \"body_cut\", \"routes\": [\"REST\", \"road\"]}|routes=road is none of TOKEN, REST, CONFIRM, DATA, SOCKET",
        "{\"fault\": \"body_cut\", \"routes\": \"REST\"}|routes=\"REST\" is no list; in it may be TOKEN, REST, CONFIRM, DATA, SOCKET",
        "{\"fault\": \"body_cut\", \"nht\": 3}|nht is none of fault, routes, from, every, nth, times,",
        "{\"fault\": \"body_cut\", \"nth\": \"x\"}|nth=\"x\" is not a number",
        "{\"fault\": \"body_cut\", \"probability\": 2}|probability=2.0 must be above 0 and at most 1",
        "[]|a rule is a JSON object such as {\"fault\": ",
        "``|a rule is a JSON object such as {\"fault\": ",
        "{\"fault|The body is not JSON."
      })
  void rule_thatIsNotUnderstood_isRefusedWithWhatIsAccepted(String rule, String problem)
      throws Exception {
    HttpResponse<String> answer = send("POST", "faults/", rule);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(Api.JSON.readTree(answer.body()).get("detail").asText()).startsWith(problem);
    assertThat(answer("GET", "faults/", "")).isEmpty();
  }

  private JsonNode answer(String method, String path, String body) throws Exception {
    return Api.JSON.readTree(send(method, path, body).body());
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    URI uri = URI.create(extension.sandbox().baseUrl() + "/sandbox/" + path);
    return HTTP.send(
        HttpRequest.newBuilder(uri).method(method, BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }
}
