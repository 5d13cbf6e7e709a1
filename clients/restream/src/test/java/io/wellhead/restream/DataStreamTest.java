// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.restream.model.FillMethod;
import io.wellhead.restream.model.Resolution;
import io.wellhead.restream.model.Room;
import io.wellhead.restream.model.StageName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Streamed data: ReStream API, sections 3, 5.3 and 5.4. */
class DataStreamTest extends WithFakeRestream {

  private static final String SITE = "/external/thirdparty/v1/sites/1/data/";
  private static final String PAD = "/external/thirdparty/v1/pads/4/data/";

  @Test
  void nothingIsRequested_beforeOneIterates() {
    DataStream data = client.data(Room.site(1), DataRequest.DEFAULT);
    Iterator<DataRecord> pass = data.iterator();

    assertThat(server.requests(SITE)).isEmpty();
    assertThat(pass).isNotNull();
  }

  @Test
  void data_canBeReadAgain_withTheSameContent() {
    server.answer(SITE, body(site(1, 1, 5)));
    DataStream data = client.data(Room.site(1), DataRequest.DEFAULT);

    assertThat(texts(data)).isEqualTo(texts(data)).hasSize(5);
    assertThat(server.requests(SITE)).hasSize(2);
  }

  @Test
  void siteData_cut_goesOnAfterTheLastRecord() {
    server.answer(SITE, cut(site(1, 100, 110))).answer(SITE, body(site(1, 110, 120)));

    assertThat(texts(client.data(Room.site(1), DataRequest.DEFAULT))).isEqualTo(site(1, 100, 120));
    assertThat(server.urls(SITE).get(1).queryParameter("start_datetime"))
        .isEqualTo("1970-01-01 00:01:50");
  }

  @Test
  void siteData_stalled_goesOnAfterTheLastRecord() {
    server.answer(SITE, stalled(site(1, 100, 110))).answer(SITE, body(site(1, 110, 120)));

    try (RestreamClient impatient =
        server.builder(time).readTimeout(Duration.ofMillis(300)).build()) {
      assertThat(texts(impatient.data(Room.site(1), DataRequest.DEFAULT)))
          .isEqualTo(site(1, 100, 120));
    }
    assertThat(server.urls(SITE).get(1).queryParameter("start_datetime"))
        .isEqualTo("1970-01-01 00:01:50");
  }

  @Test
  void siteData_cutAgainAndAgain_goesOnAsLongAsThereIsProgress() {
    for (int i = 0; i < 20; i++) {
      server.answer(SITE, cut(site(1, i * 10, i * 10 + 10)));
    }
    server.answer(SITE, body(site(1, 200, 201)));

    assertThat(texts(client.data(Room.site(1), DataRequest.DEFAULT))).isEqualTo(site(1, 0, 201));
  }

  @Test
  void siteData_cutAfterALongTime_stillGoesOn() {
    server.answer(SITE, cut(site(1, 1, 5))).answer(SITE, body(site(1, 5, 8)));
    Iterator<DataRecord> pass = client.data(Room.site(1), DataRequest.DEFAULT).iterator();
    pass.next();
    time.advance(Duration.ofHours(3));

    assertThat(pass).toIterable().hasSize(7);
  }

  @Test
  void closingTheClient_endsAStreamThatWaits() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    server.answer(
        SITE,
        request -> {
          asked.countDown();
          return new MockResponse.Builder().headersDelay(1, TimeUnit.HOURS).build();
        });
    CompletableFuture<Long> reading =
        client.data(Room.site(1), DataRequest.DEFAULT).forEachAsync(record -> {});
    assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

    client.close();

