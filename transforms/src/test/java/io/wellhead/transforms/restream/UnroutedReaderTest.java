// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.restream.model.Room;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Gaps in pad data that is not routed to sites, in each form that it may have (section 9.6). */
class UnroutedReaderTest {
  private static final long T0 = 1_906_538_400L;
  private static final Room PAD = Room.pad(412);

  private final ManualClock clock = new ManualClock(Instant.ofEpochSecond(T0 + 2));
  private final List<String> emitted = new ArrayList<>();
  private FakeRoom room = new FakeRoom(PAD, clock, Measurement.NO_SITE);

  @AfterEach
  void closeConnections() {
    RoomConnections.shared().closeAll();
  }

  @Test
  void advance_frameLostInARunningStream_isReadOverRest() throws Exception {
    RestreamReader reader = started(null, null);
    seconds(T0, T0 + 2);
    room.lostSecond(T0 + 3);
    seconds(T0 + 4, T0 + 6);
    drain(reader);
    clock.advance(ReadTiming.DEFAULT.gapPatience());
    drain(reader);
    assertEverythingOnce();
    reader.close();
  }

  @Test
  void advance_sessionExpired_readsTheGap() throws Exception {
    RestreamReader reader = started(null, null);
    seconds(T0, T0 + 2);
    drain(reader);
    lost(T0 + 3, T0 + 60);
    room.expireSessions();
    seconds(T0 + 61, T0 + 62);
    drain(reader);
    assertEverythingOnce();
    reader.close();
  }

  @Test
  void advance_severalRecordsPerSecondAndSessionExpiredAmongThem_readsAlsoPartsOfSeconds()
      throws Exception {
    room = new FakeRoom(PAD, clock, -1, -2);
    RestreamReader reader = started(null, null);
    each(T0, -1);
    each(T0, -2);
    each(T0 + 1, -1);
    drain(reader);
    room.happen(T0 + 1, -2);
    lost(T0 + 2, T0 + 60);
    room.happen(T0 + 61, -1);
    room.expireSessions();
    each(T0 + 61, -2);
    each(T0 + 62, -1);
    each(T0 + 62, -2);
    drain(reader);
    assertEverythingOnce();
    reader.close();
  }

  @Test
  void advance_recordsThatNameTheirSitesInFramesOfTheirOwn_readsTheGapOfEachSite()
      throws Exception {
    room = new FakeRoom(PAD, clock, 9101, 9102);
    room.namedSites = List.of(Measurement.NO_SITE);
    RestreamReader reader = started(Instant.ofEpochSecond(T0), Instant.ofEpochSecond(T0 + 64));
    for (long t = T0; t < T0 + 3; t++) {
      each(t, 9101);
      each(t, 9102);
    }
    clock.advance(Duration.ofSeconds(3));
    drain(reader);
    assertThat(reader.getWatermark().getMillis()).isEqualTo((T0 + 3) * 1000);
    lost(T0 + 3, T0 + 60);
    room.expireSessions();
    room.happen(T0 + 61, 9101);
    each(T0 + 61, 9102);
    each(T0 + 62, 9101);
    each(T0 + 62, 9102);
    each(T0 + 63, 9101);
    each(T0 + 63, 9102);
    drain(reader);
    assertEverythingOnce();
    assertThat(reader.getWatermark()).isEqualTo(BoundedWindow.TIMESTAMP_MAX_VALUE);
    reader.close();
  }

  private void seconds(long from, long through) {
    for (long t = from; t <= through; t++) {
      room.second(t);
    }
    clock.advance(Duration.ofSeconds(through - from + 1));
  }

  private void lost(long from, long through) {
    for (long t = from; t <= through; t++) {
      room.lostSecond(t);
    }
  }

  /** One record in a frame of its own. */
  private void each(long second, long site) {
    room.send(FakeRoom.frame(room.happen(second, site)));
  }

  private void drain(RestreamReader reader) throws Exception {
    int idle = 0;
    while (idle < 3) {
      if (reader.advance()) {
        reader.getCurrent().measurements().forEach(record -> emitted.add(record.json()));
        idle = 0;
      } else {
        idle++;
      }
    }
  }

  private void assertEverythingOnce() {
    List<String> truth =
        room.truth.values().stream().flatMap(records -> records.values().stream()).toList();
    assertThat(emitted).containsExactlyInAnyOrderElementsOf(truth);
  }

  private RestreamReader started(Instant from, Instant until) throws Exception {
    RestreamConnection connection =
        RestreamConnection.of("http://localhost:1", "id", SecretReference.parse("env:SECRET"))
            .withRouted(false);
    ReadSettings settings =
        new ReadSettings(
            connection,
            List.of("pad/412"),
            from,
            until,
            EventTimeBounds.DEFAULT,
            ReadTiming.DEFAULT);
    RestreamSource source =
        new RestreamSource(settings, room, clock).split(1, PipelineOptionsFactory.create()).get(0);
    RestreamReader reader =
        new RestreamReader(source, PAD, null, RoomConnections.shared(), Runnable::run);
    assertThat(reader.start()).isFalse();
    return reader;
  }
}
