// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.restream.Failure.Kind;
import io.wellhead.restream.RetryTable.Verdict;
import io.wellhead.restream.model.DataChange;
import io.wellhead.restream.model.Parameter;
import io.wellhead.restream.model.ParameterConfig;
import io.wellhead.restream.model.ParameterDefinition;
import io.wellhead.restream.model.Room;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is repeated, when, and what the caller is told. */
class RetriesTest extends WithFakeRestream {

  private static final String PADS = "/external/thirdparty/v1/pads/";
  private static final String PARAMETERS = "/external/thirdparty/v1/pads/412/parameters/";
  private static final String CHANGES = "/external/thirdparty/v1/sites/9102/data_changes/";

  @ParameterizedTest
  @CsvSource({
    "NOT_SENT, 0, false, REPEAT, REPEAT",
    "BROKEN, 0, false, REPEAT, OUTCOME_UNKNOWN",
    "CUT, 0, false, REPEAT, OUTCOME_UNKNOWN",
    "MALFORMED, 0, false, GIVE_UP, OUTCOME_UNKNOWN",
    "STATUS, 301, false, GIVE_UP, GIVE_UP",
    "STATUS, 400, false, GIVE_UP, GIVE_UP",
    "STATUS, 401, false, NEW_TOKEN_THEN_REPEAT, NEW_TOKEN_THEN_REPEAT",
    "STATUS, 403, false, NEW_TOKEN_THEN_REPEAT, NEW_TOKEN_THEN_REPEAT",
    "STATUS, 404, false, GIVE_UP, GIVE_UP",
    "STATUS, 405, false, GIVE_UP, GIVE_UP",
    "STATUS, 408, false, REPEAT, REPEAT",
    "STATUS, 409, false, GIVE_UP, GIVE_UP",
    "STATUS, 422, false, GIVE_UP, GIVE_UP",
    "STATUS, 425, false, REPEAT, REPEAT",
    "STATUS, 429, false, REPEAT, REPEAT",
    "STATUS, 500, false, REPEAT, OUTCOME_UNKNOWN",
    "STATUS, 502, false, REPEAT, OUTCOME_UNKNOWN",
    "STATUS, 503, false, REPEAT, OUTCOME_UNKNOWN",
    "NOT_SENT, 0, true, REPEAT, REPEAT",
    "BROKEN, 0, true, REPEAT, REPEAT",
    "CUT, 0, true, REPEAT, REPEAT",
    "MALFORMED, 0, true, GIVE_UP, GIVE_UP",
    "STATUS, 400, true, GIVE_UP, GIVE_UP",
    "STATUS, 401, true, GIVE_UP, GIVE_UP",
    "STATUS, 403, true, GIVE_UP, GIVE_UP",
    "STATUS, 404, true, GIVE_UP, GIVE_UP",
    "STATUS, 429, true, REPEAT, REPEAT",
    "STATUS, 500, true, REPEAT, REPEAT"
  })
  void table_isClosed(Kind kind, int status, boolean token, Verdict safe, Verdict creating) {
    Failure failure =
        new Failure(kind, new ErrorPlace("GET /x/", status, null), token, "detail", null, null);

    assertThat(RetryTable.verdict(failure, true)).isEqualTo(safe);
    assertThat(RetryTable.verdict(failure, false)).isEqualTo(creating);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void get_thatFailsForAWhile_isRepeatedWithGrowingWaits(int status) {
    server
        .answer(PADS, FakeRestream.status(status))
        .answer(PADS, FakeRestream.status(status))
        .answer(PADS, FakeRestream.status(status))
        .answer(PADS, "[]");

    assertThat(client.pads().list().execute()).isEmpty();
    assertThat(time.sleeps())
        .containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2));
  }

  @Test
  void get_thatFailsForEver_endsAfterTheAttemptsOfThePolicy() {
    server.answer(PADS, FakeRestream.status(500));

    assertThatThrownBy(() -> client.pads().list().execute())
        .isInstanceOf(RetryableException.class)
        .hasMessageContaining("GET /external/thirdparty/v1/pads/: 500")
        .satisfies(e -> assertThat(((RestreamException) e).status()).hasValue(500));
    assertThat(server.requests(PADS)).hasSize(RetryPolicy.DEFAULT.maxAttempts());
  }

  @Test
  void get_thatFailsForEver_endsWithinTheTotalTime() {
    RetryPolicy patient =
        new RetryPolicy(1000, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(2));
    server.answer(PADS, FakeRestream.status(503));
    var start = time.instant();
    try (RestreamClient other = server.builder(time).retryPolicy(patient).build()) {
      assertThatThrownBy(() -> other.pads().list().execute())
          .isInstanceOf(RetryableException.class);
    }
    assertThat(Duration.between(start, time.instant()))
        .isBetween(Duration.ofMinutes(1), Duration.ofMinutes(2));
  }

  @ParameterizedTest
  @CsvSource({
    "400, BadRequestException", "404, NotFoundException", "405, BadRequestException",
    "409, BadRequestException", "422, BadRequestException", "302, BadRequestException"
  })
  void get_thatIsRefused_isNotRepeated(int status, String kind) {
    server.answer(PADS, FakeRestream.status(status));

    assertThatThrownBy(() -> client.pads().list().execute())
        .satisfies(e -> assertThat(e.getClass().getSimpleName()).isEqualTo(kind));
    assertThat(server.requests(PADS)).hasSize(1);
  }

  @Test
  void get_unknownPad_namesTheRoute() {
    assertThatThrownBy(() -> client.pads().get(7).execute())
        .isInstanceOf(NotFoundException.class)
        .satisfies(
            e ->
                assertThat(((RestreamException) e).route())
                    .hasValue("GET /external/thirdparty/v1/pads/{id}/"));
  }

  @Test
  void retryAfter_inSeconds_isObeyed() {
    server.answer(PADS, busy("7")).answer(PADS, "[]");

    client.pads().list().execute();

    assertThat(time.sleeps()).containsExactly(Duration.ofMillis(7250));
  }

  @Test
  void retryAfter_asADate_isObeyed() {
    server.answer(PADS, busy("Sat, 1 Jun 2030 10:00:20 GMT")).answer(PADS, "[]");

    client.pads().list().execute();

    assertThat(time.sleeps()).containsExactly(Duration.ofMillis(20_250));
  }

  @Test
  void retryAfter_beyondTheTotalTime_isReportedAtOnce() {
    server.answer(PADS, busy("3600"));

    assertThatThrownBy(() -> client.pads().list().execute())
        .isInstanceOfSatisfying(
            RateLimitedException.class,
            e -> assertThat(e.retryAfter()).hasValue(Duration.ofHours(1)));
    assertThat(time.sleeps()).isEmpty();
  }

  @Test
  void retryAfter_thatIsNotUnderstood_isIgnored() {
    server.answer(PADS, busy("soon")).answer(PADS, "[]");

    client.pads().list().execute();

    assertThat(time.sleeps()).containsExactly(Duration.ofMillis(500));
  }

  @Test
  void get_withABrokenConnection_isRepeated() {
    server
        .answer(PADS, new MockResponse.Builder().onResponseStart(closing()).build())
        .answer(PADS, cutBody())
        .answer(PADS, "[{\"id\": 1}, {\"id\"")
        .answer(PADS, "")
        .answer(PADS, "[]");

    assertThat(client.pads().list().execute()).isEmpty();
  }

  @Test
  void get_withAMalformedAnswer_isNotRepeated() {
    server.answer(PADS, "[{\"name\": \"no id\"}]");

    assertThatThrownBy(() -> client.pads().list().execute())
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("$[0]");
    assertThat(server.requests(PADS)).hasSize(1);
  }

  @Test
  void unreachableHost_isNamed() {
    try (RestreamClient lonely =
        RestreamClient.builder()
            .baseUrl("http://127.0.0.1:1")
            .credentials("id", Secret.of("s"))
            .retryPolicy(RetryPolicy.NONE)
            .build()) {
      assertThatThrownBy(() -> lonely.pads().list().execute())
          .isInstanceOf(RetryableException.class)
          .hasMessageContaining("cannot connect to http://127.0.0.1:1");
    }
  }

  @Test
  void creatingPost_thatMayHaveArrived_isNotRepeated() {
    server.answer(PARAMETERS, FakeRestream.status(500));

    assertThatThrownBy(() -> create().execute())
        .isInstanceOf(OutcomeUnknownException.class)
        .hasMessageContaining("before repeating");
    assertThat(server.requests(PARAMETERS)).hasSize(1);
  }

  @Test
  void creatingPost_withABrokenConnection_isNotRepeated() {
    server.answer(PARAMETERS, new MockResponse.Builder().onResponseStart(closing()).build());

    assertThatThrownBy(() -> create().execute()).isInstanceOf(OutcomeUnknownException.class);
    assertThat(server.requests(PARAMETERS)).hasSize(1);
  }

  @Test
  void creatingPost_thatWasRefusedForNow_isRepeated() {
    server
        .answer(PARAMETERS, busy("1"))
        .answer(PARAMETERS, FakeRestream.status(401))
        .answer(PARAMETERS, "[]");

    assertThat(create().execute()).isEmpty();
  }

  @Test
  void confirmingPost_isRepeated() {
    server.answer(CHANGES, FakeRestream.status(500)).answer(CHANGES, "{\"change_log\": []}");
    DataChange change = new DataChange(5, null, null, null, null, null, 9102L, null, Map.of());

    assertThat(client.confirm(change).execute()).isTrue();
    assertThat(server.requests(CHANGES)).hasSize(2);
  }

  @Test
  void submittedCall_canceled_endsWhileItWaits() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    server.answer(PADS, FakeRestream.status(503));
    Sleeper forEver =
        wait -> {
          waiting.countDown();
          new CountDownLatch(1).await();
        };
    try (RestreamClient slow = server.builder(time).sleeper(forEver).build()) {
      Call<?> call = slow.pads().list();
      CompletableFuture<?> future = call.submit();
      assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();

      call.cancel();

      assertThatThrownBy(() -> future.get(10, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(CanceledException.class);
    }
  }

  @Test
  void policy_ceilingsGrowUpToTheirMaximum() {
    assertThat(RetryPolicy.DEFAULT.ceiling(1)).hasSeconds(1);
    assertThat(RetryPolicy.DEFAULT.ceiling(5)).hasSeconds(16);
    assertThat(RetryPolicy.DEFAULT.ceiling(6)).hasSeconds(30);
    assertThat(RetryPolicy.DEFAULT.ceiling(Integer.MAX_VALUE)).hasSeconds(30);
  }

  private Call<List<Parameter>> create() {
    ParameterConfig config = new ParameterConfig("a", null, null, null, "average", null, Map.of());
    return client.createParameters(
        Room.pad(412), List.of(new ParameterDefinition("p", config, "")));
  }

  private static MockResponse busy(String retryAfter) {
    return FakeRestream.status(429).newBuilder().setHeader("Retry-After", retryAfter).build();
  }

  private static SocketEffect closing() {
    return new SocketEffect.CloseSocket();
  }

  private static MockResponse cutBody() {
    return new MockResponse.Builder()
        .body("[{\"id\": 1}")
        .setHeader("Content-Length", 1000)
        .onResponseEnd(closing())
        .build();
  }
}
