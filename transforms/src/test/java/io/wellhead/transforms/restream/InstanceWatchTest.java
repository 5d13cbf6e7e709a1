// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static io.wellhead.transforms.restream.FakeInstanceService.stage;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.wellhead.restream.model.Pad;
import io.wellhead.restream.model.Room;
import io.wellhead.restream.model.Site;
import io.wellhead.restream.model.WireJson;
import io.wellhead.transforms.restream.InstanceUpdate.Kind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstanceWatchTest {
  private static final Room PAD = Room.pad(412);
  private static final long SITE = 9102;
  private static final String AT_10 = "2030-06-01T10:00:00Z";
  private static final String AT_11 = "2030-06-01T11:00:00Z";
  private static final long START = Instant.parse(AT_10).getEpochSecond();

  private final FakeInstanceService service = new FakeInstanceService(412);
  private final ManualClock clock = new ManualClock(Instant.parse("2030-06-01T10:00:00Z"));
  private final WatchTiming timing = WatchTiming.DEFAULT;

  private List<String> stored = List.of();
  private int storeFailures;

  private List<String> storedStages(long siteId) throws IOException {
    if (storeFailures > 0) {
      storeFailures--;
      throw new IOException("503");
    }
    return siteId == SITE ? stored : List.of();
  }

  @BeforeEach
  void makePad() {
    service.putSite(SITE, START);
    service.fields.add("{\"id\":5501,\"name\":\"slurry_rate\",\"connect_nulls\":false}");
    service.putHistory(SITE, stage(null, SITE, AT_10, null));
  }

  @Test
  void firstLook_readsPadSitesFieldsDefinitionsAndStages() {
    List<InstanceUpdate> updates = drain(watch(null, null));

    assertThat(updates)
        .extracting(InstanceUpdate::kind)
        .containsExactly(Kind.SITE, Kind.PAD, Kind.FIELD, Kind.PARAMETERS, Kind.STAGE);
    assertThat(updates).extracting(InstanceUpdate::origin).containsOnly(Origin.REPLAY);
    assertThat(updates.get(4).room()).isEqualTo(Room.site(SITE));
    assertThat(service.openSockets).isEqualTo(2);
  }

  @Test
  void definitions_comeWithTheUnitsOfTheFieldsAndAgainWhenTheyChange() {
    service.fields.add(
        """
        {"id":5502,"name":"wl_depth","connect_nulls":false,"imperial_unit":"ft","si_unit":"m"}
        """);
    InstanceWatch watch = watch(null, null);
    InstanceUpdate none = definitions(drain(watch));
    assertThat(none.instanceId()).isEqualTo(SITE);
    assertThat(new String(none.payload(), UTF_8)).isEqualTo("[]");
    assertThat(new String(none.known(), UTF_8))
        .isEqualTo(
            "{\"slurry_rate\":{\"imperial\":null,\"si\":null},"
                + "\"wl_depth\":{\"imperial\":\"ft\",\"si\":\"m\"}}");

    service.parameters.add(
        "{\"id\":7,\"name\":\"deep\",\"config\":{\"field\":\"wl_depth\",\"aggregation\":\"max\"}}");
    clock.advance(timing.refresh());

    List<InstanceUpdate> changed = drain(watch);
    assertThat(changed).hasSize(1);
    assertThat(new String(definitions(changed).payload(), UTF_8)).contains("\"deep\"");
  }

  @Test
  void definitionsThatTheServiceKeepsToItself_leaveWhatWasTold_andStagesFollow() throws Exception {
    service.keepsParameters = true;
    InstanceWatch watch = watch(null, null);
    List<InstanceUpdate> first = drain(watch);
    assertThat(new String(definitions(first).payload(), UTF_8)).isEqualTo("[]");
    assertThat(first).extracting(InstanceUpdate::kind).contains(Kind.STAGE);

    service.keepsParameters = false;
    service.parameters.add("{\"name\":\"deep\",\"config\":null}");
    clock.advance(timing.refresh());
    assertThat(new String(definitions(drain(watch)).payload(), UTF_8)).contains("\"deep\"");

    service.keepsParameters = true;
    clock.advance(timing.refresh());
    assertThat(drain(watch)).isEmpty();
  }

  private static InstanceUpdate definitions(List<InstanceUpdate> updates) {
    return updates.stream()
        .filter(update -> update.kind() == Kind.PARAMETERS)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void refresh_withoutChanges_emitsNothing() {
    InstanceWatch watch = watch(null, null);
    drain(watch);
    int before = service.historiesRead;

    clock.advance(timing.refresh());

    assertThat(drain(watch)).isEmpty();
    assertThat(service.historiesRead).isGreaterThan(before);
  }

  @Test
  void runningStageThatGotItsId_isRemovedUnderItsDerivedOne() {
    InstanceWatch watch = watch(null, null);
    drain(watch);
    service.putHistory(SITE, stage(700L, SITE, AT_10, AT_11), stage(null, SITE, AT_11, null));
    clock.advance(timing.refresh());

    List<InstanceUpdate> updates = drain(watch);

    assertThat(updates)
        .extracting(InstanceUpdate::kind)
        .containsExactly(Kind.STAGE, Kind.STAGE, Kind.STAGE_REMOVED);
    assertThat(text(updates.get(2))).isEqualTo("{\"stage_id\":\"" + SITE + "-" + START + "\"}");
  }

  @Test
  void stagesOfAnEarlierJob_thatTheServiceTookAway_areRemovedOnce() {
    stored = List.of("699", "9102-" + START, "700");
    service.putHistory(SITE, stage(700L, SITE, AT_10, AT_11), stage(null, SITE, AT_11, null));
    InstanceWatch watch = watch(null, null);

    assertThat(removed(drain(watch)))
        .containsExactly("{\"stage_id\":\"699\"}", "{\"stage_id\":\"9102-" + START + "\"}");

    clock.advance(timing.refresh());
    assertThat(drain(watch)).isEmpty();
  }

  @Test
  void storedStagesThatCannotBeHad_areAskedForWithALaterReading() {
    stored = List.of("699");
    storeFailures = 1;
    InstanceWatch watch = watch(null, null);

    List<InstanceUpdate> first = drain(watch);
    assertThat(first).extracting(InstanceUpdate::kind).contains(Kind.STAGE);
    assertThat(removed(first)).isEmpty();

    clock.advance(timing.refresh());
    assertThat(removed(drain(watch))).containsExactly("{\"stage_id\":\"699\"}");
  }

  /** What was found and not emitted before a checkpoint is found again. */
  @Test
  void watchRestored_asksForTheStoredStagesAgain() {
    InstanceWatch before = watch(null, null);
    drain(before);
    stored = List.of("699");

    assertThat(removed(drain(watch(null, before.mark(1, clock.instant()))))).hasSize(1);
  }

  private static List<String> removed(List<InstanceUpdate> updates) {
    return updates.stream()
        .filter(update -> update.kind() == Kind.STAGE_REMOVED)
        .map(InstanceWatchTest::text)
        .toList();
  }

  @Test
  void movedBoundary_emitsTheStageAgain() {
    service.putHistory(SITE, stage(700L, SITE, AT_10, AT_11));
    InstanceWatch watch = watch(null, null);
    drain(watch);
    service.putHistory(SITE, stage(700L, SITE, AT_10, "2030-06-01T10:50:00Z"));
    clock.advance(timing.refresh());

    assertThat(drain(watch))
        .singleElement()
        .satisfies(update -> assertThat(text(update)).contains("10:50:00Z"));
  }

  @Test
  void stateChangeOnTheSocket_readsTheSitesHistoryAtOnce() {
    InstanceWatch watch = watch(null, null);
    drain(watch);
    service.putHistory(SITE, stage(700L, SITE, AT_10, AT_11));
    service.push(Room.site(SITE), live("wl_runinhole", 2));

    List<InstanceUpdate> updates = drain(watch);

    assertThat(updates)
        .extracting(InstanceUpdate::kind, InstanceUpdate::origin)
        .containsExactly(
            tuple(Kind.SITE, Origin.LIVE),
            tuple(Kind.STAGE, Origin.REPLAY),
            tuple(Kind.STAGE_REMOVED, Origin.REPLAY));
  }

  @Test
  void sameStateOnTheSocket_readsNothing() {
    InstanceWatch watch = watch(null, null);
    service.push(Room.site(SITE), live("frac_frac", 1));
    drain(watch);
    int before = service.historiesRead;
    service.push(Room.site(SITE), live("frac_frac", 1));

    assertThat(drain(watch)).hasSize(1);
    assertThat(service.historiesRead).isEqualTo(before);
  }

  @Test
  void siteReadOverRest_carriesItsNewestSocketUpdate() {
    InstanceWatch watch = watch(null, null);
    drain(watch);
    service.push(Room.site(SITE), live("wl_runinhole", 2));
    drain(watch);
    service.putSite(SITE, START + 60);
    clock.advance(timing.refresh());

    assertThat(drain(watch))
        .singleElement()
        .satisfies(site -> assertThat(whole(site).currentState()).isEqualTo("wl_runinhole"));
  }

  @Test
  void siteReadOverRest_carriesItsState() {
    service.states.add(
        "{\"id\":71,\"site\":{\"id\":9102},\"current_state\":\"frac_frac\","
            + "\"calculated_stage_number\":12}");
    InstanceWatch watch = watch(null, null);

    Site site = whole(watch.next());
    assertThat(site.currentState()).isEqualTo("frac_frac");
    assertThat(site.currentStageNumber()).isEqualTo(12);

    drain(watch);
    service.states.set(
        0, "{\"id\":71,\"site\":{\"id\":9102},\"current_state\":\"standby_standby\"}");
    clock.advance(timing.refresh());
    assertThat(drain(watch))
        .as("a change of the state alone is a change of the site")
        .extracting(InstanceUpdate::kind)
        .containsExactly(Kind.SITE);
  }

  @Test
  void siteMessage_leavesWhatItDoesNotTellAsItWas() {
    InstanceWatch watch = watch(null, null);
    drain(watch);
    service.push(Room.site(SITE), live("wl_runinhole", 2));

    InstanceUpdate update = drain(watch).get(0);

    assertThat(update.origin()).isEqualTo(Origin.LIVE);
    assertThat(text(update)).as("as received").isEqualTo(live("wl_runinhole", 2));
    Site site = whole(update);
    assertThat(site.fleetId()).isEqualTo(8);
    assertThat(site.fleetName()).isEqualTo("Gamma");
    assertThat(site.metadata().lastTimestamp()).isEqualTo(Instant.ofEpochSecond(START));
    assertThat(site.currentStageNumber()).isEqualTo(2);
  }

  @Test
  void messages_addUp() {
    InstanceWatch watch = watch(null, null);
    drain(watch);
    service.push(Room.site(SITE), "{\"id\":9102,\"name\":\"renamed\",\"current_state\":\"a\"}");
    service.push(
        Room.site(SITE),
        "{\"id\":9102,\"name\":\"renamed\",\"metadata\":{\"first_timestamp\":null}}");
    service.push(PAD, "{\"id\":412,\"name\":\"Q\"}");

    List<InstanceUpdate> updates = drain(watch);

    Site site = whole(updates.get(updates.size() - 1));
    assertThat(site.name()).isEqualTo("renamed");
    assertThat(site.currentState()).isEqualTo("a");
    assertThat(site.metadata().firstTimestamp())
        .as("a span that is not told stays")
        .isEqualTo(Instant.ofEpochSecond(5));
    Pad pad = WireJson.decode(updates.get(0).whole(), Pad.class);
    assertThat(pad.name()).isEqualTo("Q");
    assertThat(pad.leaseName()).isEqualTo("L");
  }

  @Test
  void messageBeforeTheFirstReading_isNotWhole_andTheReadingFollows() {
    InstanceWatch first = watch(null, null);
    drain(first);
    InstanceMark mark = first.mark(1, clock.instant());

    InstanceWatch restored = watch(null, mark);
    service.push(PAD, live("wl_runinhole", 2));

    List<InstanceUpdate> updates = drain(restored);
    InstanceUpdate message =
        updates.stream().filter(update -> update.origin() == Origin.LIVE).findFirst().orElseThrow();
    assertThat(message.isWhole()).isFalse();
    InstanceUpdate read =
        updates.stream()
            .filter(update -> update.kind() == Kind.SITE && update.origin() == Origin.REPLAY)
            .findFirst()
            .orElseThrow();
    assertThat(whole(read).fleetName()).isEqualTo("Gamma");
    assertThat(whole(read).currentState()).isEqualTo("wl_runinhole");
  }

  @Test
  void whatASocketTold_holdsUntilTheNextReading() {
    InstanceWatch watch = watch(null, null);
    drain(watch);
    service.push(Room.site(SITE), "{\"id\":9102,\"name\":\"S\",\"well_api\":null}");
    assertThat(whole(drain(watch).get(0)).wellApi()).isNull();

    clock.advance(timing.refresh());

    assertThat(drain(watch))
        .singleElement()
        .satisfies(update -> assertThat(whole(update).wellApi()).isEqualTo("42"));
  }

  @Test
  void messageWithNothingButAnId_readsTheRoomAgain() {
    InstanceWatch watch = watch(null, null);
    drain(watch);
    service.putSite(SITE, START + 1);
    service.push(PAD, "{\"id\":412}");

    assertThat(drain(watch)).extracting(InstanceUpdate::kind).containsExactly(Kind.PAD, Kind.SITE);
  }

  @Test
  void unreadableMessage_isPassedOnAndTheRoomReadAgain() {
    InstanceWatch watch = watch(null, null);
    drain(watch);
    service.putSite(SITE, START + 1);
    service.push(Room.site(SITE), "[nonsense");
    service.push(PAD, "{\"id\":412,\"name\":\"renamed\"}");

    assertThat(drain(watch))
        .extracting(InstanceUpdate::kind)
        .containsExactly(Kind.PAD, Kind.UNREADABLE, Kind.SITE, Kind.PAD);
  }

  @Test
  void reconnect_readsWhatTheSocketLost() {
    InstanceWatch watch = watch(null, null);
    drain(watch);
    service.putHistory(SITE, stage(700L, SITE, AT_10, AT_11));
    service.push(Room.site(SITE), live("wl_runinhole", 2));
    service.reconnect();

    assertThat(drain(watch))
        .extracting(InstanceUpdate::kind)
        .containsExactly(Kind.STAGE, Kind.STAGE_REMOVED);
  }

  @Test
  void failedReading_isRepeatedAfterAWaitAndLosesNothing() {
    service.failNext(2);
    InstanceWatch watch = watch(null, null);
    assertThat(drain(watch)).isEmpty();
    clock.advance(timing.retry());
    assertThat(drain(watch)).isEmpty();
    clock.advance(timing.retry());
    assertThat(drain(watch)).isEmpty();
    clock.advance(timing.retry());

    assertThat(drain(watch)).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pad/412", "site/9102"})
  void endedSocket_isOpenedAnewAfterAWaitAndEverythingRead(String room) {
    InstanceWatch watch = watch(null, null);
    drain(watch);
    int sockets = service.openSockets;
    service.endSocket(Room.parse(room));
    drain(watch);
    drain(watch);
    assertThat(service.endsTold).isEqualTo(1);
    assertThat(service.openSockets).isEqualTo(sockets - 1);
    int readings = service.sitesRead;

    clock.advance(timing.retry());
    drain(watch);

    assertThat(service.openSockets).isEqualTo(sockets);
    assertThat(service.sitesRead).isEqualTo(readings + 1);
  }

  @Test
  void until_endsOnceEverySiteHasPassedItAndHistoriesWereReadAgain() {
    service.putSite(9103, START);
    InstanceWatch watch = watch(Instant.ofEpochSecond(START + 100), null);
    drain(watch);
    service.putSite(SITE, START + 200);
    clock.advance(timing.endCheck());
    drain(watch);
    assertThat(watch.isDone()).isFalse();

    service.putSite(9103, START + 99);
    service.putHistory(SITE, stage(700L, SITE, AT_10, AT_11));
    clock.advance(timing.endCheck());

    assertThat(drain(watch)).extracting(InstanceUpdate::kind).contains(Kind.STAGE_REMOVED);
    assertThat(watch.isDone()).isTrue();
  }

  @Test
  void until_siteThatStandsStill_isNotWaitedForForEver() {
    InstanceWatch watch = watch(clock.instant().plusSeconds(60), null);
    drain(watch);
    clock.advance(Duration.ofMinutes(2));
    drain(watch);
    assertThat(watch.isDone()).isFalse();

    clock.advance(timing.idleEnd());
    drain(watch);

    assertThat(watch.isDone()).isTrue();
  }

  @Test
  void watchRestoredInTheMiddle_emitsTheRestAlone() {
    InstanceWatch first = watch(null, null);
    first.next();
    first.next();
    InstanceMark mark = first.mark(1, clock.instant());

    assertThat(drain(watch(null, mark)))
        .extracting(InstanceUpdate::kind)
        .containsExactly(Kind.FIELD, Kind.PARAMETERS, Kind.STAGE);
  }

  @Test
  void close_closesSocketsAndService() {
    InstanceWatch watch = watch(null, null);
    drain(watch);

    watch.close();

    assertThat(service.openSockets).isZero();
    assertThat(service.closed).isTrue();
  }

  private InstanceWatch watch(@Nullable Instant until, @Nullable InstanceMark mark) {
    return new InstanceWatch(
        PAD, service, this::storedStages, new InstanceMemory(mark), until, timing, clock);
  }

  /** Everything until the watch has looked several times without finding anything. */
  private static List<InstanceUpdate> drain(InstanceWatch watch) {
    List<InstanceUpdate> updates = new ArrayList<>();
    for (int silent = 0; silent < 5; ) {
      InstanceUpdate update = watch.next();
      if (update == null) {
        silent++;
      } else {
        silent = 0;
        updates.add(update);
      }
    }
    return updates;
  }

  private static String live(String state, int stage) {
    return "{\"id\":%d,\"name\":\"S\",\"pad_id\":412,\"current_state\":\"%s\",\"current_stage_number\":%d}"
        .formatted(SITE, state, stage);
  }

  private static Site whole(InstanceUpdate update) {
    return WireJson.decode(update.whole(), Site.class);
  }

  private static String text(InstanceUpdate update) {
    return new String(update.payload(), UTF_8);
  }
}
