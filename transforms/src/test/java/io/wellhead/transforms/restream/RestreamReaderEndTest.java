// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.restream.model.Room;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A reader with an end comes to it, whatever the room does. */
class RestreamReaderEndTest {
  private static final long T0 = 1_906_538_400L;
  private static final Room PAD = Room.pad(412);
  private static final ReadTiming TIMING = ReadTiming.DEFAULT;

  private final ManualClock clock = new ManualClock(Instant.ofEpochSecond(T0 + 2));
  private final FakeRoom room = new FakeRoom(PAD, clock, 9101, 9102);
  private final List<String> emitted = new ArrayList<>();
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
    drain(reader);
    for (int i = 0; i < 4; i++) {
      clock.advance(TIMING.gapPatienceMax());
      drain(reader);
    }
    assertEverythingOnce();
    assertThat(room.restReads).contains(new Gap(T0 + 2, T0 + 4));
    assertThat(reader.getWatermark()).isEqualTo(BoundedWindow.TIMESTAMP_MAX_VALUE);
    reader.close();
  }

  @Test
  void advance_simulationFarAheadOfTheClock_endsWithItsFirstRecordBehindTheEnd() throws Exception {
    long year = Duration.ofDays(365).toSeconds();
    RestreamReader reader = started(null, Instant.ofEpochSecond(T0 + year));
    room.send(frameOf(T0 + year + 1));
    drain(reader);
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
    drain(first);
    assertThat(first.getWatermark()).isNotEqualTo(BoundedWindow.TIMESTAMP_MAX_VALUE);
    assertThat(room.restReads).isEmpty();
    RestreamCheckpointMark mark = throughCoder(first.getCheckpointMark());
    first.close();

    RestreamReader second = started(mark, Instant.ofEpochSecond(T0 + 3600));
    clock.advance(Duration.ofMinutes(1));
    passSilences(second, 8);
    assertEverythingOnce();
    assertThat(room.restReads).startsWith(new Gap(T0 + 2, Gap.OPEN));
    assertThat(second.getWatermark()).isEqualTo(BoundedWindow.TIMESTAMP_MAX_VALUE);
    second.close();
  }

  @Test
  void advance_roomThatFellSilentLongBeforeTheEnd_endsSoonAfterIt() throws Exception {
    RestreamReader reader = started(null, Instant.ofEpochSecond(T0 + 3600));
    seconds(T0, T0 + 2);
    drain(reader);
    passSilences(reader, 119);
    assertThat(clock.instant()).isBefore(Instant.ofEpochSecond(T0 + 3600));
    room.lostSecond(T0 + 3599);
    passSilences(reader, 4);
    assertEverythingOnce();
    assertThat(reader.getWatermark()).isEqualTo(BoundedWindow.TIMESTAMP_MAX_VALUE);
    reader.close();
  }

  @Test
  void advance_silentRoomBehindTheEndWhileRestIsDown_waitsForItsAnswer() throws Exception {
    RestreamReader reader = started(null, Instant.ofEpochSecond(T0 + 60));
    seconds(T0, T0 + 2);
    room.lostSecond(T0 + 59);
    room.restFails = true;
    drain(reader);
    passSilences(reader, 20);
    assertThat(reader.getWatermark()).isNotEqualTo(BoundedWindow.TIMESTAMP_MAX_VALUE);
    room.restFails = false;
    passSilences(reader, 5);
    assertEverythingOnce();
    assertThat(reader.getWatermark()).isEqualTo(BoundedWindow.TIMESTAMP_MAX_VALUE);
    reader.close();
  }

  @Test
  void advance_drainRequested_isAtItsEndAndLeavesTheRestToTheService() throws Exception {
    RestreamReader reader = started(null, null);
    seconds(T0, T0 + 4);
    drain(reader);
    RestreamCheckpointMark mark = reader.getCheckpointMark();
    seconds(T0 + 5, T0 + 9);

    drain.request();

    assertThat(reader.advance()).isFalse();
    assertThat(reader.getWatermark()).isEqualTo(BoundedWindow.TIMESTAMP_MAX_VALUE);
    assertThat(emitted).hasSize(10);
    mark.finalizeCheckpoint();
    assertThat(room.acknowledgements).containsExactly(5L);
    reader.close();
    assertThat(room.openServices).isZero();
  }

  @Test
  void advance_drainRequestedWhileAGapIsRead_doesNotWaitForIt() throws Exception {
    RestreamReader reader = started(null, null);
    seconds(T0, T0 + 2);
    drain(reader);
    RestreamCheckpointMark mark = reader.getCheckpointMark();
    room.lostSecond(T0 + 3);
    room.expireSessions();
    seconds(T0 + 4, T0 + 5);
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
    seconds(T0, T0 + 4);
    drain(first);
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

    RestreamReader second = reader(null, null, Drain.create());

    assertThat(second.start()).isFalse();
    assertThat(room.openServices).isEqualTo(1);
    second.close();
  }

  private void passSilences(RestreamReader reader, int times) throws IOException {
    for (int i = 0; i < times; i++) {
      clock.advance(TIMING.silence());
      drain(reader);
    }
  }

  private void seconds(long from, long through) {
    for (long t = from; t <= through; t++) {
      room.second(t);
    }
    clock.advance(Duration.ofSeconds(through - from + 1));
  }

  private byte[] frameOf(long second) {
    return FakeRoom.frame("[" + room.happen(second, 9101) + "," + room.happen(second, 9102) + "]");
  }

  /** Reads until nothing comes, also of a long gap whose parts hold nothing. */
  private void drain(RestreamReader reader) throws IOException {
    int idle = 0;
    while (idle < 20) {
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

  private RestreamReader started(RestreamCheckpointMark mark, Instant until) throws Exception {
    RestreamReader reader = reader(mark, until, drain);
    assertThat(reader.start()).isFalse();
    return reader;
  }

  private RestreamReader reader(RestreamCheckpointMark mark, Instant until, Drain ending)
      throws Exception {
    RestreamConnection connection =
        RestreamConnection.of("http://localhost:1", "id", SecretReference.parse("env:SECRET"));
    ReadSettings settings =
        new ReadSettings(
            connection, List.of("pad/412"), null, until, EventTimeBounds.DEFAULT, TIMING);
    RestreamSource source =
        new RestreamSource(settings, room, clock)
            .withDrain(ending)
            .split(1, PipelineOptionsFactory.create())
            .get(0);
    return new RestreamReader(source, PAD, mark, RoomConnections.shared(), Runnable::run);
  }

  private static RestreamCheckpointMark throughCoder(RestreamCheckpointMark mark) throws Exception {
    return CoderUtils.clone(RestreamCheckpointMarkCoder.of(), mark);
  }
}
