// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.restream.model.Room;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okhttp3.WebSocket;
import okio.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** ReStream API, sections 4.1 to 4.5 and 4.8. */
class MeasurementSocketTest extends WithFakeRestream {

  private static final String PATH = "/ws/data/site/1/";
  private static final Room ROOM = Room.site(1);
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private MeasurementSocket open(SocketOptions options) {
    return client.measurements(ROOM, DataRequest.DEFAULT, options);
  }

  static String frame(long timestamp) {
    return "{\"session_key\":\"k\",\"message\":{\"timestamp\":" + timestamp + ",\"site_id\":1}}";
  }

  private static String[] frames(int from, int to) {
    List<String> frames = new ArrayList<>();
    for (int i = from; i <= to; i++) {
      frames.add(frame(i));
    }
    return frames.toArray(String[]::new);
  }

  private static long timestamp(Frame frame) {
    return frame.records().get(0).timestamp();
  }

  @Test
  void handshake_carriesSessionKeyFirst_andTheRequest() {
    server.answer(PATH, ServerSocket.sending(frame(1)));
    DataRequest request = DataRequest.builder().start(Instant.EPOCH).fields("a", "b").build();

    try (MeasurementSocket socket = client.measurements(ROOM, request, SocketOptions.DEFAULT)) {
      assertThat(socket.poll(LIMIT)).isNotNull();
      assertThat(socket.sessionKey()).matches("[0-9a-f]{32}");
      assertThat(server.urls(PATH).get(0).query())
          .isEqualTo(
              "session_key="
                  + socket.sessionKey()
                  + "&si_units=false&resolution=raw&start_datetime=1970-01-01 00:00:00"
                  + "&fields=a,b");
    }
    assertThat(server.requests(PATH).get(0).getHeaders().get("Authorization"))
        .isEqualTo("Bearer token-1");
  }

  @Test
  void padSocket_sendsRoutedAndSources() {
    server.answer("/ws/data/pad/412/", ServerSocket.sending(frame(1)));
    DataRequest request =
        DataRequest.builder().routed(true).measurementSources(List.of("M1", "M2")).build();

    try (MeasurementSocket socket =
        client.measurements(
            Room.pad(412), request, SocketOptions.builder().sessionKey("mine").build())) {
      assertThat(socket.poll(LIMIT)).isNotNull();
      assertThat(socket.sessionKey()).isEqualTo("mine");
    }
    assertThat(server.urls("/ws/data/pad/412/").get(0).query())
        .isEqualTo(
            "session_key=mine&si_units=false&resolution=raw&measurement_source=M1,M2&routed=true");
  }

  @Test
  void automaticAcknowledgement_of22Frames_isSentFourTimes() throws Exception {
    ServerSocket server22 = new ServerSocket(socket -> sendAll(socket, frames(1, 22)));
    server.answer(PATH, server22.upgrade());
    try (MeasurementSocket socket = open(SocketOptions.automatic())) {
      for (int i = 1; i <= 22; i++) {
        assertThat(socket.poll(LIMIT).number()).isEqualTo(i);
        assertThat(server22.received.size()).isLessThanOrEqualTo((i - 1) / 5);
      }
      assertThat(socket.poll(Duration.ofMillis(1))).isNull();
    }
    assertThat(server22.closeCodes.poll(10, TimeUnit.SECONDS)).isEqualTo(1000);
    assertThat(server22.received).hasSize(4).containsOnly("{\"ack\": \"true\"}");
  }

  @Test
  void manualAcknowledgement_isSentOncePerMultipleOfFivePassed() throws Exception {
    ServerSocket other = new ServerSocket(socket -> sendAll(socket, frames(1, 22)));
    server.answer(PATH, other.upgrade());
    try (MeasurementSocket socket = open(SocketOptions.manual())) {
      for (int i = 1; i <= 22; i++) {
        socket.poll(LIMIT);
      }
      assertThat(other.received).isEmpty();
      socket.acknowledge(4);
      socket.acknowledge(11);
      socket.acknowledge(9);
      socket.acknowledge(11);
      assertThatThrownBy(() -> socket.acknowledge(23)).isInstanceOf(IllegalArgumentException.class);
      socket.acknowledge(22);
    }
    other.closeCodes.poll(10, TimeUnit.SECONDS);
    assertThat(other.received).hasSize(4);
  }

