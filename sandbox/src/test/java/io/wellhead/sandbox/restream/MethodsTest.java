// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which methods the paths of section 2.0 take. */
class MethodsTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String V1 = "/external/thirdparty/v1/";

  @RegisterExtension
  final RestreamSandboxExtension extension =
      new RestreamSandboxExtension(options -> options.seed(43).history(Duration.ofMinutes(5)));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/o/token/|POST",
        V1 + "pads/|GET, HEAD",
        V1 + "pads/412/|GET, HEAD",
        V1 + "sites/|GET, HEAD",
        V1 + "sites/9101/|GET, HEAD",
        V1 + "states/|GET, HEAD",
        V1 + "states/1/|GET, HEAD",
        V1 + "pads/412/fields/|GET, HEAD",
        V1 + "pads/412/history/|GET, HEAD",
        V1 + "sites/9101/aggregations/|GET, HEAD",
        V1 + "pads/412/data/|GET, HEAD",
        V1 + "sites/9101/data/|GET, HEAD",
        V1 + "sites/9101/data_changes/1/|GET, HEAD",
        V1 + "sites/9101/data_changes/|GET, HEAD, POST",
        V1 + "pads/412/parameters/|GET, HEAD, POST",
        "/ws/data/pad/412/|GET",
        "/external/thirdparty/v2/ws/pads/412/|GET",
        "/external/thirdparty/v2/ws/sites/9101/data_changes/|GET",
        "/sandbox/|GET, HEAD",
        "/sandbox/faults/|GET, HEAD, POST, DELETE",
        "/sandbox/changes/|POST",
        "/sandbox/stages/|POST",
        "/sandbox/tokens/revoke/|POST",
        "/sandbox/sessions/expire/|POST"
      })
  void path_withAnotherMethod_isRefusedWithThoseThatItTakes(String path, String allowed)
      throws Exception {
    Api api = new Api(extension.sandbox());
    for (String method : List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")) {
      HttpResponse<String> answer = call(api, method, path);
      if (List.of(allowed.split(", ")).contains(method)) {
        assertThat(answer.statusCode()).as(method).isNotEqualTo(405);
        api = new Api(extension.sandbox()); // one of the paths revokes tokens
      } else {
        assertThat(answer.statusCode()).as(method).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).contains(allowed);
        if (!method.equals("HEAD")) {
          assertThat(Api.JSON.readTree(answer.body()).get("detail").asText())
              .isEqualTo("Method \"" + method + "\" not allowed.");
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    V1 + "wells/",
    V1 + "pads/412/wells/",
    V1 + "pad/412/fields/",
    V1 + "pads/412/fields/1/",
    V1 + "states/1/data/",
    "/sandbox/weather/"
  })
  void unknownPath_isNotFoundWhateverTheMethod(String path) throws Exception {
    Api api = new Api(extension.sandbox());
    for (String method : List.of("GET", "POST", "DELETE")) {
      assertThat(call(api, method, path).statusCode()).as(method).isEqualTo(404);
    }
  }

  @Test
  void methodThatIsNotTaken_withoutToken_isStillUnauthorized() throws Exception {
    Api stranger = new Api(extension.sandbox(), "no such token");
    assertThat(call(stranger, "POST", V1 + "pads/").statusCode()).isEqualTo(401);
  }

  private static HttpResponse<String> call(Api api, String method, String path) throws Exception {
    return HTTP.send(
        api.request(path).method(method, BodyPublishers.ofString("{}")).build(),
        BodyHandlers.ofString());
  }
}