    assertThat(reading)
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(CanceledException.class);
  }

  @Test
  void siteData_cutWithoutProgress_failsInTheEnd_andStaysFailed() {
    server.answer(SITE, cut(site(1, 1, 5)));
    Iterator<DataRecord> pass = client.data(Room.site(1), DataRequest.DEFAULT).iterator();
    List<Long> seen = new ArrayList<>();

    assertThatThrownBy(() -> pass.forEachRemaining(record -> seen.add(record.timestamp())))
        .isInstanceOf(RetryableException.class)
        .hasMessageContaining("cut");
    assertThat(seen).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThatThrownBy(pass::hasNext).isInstanceOf(RetryableException.class);
  }

  @Test
  void siteData_continued_neverStartsBeforeTheRequest() {
    Instant start = Instant.ofEpochSecond(105);
    server.answer(SITE, cut(site(1, 100, 100))).answer(SITE, body(site(1, 100, 110)));
    DataRequest request =
        DataRequest.builder().start(start).resolution(Resolution.TEN_SECONDS).build();

    assertThat(texts(client.data(Room.site(1), request))).isEqualTo(site(1, 100, 110));
    assertThat(server.urls(SITE).get(1).queryParameter("start_datetime"))
        .isEqualTo("1970-01-01 00:01:45");
  }

  @Test
  void padData_cutInItsSecondSite_startsOver_andEveryRecordComesOnce() {
    List<String> all = new ArrayList<>(site(1, 0, 50));
    all.addAll(site(2, 0, 50));
    all.addAll(site(3, 0, 50));
    server.answer(PAD, cut(all.subList(0, 70))).answer(PAD, cut(all.subList(0, 120)));
    server.answer(PAD, body(all));
    DataRequest routed = DataRequest.builder().routed(true).build();

    assertThat(texts(client.data(Room.pad(4), routed))).isEqualTo(all);
    assertThat(server.urls(PAD))
        .extracting(url -> url.queryParameter("start_datetime"))
        .containsOnlyNulls();
  }

  @Test
  void padData_cutInItsFirstSite_startsOver_sinceTheOtherSitesBeginAtTheStart() {
    List<String> all = new ArrayList<>(site(1, 0, 50));
    all.addAll(site(2, 0, 50));
    server.answer(PAD, cut(all.subList(0, 20))).answer(PAD, body(all));

    assertThat(texts(client.data(Room.pad(4), DataRequest.DEFAULT))).isEqualTo(all);
  }

  @Test
  void padData_withoutSites_goesOnAfterTheLastRecord() {
    List<String> all = IntStream.range(0, 30).mapToObj(i -> "{\"timestamp\": " + i + "}").toList();
    server.answer(PAD, cut(all.subList(0, 20))).answer(PAD, body(all.subList(19, 30)));

    assertThat(texts(client.data(Room.pad(4), DataRequest.DEFAULT))).isEqualTo(all);
    assertThat(server.urls(PAD).get(1).queryParameter("start_datetime"))
        .isEqualTo("1970-01-01 00:00:19");
  }

  @Test
  void filledData_cut_startsOver_sinceItsValuesDependOnThoseBefore() {
    server.answer(SITE, cut(site(1, 0, 10))).answer(SITE, body(site(1, 0, 20)));
    DataRequest filled = DataRequest.builder().fill(FillMethod.FORWARD, 30).build();

    assertThat(texts(client.data(Room.site(1), filled))).isEqualTo(site(1, 0, 20));
    assertThat(server.urls(SITE).get(1).queryParameter("start_datetime")).isNull();
  }

  @Test
  void dataOutOfOrder_cut_startsOver_andLosesNothing() {
    List<String> all = List.of(at(1, 9), at(1, 3), at(1, 7), at(1, 5));
    server.answer(SITE, cut(all.subList(0, 2))).answer(SITE, body(all));

    assertThat(texts(client.data(Room.site(1), DataRequest.DEFAULT))).isEqualTo(all);
  }

  @Test
  void recordTwiceInOneAnswer_isDeliveredTwice() {
    List<String> twice = List.of(at(1, 1), at(1, 1));
    server.answer(SITE, body(twice));

    assertThat(texts(client.data(Room.site(1), DataRequest.DEFAULT))).isEqualTo(twice);
  }

  @Test
  void emptyBody_isACut() {
    server.answer(SITE, FakeRestream.json("")).answer(SITE, body(site(1, 1, 2)));

    assertThat(texts(client.data(Room.site(1), DataRequest.DEFAULT))).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503, 401})
  void statusThatPasses_isRepeated(int status) {
    server.answer(SITE, FakeRestream.status(status)).answer(SITE, body(site(1, 1, 2)));

    assertThat(texts(client.data(Room.site(1), DataRequest.DEFAULT))).hasSize(2);
  }

  @Test
  void malformedBody_isReported_withItsPlace() {
    server.answer(SITE, "[{\"timestamp\": 1}, {\"timestamp\": NaN}]");
    Iterator<DataRecord> pass = client.data(Room.site(1), DataRequest.DEFAULT).iterator();
    pass.next();

    assertThatThrownBy(pass::hasNext)
        .isInstanceOf(MalformedDataException.class)
        .hasMessageContaining("record 1")
        .hasMessageContaining("byte");
    assertThat(server.requests(SITE)).hasSize(1);
  }

  @Test
  void recordWithoutTimestamp_isDelivered_alsoAroundACut() {
    server
        .answer(SITE, cut(List.of("{\"a\": 1}", at(1, 5))))
        .answer(SITE, body(List.of(at(1, 5), at(1, 6))));

    List<DataRecord> records = client.data(Room.site(1), DataRequest.DEFAULT).stream().toList();

    assertThat(records)
        .extracting(r -> r.problem().isPresent())
        .containsExactly(true, false, false);
  }

  @Test
  void fourthHalfReadStream_ofOneThread_isRefusedInPlaceOfADeadlock() {
    server.answer(SITE, body(site(1, 1, 9)));
    DataStream data = client.data(Room.site(1), DataRequest.DEFAULT);
    List<Iterator<DataRecord>> open = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      open.add(data.iterator());
      open.get(i).next();
    }

    assertThatThrownBy(() -> data.iterator().hasNext())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("3 unfinished data streams");

    open.get(0).forEachRemaining(record -> {});
    assertThat(data.iterator().hasNext()).isTrue();
    data.close();
  }

  @Test
  void fourthStream_ofAnotherThread_waitsForAPlace() throws Exception {
    server.answer(SITE, body(site(1, 1, 9)));
    DataStream data = client.data(Room.site(1), DataRequest.DEFAULT);
    List<Iterator<DataRecord>> open = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      open.add(data.iterator());
      open.get(i).next();
    }
    CompletableFuture<Long> fourth = data.forEachAsync(record -> {});

    open.get(1).forEachRemaining(record -> {});

    assertThat(fourth.get(10, TimeUnit.SECONDS)).isEqualTo(9);
    data.close();
  }

  @Test
  void fourthStream_withoutAPlaceInTime_fails() {
    server.answer(SITE, body(site(1, 1, 9)));
    try (RestreamClient hasty =
        server.builder(time).maxWaitForPlace(Duration.ofMillis(50)).build()) {
      DataStream data = hasty.data(Room.site(1), DataRequest.DEFAULT);
      for (int i = 0; i < 3; i++) {
        data.iterator().next();
      }

      assertThat(data.forEachAsync(record -> {}))
          .failsWithin(Duration.ofSeconds(10))
          .withThrowableThat()
          .havingCause()
          .isInstanceOf(RetryableException.class)
          .withMessageContaining("no place among the 3");
      data.close();
    }
  }

  @Test
  void closedStream_isNotTakenForTheWholeData() {
    server.answer(SITE, body(site(1, 1, 9)));
    DataStream data = client.data(Room.site(1), DataRequest.DEFAULT);
    Iterator<DataRecord> pass = data.iterator();
    pass.next();
    data.close();

    assertThatThrownBy(() -> pass.forEachRemaining(record -> {}))
        .isInstanceOf(CanceledException.class);
  }

  @Test
  void forEachAsync_canceled_endsTheRequest() throws Exception {
    server.answer(SITE, body(site(1, 1, 9)));
    CountDownLatch first = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CompletableFuture<Long> reading =
        client
            .data(Room.site(1), DataRequest.DEFAULT)
            .forEachAsync(
                record -> {
                  first.countDown();
                  await(goOn);
                });
    assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
    reading.cancel(true);
    goOn.countDown();

    assertThatThrownBy(reading::join).isInstanceOf(CancellationException.class);
  }

  @Test
  void options_thatDoNotGoTogether_areRefusedBeforeAnyRequest() {
    assertThatThrownBy(() -> DataRequest.builder().stageNumber(1).build())
        .hasMessageContaining("needs a stageName");
    assertThatThrownBy(
            () ->
                DataRequest.builder()
                    .start(Instant.ofEpochSecond(2))
                    .end(Instant.ofEpochSecond(1))
                    .build())
        .hasMessageContaining("is after end");
    assertThatThrownBy(() -> DataRequest.builder().fill(FillMethod.BACKWARD, 0))
        .hasMessageContaining("must be positive: 0");
    assertThatThrownBy(
            () ->
                DataRequest.builder()
                    .fill(FillMethod.BACKWARD, 5)
                    .resolution(Resolution.HOUR)
                    .build())
        .hasMessageContaining("raw resolution");
    assertThatThrownBy(() -> DataRequest.builder().fields("a,b")).hasMessageContaining("'a,b'");
    assertThatThrownBy(() -> client.data(Room.site(1), DataRequest.builder().routed(true).build()))
        .hasMessageContaining("pads only");
    assertThatThrownBy(
            () ->
                client.data(
                    Room.pad(1),
                    DataRequest.builder().stageNumber(1).stageName(StageName.FRAC).build()))
        .hasMessageContaining("routed(true)");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> texts(DataStream data) {
    return data.stream().map(DataRecord::text).toList();
  }

  private static String at(int site, int timestamp) {
    return "{\"timestamp\": " + timestamp + ", \"site_id\": " + site + "}";
  }

  private static List<String> site(int site, int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(i -> at(site, i)).toList();
  }

  private static MockResponse body(List<String> records) {
    return FakeRestream.json("[" + String.join(",\n", records) + "]");
  }

  /** Falls silent after those given, with the connection open. */
  private static MockResponse stalled(List<String> records) {
    String text = "[" + String.join(",\n", records) + ",\n";
    return new MockResponse.Builder()
        .body(text)
        .setHeader("Content-Length", text.length() + 100)
        .onResponseEnd(SocketEffect.Stall.INSTANCE)
        .build();
  }

  /** Ends in the middle of a record after those given. */
  private static MockResponse cut(List<String> records) {
    String text = "[" + String.join(",\n", records) + ",\n{\"timestamp\": 1";
    return new MockResponse.Builder()
        .body(text)
        .setHeader("Content-Length", text.length() + 100)
        .onResponseEnd(new SocketEffect.CloseSocket())
        .build();
  }
}
