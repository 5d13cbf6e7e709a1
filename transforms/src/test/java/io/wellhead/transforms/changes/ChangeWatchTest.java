// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changes;

import static io.wellhead.transforms.changes.FakeChangeService.change;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.transforms.changes.ChangeEvent.Via;
import io.wellhead.transforms.restream.ManualClock;
import io.wellhead.transforms.restream.WatchTiming;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.util.CoderUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangeWatchTest {
  private static final Instant NOW = Instant.parse("2030-06-01T10:00:00Z");
  private static final long SITE = 9102;
  private static final String FIRST = change(2201, SITE, day("01"), day("02"));
  private static final String SECOND = change(2202, SITE, day("03"), day("04"));
  private static final WatchTiming TIMING = WatchTiming.DEFAULT.withRefresh(Duration.ofMinutes(15));

  private final ManualClock clock = new ManualClock(NOW);
  private final FakeChangeService service = new FakeChangeService();

  @BeforeEach
  void makePad() {
    service.putSite(SITE, NOW.getEpochSecond());
  }

  @Test
  void listedAtTheStart_eachChangeOnceAsReceived() {
    service.unconfirmed.add(FIRST);
    service.unconfirmed.add(SECOND);

    List<ChangeEvent> events = drain(watch(null, null));

    assertThat(events).extracting(ChangeEvent::changeId).containsExactly(2201L, 2202L);
    ChangeEvent first = events.get(0);
    assertThat(new String(first.payload(), UTF_8)).isEqualTo(FIRST);
    assertThat(first.siteId()).isEqualTo(SITE);
    assertThat(first.start()).isEqualTo(Instant.parse(day("01")));
    assertThat(first.end()).isEqualTo(Instant.parse(day("02")));
    assertThat(first.type()).isEqualTo("transaction");
    assertThat(first.subtype()).isEqualTo("delete");
    assertThat(first.createdAt()).isEqualTo(Instant.parse("2030-06-01T10:00:00.545416Z"));
    assertThat(first.room()).isEqualTo(FakeChangeService.PAD);
    assertThat(first.receivedAt()).isEqualTo(NOW);
    assertThat(first.via()).isEqualTo(Via.LISTING);
  }

  @Test
  void pushed_comesAtOnceAndNotAgainWhenListed() {
    ChangeWatch watch = watch(null, null);
    drain(watch);
    clock.advance(Duration.ofSeconds(3));

    service.happen(FIRST);

    assertThat(drain(watch))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.changeId()).isEqualTo(2201);
              assertThat(event.via()).isEqualTo(Via.SOCKET);
              assertThat(event.receivedAt()).isEqualTo(NOW.plusSeconds(3));
            });
    int listings = service.listings;
    clock.advance(TIMING.refresh());
    assertThat(drain(watch)).isEmpty();
    assertThat(service.listings).isEqualTo(listings + 1);
  }

  @Test
  void lostWhileDisconnected_isFoundByTheListingAfterTheReconnect() {
    ChangeWatch watch = watch(null, null);
    drain(watch);
    service.happen(FIRST);

    service.reconnect();

    assertThat(drain(watch)).extracting(ChangeEvent::via).containsExactly(Via.LISTING);
  }

  @Test
  void neverPushed_isFoundByTheNextListing() {
    ChangeWatch watch = watch(null, null);
    drain(watch);
    service.unconfirmed.add(FIRST);
    clock.advance(TIMING.refresh().minusSeconds(1));
    assertThat(drain(watch)).isEmpty();

    clock.advance(Duration.ofSeconds(1));

    assertThat(drain(watch)).extracting(ChangeEvent::changeId).containsExactly(2201L);
  }

  @Test
  void sameIdWithSameContent_isOneEventHoweverItIsWritten() {
    service.unconfirmed.add(FIRST);
    service.unconfirmed.add(FIRST);
    ChangeWatch watch = watch(null, null);
    assertThat(drain(watch)).hasSize(1);

    service.push(
        """
        { "site" : 9102, "modification_subtype":"delete", "modification_type":"transaction",
          "start_date":"%s","end_date":"%s", "update_received": false,
          "created_at":"2030-06-01T10:00:00.545416Z", "id":2201}
        """
            .formatted(day("01"), day("02")));
    service.push(FIRST);

    assertThat(drain(watch)).isEmpty();
  }

  @Test
  void sameIdWithOtherContent_isAnotherEvent() {
    String longer = change(2201, SITE, day("01"), day("09"));
    service.unconfirmed.add(FIRST);
    ChangeWatch watch = watch(null, null);
    drain(watch);

    service.push(longer);
    assertThat(drain(watch)).extracting(ChangeEvent::end).containsExactly(Instant.parse(day("09")));
    service.push(FIRST);
    assertThat(drain(watch)).extracting(ChangeEvent::end).containsExactly(Instant.parse(day("02")));
  }

  @Test
  void sameIdListedWithTwoContents_isTwoEventsAndNoMore() {
    service.unconfirmed.add(FIRST);
    service.unconfirmed.add(change(2201, SITE, day("01"), day("09")));
    ChangeWatch watch = watch(null, null);

    assertThat(drain(watch)).hasSize(2);
    clock.advance(TIMING.refresh());
    assertThat(drain(watch)).isEmpty();
    assertThat(drain(watch(null, through(watch.mark(1, NOW))))).isEmpty();
  }

  @Test
  void noLongerListed_isForgotten() {
    service.unconfirmed.add(FIRST);
    ChangeWatch watch = watch(null, null);
    drain(watch);
    service.unconfirmed.clear();
    clock.advance(TIMING.refresh());

    assertThat(drain(watch)).isEmpty();

    assertThat(watch.mark(1, NOW).emitted()).isEmpty();
    service.push(FIRST);
    assertThat(drain(watch)).hasSize(1);
  }

  @Test
  void restoredInTheMiddle_emitsTheRestAlone() {
    service.unconfirmed.add(FIRST);
    service.unconfirmed.add(SECOND);
    ChangeWatch first = watch(null, null);
    assertThat(first.next()).isNotNull();

    List<ChangeEvent> rest = drain(watch(null, through(first.mark(1, NOW))));

    assertThat(rest).extracting(ChangeEvent::changeId).containsExactly(2202L);
  }

  @Test
  void oneThatNobodyCanRead_doesNotHideTheOthers() {
    service.unconfirmed.add("{\"site\":\"north\"}");
    service.unconfirmed.add("7");
    service.unconfirmed.add(FIRST);
    ChangeWatch watch = watch(null, null);

    assertThat(drain(watch))
        .extracting(ChangeEvent::changeId)
        .containsExactly(ChangeEvent.NO_CHANGE, ChangeEvent.NO_CHANGE, 2201L);
    service.push("{\"id\":");
    assertThat(drain(watch))
        .extracting(event -> new String(event.payload(), UTF_8))
        .containsExactly("{\"id\":");
    clock.advance(TIMING.refresh());
    assertThat(drain(watch)).isEmpty();
  }

  @Test
  void failedListing_isRepeatedAfterGrowingWaitsAndLosesNothing() {
    service.unconfirmed.add(FIRST);
    service.failNext(2);
    ChangeWatch watch = watch(null, null);
    assertThat(drain(watch)).isEmpty();
    clock.advance(TIMING.retry());
    assertThat(drain(watch)).isEmpty();
    clock.advance(TIMING.retry());
    assertThat(drain(watch)).isEmpty();
    assertThat(service.listings).isZero();

    clock.advance(TIMING.retry());

    assertThat(drain(watch)).hasSize(1);
    assertThat(service.socketsOpened).isEqualTo(1);
  }

  @Test
  void pushedWhileListingFails_comesAllTheSame() {
    service.failNext(1);
    ChangeWatch watch = watch(null, null);
    assertThat(drain(watch)).isEmpty();

    service.happen(FIRST);

    assertThat(drain(watch)).extracting(ChangeEvent::via).containsExactly(Via.SOCKET);
  }

  @Test
  void endedSocket_isOpenedAnewAfterAWaitAndTheChangesListed() {
    ChangeWatch watch = watch(null, null);
    drain(watch);
    service.endSocket();
    assertThat(drain(watch)).isEmpty();
    assertThat(service.openSockets).isZero();
    service.happen(FIRST);

    clock.advance(TIMING.retry());

    assertThat(drain(watch)).extracting(ChangeEvent::via).containsExactly(Via.LISTING);
    assertThat(service.openSockets).isEqualTo(1);
  }

  @Test
  void until_endsOnceEverySiteHasPassedItWithOneLastListing() {
    service.putSite(9103, NOW.getEpochSecond() + 200);
    ChangeWatch watch = watch(NOW.plusSeconds(100), null);
    drain(watch);
    clock.advance(TIMING.endCheck());
    drain(watch);
    assertThat(watch.isDone()).isFalse();

    service.putSite(SITE, NOW.getEpochSecond() + 99);
    service.unconfirmed.add(FIRST);
    clock.advance(TIMING.endCheck());

    assertThat(drain(watch)).hasSize(1);
    assertThat(watch.isDone()).isTrue();
  }

  @Test
  void until_siteThatStandsStill_isNotWaitedForForEver() {
    ChangeWatch watch = watch(NOW.plusSeconds(60), null);
    drain(watch);
    clock.advance(Duration.ofMinutes(2));
    drain(watch);
    assertThat(watch.isDone()).isFalse();

    clock.advance(TIMING.idleEnd());
    drain(watch);

    assertThat(watch.isDone()).isTrue();
  }

  @Test
  void close_closesSocketAndService() {
    ChangeWatch watch = watch(null, null);
    drain(watch);

    watch.close();
    watch.close();

    assertThat(service.openSockets).isZero();
    assertThat(service.closed).isTrue();
  }

  private ChangeWatch watch(@Nullable Instant until, @Nullable ChangeMark mark) {
    return new ChangeWatch(
        FakeChangeService.PAD, service, new ChangeMemory(mark), until, TIMING, clock);
  }

  private static ChangeMark through(ChangeMark mark) {
    try {
      return CoderUtils.clone(ChangeMarkCoder.of(), mark);
    } catch (org.apache.beam.sdk.coders.CoderException e) {
      throw new AssertionError(e);
    }
  }

  /** Everything until the watch has looked several times without finding anything. */
  private static List<ChangeEvent> drain(ChangeWatch watch) {
    List<ChangeEvent> events = new ArrayList<>();
    for (int silent = 0; silent < 5; ) {
      ChangeEvent event = watch.next();
      if (event == null) {
        silent++;
      } else {
        silent = 0;
        events.add(event);
      }
    }
    return events;
  }

  private static String day(String number) {
    return "2030-05-" + number + "T00:00:00Z";
  }
}
