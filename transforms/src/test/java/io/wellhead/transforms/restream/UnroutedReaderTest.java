// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Gaps in pad data that is not routed to sites, in each form that it may have (section 9.6). */
class UnroutedReaderTest {
  private static final long T0 = PadReading.T0;

  private PadReading pad = new PadReading(Measurement.NO_SITE);

  @AfterEach
  void closeConnections() {
    RoomConnections.shared().closeAll();
  }

  @Test
  void advance_frameLostInARunningStream_isReadOverRest() throws Exception {
    RestreamReader reader = started(null, null);
    pad.seconds(T0, T0 + 2);
    pad.room.lostSecond(T0 + 3);
    pad.seconds(T0 + 4, T0 + 6);
    pad.drain(reader);
    pad.clock.advance(ReadTiming.DEFAULT.gapPatience());
    pad.drain(reader);
    pad.assertEverythingOnce();
    reader.close();
  }

  @Test
  void advance_sessionExpired_readsTheGap() throws Exception {
    RestreamReader reader = started(null, null);
    pad.seconds(T0, T0 + 2);
    pad.drain(reader);
    lost(T0 + 3, T0 + 60);
    pad.room.expireSessions();
    pad.seconds(T0 + 61, T0 + 62);
    pad.drain(reader);
    pad.assertEverythingOnce();
    reader.close();
  }

  @Test
  void advance_severalRecordsPerSecondAndSessionExpiredAmongThem_readsAlsoPartsOfSeconds()
      throws Exception {
    pad = new PadReading(-1, -2);
    RestreamReader reader = started(null, null);
    each(T0, -1);
    each(T0, -2);
    each(T0 + 1, -1);
    pad.drain(reader);
    pad.room.happen(T0 + 1, -2);
    lost(T0 + 2, T0 + 60);
    pad.room.happen(T0 + 61, -1);
    pad.room.expireSessions();
    each(T0 + 61, -2);
    each(T0 + 62, -1);
    each(T0 + 62, -2);
    pad.drain(reader);
    pad.assertEverythingOnce();
    reader.close();
  }

  @Test
  void advance_recordsThatNameTheirSitesInFramesOfTheirOwn_readsTheGapOfEachSite()
      throws Exception {
    pad = new PadReading(9101, 9102);
    pad.room.namedSites = List.of(Measurement.NO_SITE);
    RestreamReader reader = started(Instant.ofEpochSecond(T0), Instant.ofEpochSecond(T0 + 64));
    for (long t = T0; t < T0 + 3; t++) {
      each(t, 9101);
      each(t, 9102);
    }
    pad.clock.advance(Duration.ofSeconds(3));
    pad.drain(reader);
    assertThat(reader.getWatermark().getMillis()).isEqualTo((T0 + 3) * 1000);
    lost(T0 + 3, T0 + 60);
    pad.room.expireSessions();
    pad.room.happen(T0 + 61, 9101);
    each(T0 + 61, 9102);
    each(T0 + 62, 9101);
    each(T0 + 62, 9102);
    each(T0 + 63, 9101);
    each(T0 + 63, 9102);
    pad.drain(reader);
    pad.assertEverythingOnce();
    assertThat(reader.getWatermark()).isEqualTo(BoundedWindow.TIMESTAMP_MAX_VALUE);
    reader.close();
  }

  private void lost(long from, long through) {
    for (long t = from; t <= through; t++) {
      pad.room.lostSecond(t);
    }
  }

  /** One record in a frame of its own. */
  private void each(long second, long site) {
    pad.room.send(FakeRoom.frame(pad.room.happen(second, site)));
  }

  private RestreamReader started(Instant from, Instant until) throws Exception {
    return pad.started(PadSettings.unrouted(from, until), Drain.create(), null);
  }
}
