// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A reader with an end comes to it, whatever the room does. */
class RestreamReaderEndTest {
  private static final long T0 = PadReading.T0;
  private static final ReadTiming TIMING = ReadTiming.DEFAULT;

  private final PadReading pad = new PadReading(9101, 9102);
  private final ManualClock clock = pad.clock;
  private final FakeRoom room = pad.room;
  private final Drain drain = Drain.create();

  @AfterEach
  void closeConnections() {
    RoomConnections.shared().closeAll();
    assertThat(room.openServices).isZero();
  }

  @Test
  void advance_firstRecordsBehindTheEnd_endsWithWhatRestHasBeforeIt() throws Exception {
    RestreamReader reader = started(null, Instant.ofEpochSecond(T0 + 5));
    room.lostSecond(T0 + 3);
    room.send(frameOf(T0 + 6));
    room.truth.remove(T0 + 6);
    pad.drain(reader);
    for (int i = 0; i < 4; i++) {
      clock.advance(TIMING.gapPatienceMax());
      pad.drain(reader);
    }
    pad.assertEverythingOnce();
    assertThat(room.restReads).contains(new Gap(T0 + 2, T0 + 4));
    assertThat(reader.getWatermark()).isEqualTo(BoundedWindow.TIMESTAMP_MAX_VALUE);
    reader.close();
  }

  @Test
  void advance_simulationFarAheadOfTheClock_endsWithItsFirstRecordBehindTheEnd() throws Exception {
    long year = Duration.ofDays(365).toSeconds();
    RestreamReader reader = started(null, Instant.ofEpochSecond(T0 + year));
    room.send(frameOf(T0 + year + 1));
    pad.drain(reader);
    assertThat(reader.getWatermark()).isEqualTo(BoundedWindow.TIMESTAMP_MAX_VALUE);
    assertThat(room.restReads).isEmpty();
    reader.close();
  }

  @Test
  void advance_roomThatNeverSendsAnything_endsWhenTheClockAndRestHavePassedTheEnd()
      throws Exception {
    RestreamReader first = started(null, Instant.ofEpochSecond(T0 + 3600));
    room.lostSecond(T0 + 1800);
    clock.advance(Duration.ofMinutes(59));
    pad.drain(first);
    assertThat(first.getWatermark()).isNotEqualTo(BoundedWindow.TIMESTAMP_MAX_VALUE);
    assertThat(room.restReads).isEmpty();
    RestreamCheckpointMark mark = throughCoder(first.getCheckpointMark());
    first.close();

    RestreamReader second = started(mark, Instant.ofEpochSecond(T0 + 3600));
    clock.advance(Duration.ofMinutes(1));
    passSilences(second, 8);
    pad.assertEverythingOnce();
    assertThat(room.restReads).startsWith(new Gap(T0 + 2, Gap.OPEN));
    assertThat(second.getWatermark()).isEqualTo(BoundedWindow.TIMESTAMP_MAX_VALUE);
    second.close();
  }

  @Test
  void advance_roomThatFellSilentLongBeforeTheEnd_endsSoonAfterIt() throws Exception {
    RestreamReader reader = started(null, Instant.ofEpochSecond(T0 + 3600));
    pad.seconds(T0, T0 + 2);
    pad.drain(reader);
    passSilences(reader, 119);
    assertThat(clock.instant()).isBefore(Instant.ofEpochSecond(T0 + 3600));
    room.lostSecond(T0 + 3599);
    passSilences(reader, 4);
    pad.assertEverythingOnce();
    assertThat(reader.getWatermark()).isEqualTo(BoundedWindow.TIMESTAMP_MAX_VALUE);
    reader.close();
  }

