// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.restream.model.Room;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens: ReStream API, sections 1.1 to 1.4. */
class AuthorizationTest {

  private static final String PADS = "/external/thirdparty/v1/pads/";
  private static final String DATA = "/external/thirdparty/v1/sites/1/data/";
  private static final String TOKEN = "/o/token/";

  private final FakeTime time = new FakeTime();
  private FakeRestream server;

  @BeforeEach
  void start() throws IOException {
    server = new FakeRestream();
    server.answer(PADS, "[]").answer(DATA, "[{\"timestamp\": 1}]");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void token_isAskedForAsAForm() {
    try (RestreamClient client = server.client(time)) {
      client.pads().list().execute();
    }

    var request = server.requests(TOKEN).get(0);
    assertThat(FakeRestream.body(request))
        .isEqualTo("client_id=id&client_secret=hush&grant_type=client_credentials");
    assertThat(request.getHeaders().get("Authorization")).isNull();
    assertThat(server.requests(PADS).get(0).getHeaders().get("Authorization"))
        .isEqualTo("Bearer token-1");
  }

  @Test
  void token_isKept_untilTenSecondsBeforeItExpires() {
    try (RestreamClient client = server.client(time)) {
      client.pads().list().execute();
      time.advance(Duration.ofSeconds(36000 - 11));
      client.pads().list().execute();
      assertThat(server.requests(TOKEN)).hasSize(1);

      time.advance(Duration.ofSeconds(1));
      client.pads().list().execute();
      assertThat(server.requests(TOKEN)).hasSize(2);
    }
  }

  @Test
  void token_forManyCallsAtOnce_isFetchedOnce() {
    try (RestreamClient client = server.client(time)) {
      List<CompletableFuture<?>> calls = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        calls.add(client.pads().list().submit());
      }
      CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).join();

      assertThat(server.requests(TOKEN)).hasSize(1);
    }
  }

  @Test
  void token_askedForByHand_comesFromTheCache_andIsNewOnDemand() {
    try (RestreamClient client = server.client(time)) {
      assertThat(client.accessToken().execute().reveal()).isEqualTo("token-1");
      assertThat(client.accessToken().execute().reveal()).isEqualTo("token-1");
      assertThat(client.newAccessToken().execute().reveal()).isEqualTo("token-2");
      assertThat(client.accessToken().execute().reveal()).isEqualTo("token-2");
    }
  }

  @Test
  void revokedToken_isReplaced_onRest() {
    try (RestreamClient client = server.client(time)) {
      client.pads().list().execute();
      server.revokeTokens();

      assertThat(client.pads().list().execute()).isEmpty();
      assertThat(server.requests(TOKEN)).hasSize(2);
      assertThat(time.sleeps()).isEmpty();
    }
  }

  @Test
  void revokedToken_isReplaced_onDataStreams() {
    try (RestreamClient client = server.client(time)) {
      client.pads().list().execute();
      server.revokeTokens();

      assertThat(client.data(Room.site(1), DataRequest.DEFAULT).stream()).hasSize(1);
      assertThat(server.requests(TOKEN)).hasSize(2);
    }
  }

  @Test
  void revokedToken_isReplaced_onSocketHandshakes() {
    server.answer("/ws/data/site/1/", ServerSocket.sending("{\"message\":{\"timestamp\":1}}"));
    try (RestreamClient client = server.client(time)) {
      client.pads().list().execute();
      server.revokeTokens();

      try (MeasurementSocket socket =
          client.measurements(Room.site(1), DataRequest.DEFAULT, SocketOptions.DEFAULT)) {
        assertThat(socket.poll(Duration.ofSeconds(10))).isNotNull();
      }
      assertThat(server.requests(TOKEN)).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void tokenRejectedForEver_isReportedAfterAFewNewOnes(int status) {
    server.answer("/external/thirdparty/v1/sites/", FakeRestream.status(status));
    try (RestreamClient client = server.client(time)) {
      assertThatThrownBy(() -> client.sites().list().execute())
          .isInstanceOf(UnauthorizedException.class)
          .hasMessageContaining(String.valueOf(status));
      assertThat(server.requests("/external/thirdparty/v1/sites/")).hasSize(4);
      assertThat(server.requests(TOKEN)).hasSize(4);
    }
  }

  @Test
  void tokenOfTheCaller_rejected_isReportedAtOnce() {
    try (RestreamClient client =
        RestreamClient.builder().baseUrl(server.baseUrl()).token(Secret.of("old")).build()) {
      assertThatThrownBy(() -> client.pads().list().execute())
          .isInstanceOf(UnauthorizedException.class);
      assertThat(server.requests(PADS)).hasSize(1);
      assertThat(server.requests(TOKEN)).isEmpty();
    }
  }

  @Test
  void tokenOfTheCallersSupplier_rejected_isReplacedByItsNext() {
    Deque<String> left = new ArrayDeque<>(List.of("old"));
    try (RestreamClient own = server.client(time)) {
      String valid = own.accessToken().execute().reveal();
      try (RestreamClient client =
          RestreamClient.builder()
              .baseUrl(server.baseUrl())
              .tokenSupplier(() -> Secret.of(left.isEmpty() ? valid : left.poll()))
              .build()) {
        assertThat(client.pads().list().execute()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void wrongSecret_isReportedAtOnce(int status) throws IOException {
    try (FakeRestream refusing = new FakeRestream(FakeRestream.status(status));
        RestreamClient client = refusing.client(time)) {
      assertThatThrownBy(() -> client.pads().list().execute())
          .isInstanceOf(CredentialsException.class)
          .hasMessageContaining("client id or secret rejected")
          .hasMessageNotContaining("hush");
      assertThat(refusing.requests(TOKEN)).hasSize(1);
    }
  }

  @Test
  void tokenEndpointMissing_isReportedAtOnce() throws IOException {
    try (FakeRestream refusing = new FakeRestream(FakeRestream.status(404));
        RestreamClient client = refusing.client(time)) {
      assertThatThrownBy(() -> client.pads().list().execute())
          .isInstanceOf(NotFoundException.class)
          .hasMessageContaining("base URL");
      assertThat(refusing.requests(TOKEN)).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"access_token\": \"a\"}", "{\"expires_in\": 5}"})
  void tokenAnswerWithoutAField_isReportedAtOnce(String answer) throws IOException {
    try (FakeRestream odd = new FakeRestream(FakeRestream.json(answer));
        RestreamClient client = odd.client(time)) {
      assertThatThrownBy(() -> client.pads().list().execute())
          .isInstanceOf(MalformedDataException.class);
      assertThat(odd.requests(TOKEN)).hasSize(1);
    }
  }

  @Test
  void tokenAnswerThatIsNoJson_isAskedForAgain() throws IOException {
    try (FakeRestream odd = new FakeRestream(FakeRestream.json("<html>"))) {
      odd.answer(TOKEN, FakeRestream.json("{\"access_token\":\"t\",\"expires_in\":\"60\"}"));
      try (RestreamClient client = odd.client(time)) {
        assertThat(client.accessToken().execute().reveal()).isEqualTo("t");
      }
      assertThat(odd.requests(TOKEN)).hasSize(2);
    }
  }

  @Test
  void failingTokenEndpoint_isNotAskedMoreOftenThanOneOperationMay() throws IOException {
    try (FakeRestream failing = new FakeRestream(FakeRestream.status(503));
        RestreamClient client = failing.client(time)) {
      assertThatThrownBy(() -> client.pads().list().execute())
          .isInstanceOf(RetryableException.class);
      assertThat(failing.requests(TOKEN)).hasSize(RetryPolicy.DEFAULT.maxAttempts());
    }
  }

  @Test
  void environment_givesHostAndCredentials() {
    try (RestreamClient client =
        RestreamClient.builder()
            .environment(
                Map.of(
                    "RESTREAM_HOST", server.baseUrl() + "/",
                    "RESTREAM_CLIENT_ID", "me",
                    "RESTREAM_CLIENT_SECRET", "hush"))
            .build()) {
      client.pads().list().execute();
    }

    assertThat(FakeRestream.body(server.requests(TOKEN).get(0))).startsWith("client_id=me&");
    assertThat(server.requests(PADS)).hasSize(1);
  }

  @Test
  void secret_isMaskedInEveryText() {
    Secret secret = Secret.of("hush");
    try (RestreamClient client = server.client(time)) {
      assertThat(secret).hasToString("***").isEqualTo(Secret.of("hush"));
      assertThat(client.toString()).doesNotContain("hush");
    }
    assertThatThrownBy(() -> Secret.of(" ")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void clientWithoutCredentials_isRefused() {
    assertThatThrownBy(() -> RestreamClient.builder().build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("credentials");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://app.restreamsolutions.com",
        "http://10.0.0.1:8080",
        "ftp://localhost",
        "x",
        "https://user:pw@host",
        "https://host/?a=b",
        "http://localhost.example.com",
        "http://127.example.com"
      })
  void baseUrl_inPlaintextToOthersOrOtherwiseOdd_isRefused(String url) {
    assertThatThrownBy(() -> RestreamClient.builder().baseUrl(url))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("pw");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.restreamsolutions.com/",
        "http://localhost:1",
        "http://127.0.0.1",
        "http://[::1]:80"
      })
  void baseUrl_thatIsSafe_isAccepted(String url) {
    assertThat(RestreamClient.builder().baseUrl(url)).isNotNull();
  }
}