  @Test
  void acknowledgingByHand_inAutomaticMode_isRefused() {
    server.answer(PATH, ServerSocket.sending());
    try (MeasurementSocket socket = open(SocketOptions.automatic())) {
      assertThatThrownBy(() -> socket.acknowledge(0)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void blankFrames_areCounted_notDelivered_andABlankFifthIsNotAcknowledged() throws Exception {
    ServerSocket other =
        new ServerSocket(
            socket -> {
              sendAll(socket, frames(1, 3));
              sendAll(socket, " null ", "");
              sendAll(socket, frames(6, 11));
            });
    server.answer(PATH, other.upgrade());
    List<Long> numbers = new ArrayList<>();
    try (MeasurementSocket socket = open(SocketOptions.automatic())) {
      for (int i = 0; i < 9; i++) {
        numbers.add(socket.poll(LIMIT).number());
      }
      socket.poll(Duration.ofMillis(1));
    }
    other.closeCodes.poll(10, TimeUnit.SECONDS);
    assertThat(numbers).containsExactly(1L, 2L, 3L, 6L, 7L, 8L, 9L, 10L, 11L);
    assertThat(other.received).hasSize(1);
  }

  @Test
  void reconnect_keepsKeyAndRequest_countsAnew_andForgetsOldAcknowledgements() throws Exception {
    ServerSocket second = new ServerSocket(socket -> sendAll(socket, frames(8, 15)));
    server
        .answer(PATH, ServerSocket.opening(socket -> sendThenClose(socket, frames(1, 7))))
        .answer(PATH, second.upgrade());
    try (MeasurementSocket socket = open(SocketOptions.manual())) {
      List<Integer> connections = new ArrayList<>();
      for (int i = 1; i <= 15; i++) {
        Frame frame = socket.poll(LIMIT);
        assertThat(frame.number()).isEqualTo(i);
        connections.add(frame.connection());
      }
      socket.acknowledge(11); // four frames of the second connection
      socket.acknowledge(15);
      assertThat(connections).startsWith(1, 1, 1, 1, 1, 1, 1, 2);
      assertThat(socket.reconnects()).isEqualTo(1);
      assertThat(server.urls(PATH).get(1)).isEqualTo(server.urls(PATH).get(0));
    }
    second.closeCodes.poll(10, TimeUnit.SECONDS);
    assertThat(second.received).hasSize(1);
  }

  @Test
  void properCloses_areFollowedByGrowingWaits() {
    server.answer(PATH, ServerSocket.opening(socket -> sendThenClose(socket, frame(1))));
    try (MeasurementSocket socket = open(SocketOptions.automatic())) {
      for (int i = 0; i < 6; i++) {
        assertThat(socket.poll(LIMIT)).isNotNull();
      }
    }
    assertThat(time.sleeps())
        .startsWith(
            Duration.ofMillis(500),
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(4));
  }

  @Test
  void gap_betweenConnections_isReportedOnTheFirstFrameAfterIt() {
    server
        .answer(PATH, ServerSocket.opening(socket -> sendThenClose(socket, frames(1, 3))))
        .answer(PATH, ServerSocket.sending(frame(9), frame(12)));
    try (MeasurementSocket socket = open(SocketOptions.automatic())) {
      for (int i = 0; i < 3; i++) {
        assertThat(socket.poll(LIMIT).gaps()).isEmpty();
      }
      assertThat(socket.poll(LIMIT).gaps()).containsExactly(new Gap(OptionalLong.of(1), 3, 9));
      assertThat(socket.poll(LIMIT).gaps()).isEmpty();
    }
  }

  @Test
  void framesSentAgain_leaveNoGap() {
    server
        .answer(PATH, ServerSocket.opening(socket -> sendThenClose(socket, frames(1, 3))))
        .answer(PATH, ServerSocket.sending(frames(2, 4)));
    try (MeasurementSocket socket = open(SocketOptions.automatic())) {
      for (int i = 0; i < 6; i++) {
        assertThat(socket.poll(LIMIT).gaps()).isEmpty();
      }
    }
  }

  @Test
  void malformedFrames_areHandedOut_andTheStreamGoesOn() {
    String big = "{\"message\":{\"timestamp\":3,\"t\":\"" + "x".repeat(5 << 20) + "\"}}";
    server.answer(
        PATH,
        ServerSocket.opening(
            socket -> {
              sendAll(socket, "not json", "{\"x\":1}", big);
              socket.send(ByteString.encodeUtf8(frame(1)));
              sendAll(socket, frame(2));
            }));
    try (MeasurementSocket socket = open(SocketOptions.automatic())) {
      for (String reason : List.of("not a JSON object", "message is missing", "bytes", "binary")) {
        Frame frame = socket.poll(LIMIT);
        assertThatThrownBy(frame::records)
            .isInstanceOf(MalformedDataException.class)
            .hasMessageContaining(reason);
        assertThat(frame.payload()).isNotEmpty();
      }
      assertThat(timestamp(socket.poll(LIMIT))).isEqualTo(2);
      assertThat(socket.reconnects()).isZero();
    }
  }

  @Test
  void frameOfFiveMebibytes_isReadWhenTheCallerAllowsIt() {
    String big = "{\"message\":{\"timestamp\":3,\"t\":\"" + "é".repeat(5 << 19) + "\"}}";
    server.answer(PATH, ServerSocket.sending(big));
    try (MeasurementSocket socket = open(SocketOptions.builder().maxFrameBytes(6 << 20).build())) {
      Frame frame = socket.poll(LIMIT);
      assertThat(timestamp(frame)).isEqualTo(3);
      assertThat(new String(frame.payload(), StandardCharsets.UTF_8)).isEqualTo(big);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 429, 500, 503})
  void handshakeRefusedForAWhile_isTriedAgain(int status) {
    server
        .answer(PATH, FakeRestream.status(status))
        .answer(PATH, FakeRestream.status(status))
        .answer(PATH, ServerSocket.sending(frame(1)));
    try (MeasurementSocket socket = open(SocketOptions.automatic())) {
      assertThat(timestamp(socket.poll(LIMIT))).isEqualTo(1);
    }
  }

  @Test
  void handshakeWith404_endsTheSocket() {
    try (MeasurementSocket socket = open(SocketOptions.automatic())) {
      assertThatThrownBy(() -> socket.poll(LIMIT)).isInstanceOf(NotFoundException.class);
      assertThat(socket.isOver()).isTrue();
    }
  }

  @Test
  void tokenOfTheCaller_rejected_endsTheSocket() {
    server.answer(PATH, FakeRestream.status(401));
    try (RestreamClient other =
            RestreamClient.builder().baseUrl(server.baseUrl()).token(Secret.of("x")).build();
        MeasurementSocket socket =
            other.measurements(ROOM, DataRequest.DEFAULT, SocketOptions.DEFAULT)) {
      assertThatThrownBy(() -> socket.poll(LIMIT)).isInstanceOf(UnauthorizedException.class);
    }
  }

  @Test
  void droppedConnection_isMadeAgain() {
    MockResponse broken =
        new MockResponse.Builder().onResponseStart(new SocketEffect.CloseSocket()).build();
    server
        .answer(PATH, broken)
        .answer(PATH, ServerSocket.opening(socket -> sendThenCancel(socket, frame(1))))
        .answer(PATH, ServerSocket.sending(frame(2)));
    try (MeasurementSocket socket = open(SocketOptions.automatic())) {
      Frame frame = socket.poll(LIMIT);
      if (timestamp(frame) == 1) { // a hard cut may overtake the frame before it
        frame = socket.poll(LIMIT);
      }
      assertThat(timestamp(frame)).isEqualTo(2);
    }
  }

  @Test
  void withoutReconnects_aProperClose_endsTheFrames_silently() {
    server.answer(PATH, ServerSocket.opening(socket -> sendThenClose(socket, frames(1, 3))));
    List<Long> seen = new ArrayList<>();
    try (MeasurementSocket socket = open(SocketOptions.builder().reconnectOnClose(false).build())) {
      for (Frame frame : socket) {
        seen.add(frame.number());
      }
      assertThat(socket.isOver()).isTrue();
    }
    assertThat(seen).containsExactly(1L, 2L, 3L);
  }

  @Test
  void withoutReconnects_anError_isReported() {
    server.answer(PATH, FakeRestream.status(503));
    try (MeasurementSocket socket = open(SocketOptions.builder().reconnectOnError(false).build())) {
      assertThatThrownBy(() -> socket.poll(LIMIT)).isInstanceOf(RetryableException.class);
    }
  }

  @Test
  void refusalForGood_isToldAsTheLastConnection() {
    server.answer(PATH, FakeRestream.status(503)).answer(PATH, FakeRestream.status(404));
    List<SocketEvent> events = new CopyOnWriteArrayList<>();
    try (MeasurementSocket socket = open(SocketOptions.builder().listener(events::add).build())) {
      assertThatThrownBy(() -> socket.poll(LIMIT)).isInstanceOf(NotFoundException.class);
    }
    assertThat(events)
        .extracting(event -> ((SocketEvent.Lost) event).last())
        .containsExactly(false, true);
  }

  @Test
  void silence_endsTheConnection_andAnotherIsMade() {
    server.answer(PATH, ServerSocket.sending()).answer(PATH, ServerSocket.sending(frame(1)));
    LinkedBlockingQueue<SocketEvent> events = new LinkedBlockingQueue<>();
    try (MeasurementSocket socket =
        open(
            SocketOptions.builder()
                .idleLimit(Duration.ofMillis(100))
                .listener(events::add)
                .build())) {
      assertThat(socket.poll(LIMIT)).isNotNull();
    }
    assertThat(events)
        .startsWith(
            new SocketEvent.Opened(1),
            new SocketEvent.Lost(1, "nothing came for PT0.1S", false),
            new SocketEvent.Opened(2));
  }

  @Test
  void slowCaller_losesTheConnection_butNoFrame_andTheQueueStaysBounded() {
    AtomicInteger opened = new AtomicInteger();
    server
        .answer(
            PATH,
            ServerSocket.opening(
                socket -> {
                  opened.incrementAndGet();
                  sendAll(socket, frames(1, 50));
                }))
        .answer(PATH, ServerSocket.sending(frames(6, 20)));
    CountDownLatch lost = new CountDownLatch(1);
    SocketOptions small =
        SocketOptions.builder()
            .queue(4, 1 << 20)
            .stallLimit(Duration.ofMillis(50))
            .listener(event -> countDown(lost, event))
            .build();
    try (MeasurementSocket socket = open(small)) {
      await(lost);
      assertThat(opened).hasValue(1);
      for (int i = 1; i <= 5; i++) {
        assertThat(timestamp(socket.poll(LIMIT))).isEqualTo(i);
      }
      assertThat(timestamp(socket.poll(LIMIT))).isEqualTo(6);
      assertThat(socket.reconnects()).isEqualTo(1);
    }
  }

  @Test
  void secondSocket_onTheSameRoom_isRefused_untilTheFirstIsClosed() {
    server.answer(PATH, ServerSocket.sending(frame(1)));
    try (MeasurementSocket first = open(SocketOptions.DEFAULT)) {
      assertThat(first.poll(LIMIT)).isNotNull();
      assertThatThrownBy(() -> open(SocketOptions.DEFAULT))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(PATH);
    }
    try (MeasurementSocket second = open(SocketOptions.DEFAULT)) {
      assertThat(second.poll(LIMIT)).isNotNull();
    }
  }

  @Test
  void close_endsAWaitingIteration() throws Exception {
    server.answer(PATH, ServerSocket.sending(frame(1)));
    MeasurementSocket socket = open(SocketOptions.DEFAULT);
    CountDownLatch first = new CountDownLatch(1);
    List<Long> seen = new ArrayList<>();
    Thread reader =
        new Thread(
            () -> {
              for (Frame frame : socket) {
                seen.add(frame.number());
                first.countDown();
              }
            });
    reader.start();
    await(first);

    socket.close();

    reader.join(10_000);
    assertThat(reader.isAlive()).isFalse();
    assertThat(seen).containsExactly(1L);
    assertThat(socket.poll(LIMIT)).isNull();
    assertThat(socket.isOver()).isTrue();
  }

  @Test
  void close_dropsWhatWasNotPolled() {
    server.answer(PATH, ServerSocket.sending(frames(1, 9)));
    MeasurementSocket socket = open(SocketOptions.DEFAULT);
    socket.poll(LIMIT);

    socket.close();

    assertThat(socket.poll(LIMIT)).isNull();
    assertThat(socket.isOver()).isTrue();
  }

  @Test
  void gaps_areFoundBySite() {
    String both =
        "{\"message\":[{\"timestamp\":%d,\"site_id\":1},{\"timestamp\":%d,\"site_id\":2}]}";
    server
        .answer(PATH, ServerSocket.opening(socket -> sendThenClose(socket, both.formatted(10, 20))))
        .answer(PATH, ServerSocket.sending(both.formatted(11, 25)));
    try (MeasurementSocket socket = open(SocketOptions.automatic())) {
      assertThat(socket.poll(LIMIT).gaps()).isEmpty();
      assertThat(socket.poll(LIMIT).gaps()).containsExactly(new Gap(OptionalLong.of(2), 20, 25));
    }
  }

  @Test
  void closingTheClient_closesItsSockets() {
    ServerSocket other = new ServerSocket(socket -> sendAll(socket, frame(1)));
    server.answer(PATH, other.upgrade());
    MeasurementSocket socket = open(SocketOptions.DEFAULT);
    assertThat(socket.poll(LIMIT)).isNotNull();

    client.close();

    until(() -> other.closeCodes.contains(1000));
    assertThat(socket.isOver()).isTrue();
  }

  static void sendAll(WebSocket socket, String... frames) {
    for (String frame : frames) {
      socket.send(frame);
    }
  }

  static void sendThenClose(WebSocket socket, String... frames) {
    sendAll(socket, frames);
    socket.close(1001, "away");
  }

  private static void sendThenCancel(WebSocket socket, String... frames) {
    sendAll(socket, frames);
    socket.cancel();
  }

  private static void countDown(CountDownLatch latch, SocketEvent event) {
    if (event instanceof SocketEvent.Lost) {
      latch.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void until(BooleanSupplier condition) {
    long limit = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(limit);
      Thread.onSpinWait();
    }
  }
}