  @Test
  void advance_silentRoomBehindTheEndWhileRestIsDown_waitsForItsAnswer() throws Exception {
    RestreamReader reader = started(null, Instant.ofEpochSecond(T0 + 60));
    pad.seconds(T0, T0 + 2);
    room.lostSecond(T0 + 59);
    room.restFails = true;
    pad.drain(reader);
    passSilences(reader, 20);
    assertThat(reader.getWatermark()).isNotEqualTo(BoundedWindow.TIMESTAMP_MAX_VALUE);
    room.restFails = false;
    passSilences(reader, 5);
    pad.assertEverythingOnce();
    assertThat(reader.getWatermark()).isEqualTo(BoundedWindow.TIMESTAMP_MAX_VALUE);
    reader.close();
  }

  @Test
  void advance_drainRequested_isAtItsEndAndLeavesTheRestToTheService() throws Exception {
    RestreamReader reader = started(null, null);
    pad.seconds(T0, T0 + 4);
    pad.drain(reader);
    RestreamCheckpointMark mark = reader.getCheckpointMark();
    pad.seconds(T0 + 5, T0 + 9);

    drain.request();

    assertThat(reader.advance()).isFalse();
    assertThat(reader.getWatermark()).isEqualTo(BoundedWindow.TIMESTAMP_MAX_VALUE);
    assertThat(pad.emitted).hasSize(10);
    mark.finalizeCheckpoint();
    assertThat(room.acknowledgements).containsExactly(5L);
    reader.close();
    assertThat(room.openServices).isZero();
  }

  @Test
  void advance_drainRequestedWhileAGapIsRead_doesNotWaitForIt() throws Exception {
    RestreamReader reader = started(null, null);
    pad.seconds(T0, T0 + 2);
    pad.drain(reader);
    RestreamCheckpointMark mark = reader.getCheckpointMark();
    room.lostSecond(T0 + 3);
    room.expireSessions();
    pad.seconds(T0 + 4, T0 + 5);
    room.restFails = true;

    drain.request();

    assertThat(reader.advance()).isFalse();
    assertThat(reader.getWatermark()).isEqualTo(BoundedWindow.TIMESTAMP_MAX_VALUE);
    assertThat(reader.getCheckpointMark().sites()).isEqualTo(mark.sites());
    reader.close();
  }

  @Test
  void start_drainRequested_opensNothing() throws Exception {
    RestreamReader first = started(null, null);
    pad.seconds(T0, T0 + 4);
    pad.drain(first);
    RestreamCheckpointMark mark = throughCoder(first.getCheckpointMark());
    first.close();
    RoomConnections.shared().closeAll();
    int connections = room.connections;

    drain.request();
    RestreamReader second = started(mark, null);

    assertThat(room.connections).isEqualTo(connections);
    assertThat(second.advance()).isFalse();
    assertThat(second.getWatermark()).isEqualTo(BoundedWindow.TIMESTAMP_MAX_VALUE);
    assertThat(throughCoder(second.getCheckpointMark()).sites()).isEqualTo(mark.sites());
    second.close();
  }

  @Test
  void readerAtItsEndThatNobodyCloses_makesWayForTheNextRun() throws Exception {
    RestreamReader first = started(null, null);
    drain.request();
    assertThat(first.advance()).isFalse();

    RestreamReader second = pad.reader(PadSettings.routed(null, null), Drain.create(), null);

    assertThat(second.start()).isFalse();
    assertThat(room.openServices).isEqualTo(1);
    second.close();
  }

  private void passSilences(RestreamReader reader, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      clock.advance(TIMING.silence());
      pad.drain(reader);
    }
  }

  private byte[] frameOf(long second) {
    return FakeRoom.frame("[" + room.happen(second, 9101) + "," + room.happen(second, 9102) + "]");
  }

  private RestreamReader started(RestreamCheckpointMark mark, Instant until) throws Exception {
    return pad.started(PadSettings.routed(null, until), drain, mark);
  }

  private static RestreamCheckpointMark throughCoder(RestreamCheckpointMark mark) throws Exception {
    return CoderUtils.clone(RestreamCheckpointMarkCoder.of(), mark);
  }
}
