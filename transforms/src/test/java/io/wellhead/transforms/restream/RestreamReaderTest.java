// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wellhead.restream.model.Room;
import io.wellhead.transforms.deadletters.DeadLetter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RestreamReaderTest {
  private static final long T0 = PadReading.T0;

  private final ManualClock clock = new ManualClock(Instant.ofEpochSecond(T0 + 2));
  private final FakeRoom room = new FakeRoom(PadSettings.PAD, clock, 9101, 9102);
  private final RoomConnections connections = RoomConnections.shared();
  private final List<Measurement> emitted = new ArrayList<>();
  private final List<DeadLetter> defects = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger working = new AtomicInteger();
  private ReadTiming timing = ReadTiming.DEFAULT;

  @AfterEach
  void closeConnections() {
    threads.shutdownNow();
    connections.closeAll();
    assertThat(room.openServices).isZero();
  }

  @Test
  void advance_liveFrames_emitsEachRecordAsReceived() throws Exception {
    RestreamReader reader = started(null, null, null);
    seconds(T0, T0 + 9);
    drain(reader);
    assertEverythingOnce();
    assertThat(emitted).extracting(Measurement::origin).containsOnly(Origin.LIVE);
    assertThat(emitted.get(0).json()).isEqualTo(room.truth.get(T0).get(9101L));
    reader.close();
  }

  @Test
  void start_deadServer_failsAndLeavesNothingOpen() throws Exception {
    room.down = true;
    assertThatThrownBy(() -> started(null, null, null))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the service is down");
    assertThat(room.openServices).isZero();
  }

  @Test
  void getCurrent_afterNothingWasRead_isAnError() throws Exception {
    RestreamReader reader = started(null, null, null);
    assertThat(reader.advance()).isFalse();
    assertThatThrownBy(reader::getCurrent).isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(reader::getCurrentTimestamp).isInstanceOf(NoSuchElementException.class);
    reader.close();
  }

  @Test
  void start_encodedCheckpointWithLostConnection_resumesWithoutLossOrRepetition() throws Exception {
    RestreamReader first = started(null, null, null);
    seconds(T0, T0 + 6);
    drain(first);
    RestreamCheckpointMark mark = throughCoder(first.getCheckpointMark());
    first.close();
    connections.closeAll();
    seconds(T0 + 7, T0 + 9);

    RestreamReader second = started(mark, null, null);
    drain(second);
    assertEverythingOnce();
    assertThat(room.restReads).isEmpty();
    assertThat(second.getCheckpointMark().sessionKey()).isEqualTo(mark.sessionKey());
    second.close();
  }

  @Test
  void start_checkpointJustTaken_goesOnWithTheSameSocket() throws Exception {
    RestreamReader first = started(null, null, null);
    seconds(T0, T0 + 3);
    drain(first);
    RestreamCheckpointMark mark = throughCoder(first.getCheckpointMark());
    first.close();

    RestreamReader second = started(mark, null, null);
    seconds(T0 + 4, T0 + 5);
    drain(second);
    assertThat(room.connections).isEqualTo(1);
    assertEverythingOnce();
    second.close();
  }

  @Test
  void start_checkpointOlderThanTheSocket_connectsAnewSoThatFramesComeAgain() throws Exception {
    RestreamReader first = started(null, null, null);
    seconds(T0, T0 + 3);
    drain(first);
    RestreamCheckpointMark mark = throughCoder(first.getCheckpointMark());
    List<Measurement> durable = List.copyOf(emitted);
    seconds(T0 + 4, T0 + 5);
    drain(first);
    first.close();

    emitted.clear();
    emitted.addAll(durable);
    RestreamReader second = started(mark, null, null);
    drain(second);
    assertThat(room.connections).isEqualTo(2);
    assertEverythingOnce();
    second.close();
  }

  @Test
  void finalizeCheckpoint_liveConnection_letsTheServiceForgetFrames() throws Exception {
    RestreamReader reader = started(null, null, null);
    seconds(T0, T0 + 4);
    drain(reader);
    assertThat(room.acknowledgements).isEmpty();
    reader.getCheckpointMark().finalizeCheckpoint();
    assertThat(room.acknowledgements).containsExactly(5L);
    assertThat(room.queued()).isZero();
    reader.close();
  }

  @Test
  void finalizeCheckpoint_afterCloseOrRestoreOrTwice_doesNoHarm() throws Exception {
    RestreamReader first = started(null, null, null);
    seconds(T0, T0 + 4);
    drain(first);
    RestreamCheckpointMark mark = first.getCheckpointMark();
    first.close();
    mark.finalizeCheckpoint();
    mark.finalizeCheckpoint();
    connections.closeAll();
    mark.finalizeCheckpoint();
    assertThat(room.acknowledgements).containsExactly(5L, 5L);

    RestreamReader second = started(throughCoder(mark), null, null);
    seconds(T0 + 5, T0 + 6);
    drain(second);
    throughCoder(mark).finalizeCheckpoint();
    assertThat(room.acknowledgements).containsExactly(5L, 5L);
    assertEverythingOnce();
    second.close();
  }

  @Test
  void start_framesAcknowledgedThatWereNotEmitted_areReadOverRest() throws Exception {
    room.sentAhead = 4;
    RestreamReader first = started(null, null, null);
    seconds(T0, T0 + 9);
    assertThat(first.advance()).isTrue();
    emitted.addAll(first.getCurrent().measurements());
    // The batch took what was there; an acknowledgement covers what was sent ahead of it too.
    RestreamCheckpointMark mark = throughCoder(first.getCheckpointMark());
    seconds(T0 + 10, T0 + 15);
    first.advance();
    first.getCheckpointMark().finalizeCheckpoint();
    first.close();
    connections.closeAll();
    seconds(T0 + 16, T0 + 18);

    RestreamReader second = started(mark, null, null);
    drain(second);
    assertEverythingOnce();
    assertThat(emitted).extracting(Measurement::origin).contains(Origin.GAP_FILL);
    second.close();
  }

  @Test
  void finalizeCheckpoint_framesThatBroughtNothingNew_acknowledgesThem() throws Exception {
    RestreamReader first = started(null, null, null);
    seconds(T0, T0 + 9);
    drain(first);
    RestreamCheckpointMark mark = throughCoder(first.getCheckpointMark());
    first.close();
    connections.closeAll();

    RestreamReader second = started(mark, null, null);
    assertThat(second.getCurrent()).isEqualTo(new RecordBatch(List.of(), List.of()));
    assertThat(second.getCurrentTimestamp()).isEqualTo(second.getWatermark());
    assertThat(second.advance()).isFalse();
    second.getCheckpointMark().finalizeCheckpoint();
    assertThat(room.queued()).isZero();
    assertEverythingOnce();
    second.close();
  }

  @Test
  void finalizeCheckpoint_recordsReadOverRestSince_areNotAcknowledgedWithIt() throws Exception {
    RestreamReader reader = started(null, null, null);
    seconds(T0, T0 + 4);
    drain(reader);
    RestreamCheckpointMark mark = reader.getCheckpointMark();
    byte[] late = frameOf(T0 + 5);
    clock.advance(timing.silence());
    drain(reader);
    assertThat(emitted).extracting(Measurement::origin).contains(Origin.GAP_FILL);
    room.send(late);
    drain(reader);
    mark.finalizeCheckpoint();
    assertThat(room.acknowledgements).containsExactly(5L);
    reader.getCheckpointMark().finalizeCheckpoint();
    assertThat(room.acknowledgements).containsExactly(5L, 6L);
    reader.close();
  }

  @Test
  void advance_socketThatAlwaysDropsBeforeItsBacklogIsThrough_getsThroughAllTheSame()
      throws Exception {
    RestreamReader first = started(null, null, null);
    seconds(T0, T0 + 199);
    drain(first);
    RestreamCheckpointMark mark = throughCoder(first.getCheckpointMark());
    first.close();
    connections.closeAll();
    seconds(T0 + 200, T0 + 209);

    room.framesPerConnection = 40;
    RestreamReader second = started(mark, null, null);
    RestreamCheckpointMark durable = null;
    for (int i = 0; i < 50; i++) {
      if (second.advance()) {
        emitted.addAll(second.getCurrent().measurements());
        // As the DirectRunner does it: a checkpoint is final when the next one was taken.
        RestreamCheckpointMark next = second.getCheckpointMark();
        if (durable != null) {
          durable.finalizeCheckpoint();
        }
        durable = next;
      }
    }
    assertEverythingOnce();
    second.close();
  }

  @Test
  void advance_sessionExpiredWhileDisconnected_readsTheGapBeforeTheFirstFrame() throws Exception {
    RestreamReader reader = started(null, null, null);
    seconds(T0, T0 + 4);
    drain(reader);
    for (long t = T0 + 5; t < T0 + 5000; t++) {
      room.lostSecond(t);
    }
    room.expireSessions();
    seconds(T0 + 5000, T0 + 5001);
    drain(reader);
    assertEverythingOnce();
    assertThat(emitted.get(10).origin()).isEqualTo(Origin.GAP_FILL);
    assertThat(emitted.get(emitted.size() - 1).origin()).isEqualTo(Origin.LIVE);
    // In parts, so that no answer is huge.
    assertThat(room.restReads)
        .hasSize(17)
        .startsWith(new Gap(T0 + 5, T0 + 304))
        .endsWith(new Gap(T0 + 4805, T0 + 4999));
    reader.close();
  }

  @Test
  void advance_gapWhileRestIsDown_failsAndLosesNothing() throws Exception {
    RestreamReader reader = started(null, null, null);
    seconds(T0, T0 + 4);
    drain(reader);
    RestreamCheckpointMark mark = throughCoder(reader.getCheckpointMark());
    room.lostSecond(T0 + 5);
    room.expireSessions();
    seconds(T0 + 6, T0 + 6);
    room.restFails = true;
    assertThatThrownBy(() -> drain(reader))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot read the gap");
    reader.close();

    room.restFails = false;
    RestreamReader second = started(mark, null, null);
    drain(second);
    assertEverythingOnce();
    second.close();
  }

  @Test
  void advance_frameLostInARunningStream_isReadOverRestAfterSomePatience() throws Exception {
    RestreamReader reader = started(null, null, null);
    seconds(T0, T0 + 2);
    room.lostSecond(T0 + 3);
    seconds(T0 + 4, T0 + 6);
    drain(reader);
    assertThat(room.restReads).isEmpty();
    assertThat(reader.getWatermark().getMillis()).isLessThanOrEqualTo((T0 + 3) * 1000);
    clock.advance(timing.gapPatience());
    drain(reader);
    assertEverythingOnce();
    assertThat(room.restReads).containsExactly(new Gap(T0 + 3, T0 + 5));
    reader.close();
  }

  @Test
  void start_withinAMinuteWithoutAStart_readsTheWholeMinute() throws Exception {
    for (long t = T0; t < T0 + 30; t++) {
      room.lostSecond(t);
    }
    RestreamReader reader = started(null, null, null);
    seconds(T0 + 30, T0 + 33);
    drain(reader);
    clock.advance(timing.gapPatience());
    drain(reader);
    assertEverythingOnce();
    assertThat(room.restReads).containsExactly(new Gap(T0, T0 + 32));
    reader.close();
  }

  @Test
  void advance_secondThatNobodyHas_isGivenUpOnceTheStreamHasGoneOn() throws Exception {
    RestreamReader reader = started(null, null, null);
    seconds(T0, T0 + 2);
    seconds(T0 + 4, T0 + 70);
    drain(reader);
    clock.advance(timing.gapPatience());
    drain(reader);
    drain(reader);
    assertThat(reader.getWatermark().getMillis()).isEqualTo((T0 + 71) * 1000);
    assertEverythingOnce();
    reader.close();
  }

  @Test
  void advance_secondThatRestHasNotStoredYet_isAskedForAgain() throws Exception {
    RestreamReader reader = started(null, null, null);
    seconds(T0, T0 + 2);
    room.lostSecond(T0 + 3);
    room.hiddenSeconds.add(T0 + 3);
    seconds(T0 + 4, T0 + 6);
    drain(reader);
    clock.advance(timing.gapPatience());
    drain(reader);
    room.hiddenSeconds.clear();
    clock.advance(timing.gapPatience().multipliedBy(2));
    drain(reader);
    assertEverythingOnce();
    assertThat(room.restReads).hasSize(2);
    reader.close();
  }

  @Test
  void advance_reorderedAndRepeatedFrames_emitEachRecordOnceWithoutRest() throws Exception {
    RestreamReader reader = started(null, null, null);
    seconds(T0, T0);
    byte[] early = frameOf(T0 + 2);
    room.send(early);
    room.send(frameOf(T0 + 1));
    room.send(early);
    room.send(FakeRoom.frame("null"));
    drain(reader);
    assertEverythingOnce();
    assertThat(room.restReads).isEmpty();
    reader.close();
  }

  @Test
  void advance_recordLateByMinutes_isEmittedAlthoughTheWatermarkHasPassed() throws Exception {
    RestreamReader reader = started(null, null, null);
    seconds(T0, T0 + 2);
    byte[] late = frameOf(T0 + 3);
    room.hiddenSeconds.add(T0 + 3);
    seconds(T0 + 4, T0 + 300);
    drain(reader);
    clock.advance(Duration.ofMinutes(5));
    drain(reader);
    assertThat(reader.getWatermark().getMillis()).isGreaterThan((T0 + 3) * 1000);
    room.send(late);
    drain(reader);
    assertEverythingOnce();
    reader.close();
  }

  @Test
  void advance_anotherRecordOfASecondLongEmitted_isEmittedOnce() throws Exception {
    RestreamReader reader = started(null, null, null);
    seconds(T0, T0 + 2400);
    drain(reader);
    String late = "{\"timestamp\":%d,\"slurry_rate\":88.8,\"site_id\":9101}".formatted(T0 + 3);
    room.send(FakeRoom.frame(late));
    room.send(FakeRoom.frame(late));
    seconds(T0 + 2401, T0 + 2402);
    drain(reader);
    assertThat(emitted).extracting(Measurement::json).containsOnlyOnce(late);
    emitted.removeIf(measurement -> measurement.json().equals(late));
    assertEverythingOnce();
    reader.close();
  }

  @Test
  void advance_unreadableInput_becomesDeadLettersAndTheStreamGoesOn() throws Exception {
    RestreamReader reader = started(null, null, null);
    seconds(T0, T0);
    room.send("not JSON".getBytes(StandardCharsets.UTF_8));
    room.send(FakeRoom.frame("{\"timestamp\":7,\"site_id\":9101}"));
    room.send(FakeRoom.frame("{\"timestamp\":4102444800,\"site_id\":9101}"));
    room.send(FakeRoom.frame("{\"timestamp\":" + (T0 + 1) + "}"));
    seconds(T0 + 1, T0 + 1);
    List<String> messages = new ArrayList<>();
    drain(reader);
    defects.forEach(letter -> messages.add(letter.message()));
    assertEverythingOnce();
    assertThat(messages).hasSize(4);
    assertThat(messages.get(0)).contains("not a JSON object");
    assertThat(messages.get(1)).contains("timestamp 7").contains("2000-01-01");
    assertThat(messages.get(2)).contains("timestamp 4102444800");
    assertThat(messages.get(3)).contains("site_id");
    assertThat(room.restReads).isEmpty();
    assertThat(reader.getWatermark().getMillis()).isEqualTo((T0 + 2) * 1000);
    reader.close();
  }

  @Test
  void advance_untilAnInstant_endsBeforeItWithTheLastWatermark() throws Exception {
    RestreamReader reader = started(null, null, Instant.ofEpochSecond(T0 + 5));
    seconds(T0, T0 + 7);
    drain(reader);
    room.truth.keySet().removeIf(second -> second >= T0 + 5);
    assertEverythingOnce();
    assertThat(reader.advance()).isFalse();
    assertThat(reader.getWatermark()).isEqualTo(BoundedWindow.TIMESTAMP_MAX_VALUE);
    reader.close();
    assertThat(room.openServices).isZero();
  }

  @Test
  void advance_untilWithASiteThatStopsEarly_asksRestAndEnds() throws Exception {
    RestreamReader reader = started(null, Instant.ofEpochSecond(T0), Instant.ofEpochSecond(T0 + 5));
    room.sites.remove(9102L);
    seconds(T0, T0 + 5);
    drain(reader);
    assertThat(reader.getWatermark()).isNotEqualTo(BoundedWindow.TIMESTAMP_MAX_VALUE);
    for (int i = 0; i < 3; i++) {
      clock.advance(Duration.ofMinutes(1));
      drain(reader);
    }
    assertThat(reader.getWatermark()).isEqualTo(BoundedWindow.TIMESTAMP_MAX_VALUE);
    reader.close();
  }

  @Test
  void start_withHistory_asksForReplayOnceAndMarksItsRecords() throws Exception {
    RestreamReader first = started(null, Instant.ofEpochSecond(T0), null);
    assertThat(room.replayFrom).isEqualTo(Instant.ofEpochSecond(T0));
    room.send(catchUp(T0, T0 + 9));
    seconds(T0 + 10, T0 + 10);
    drain(first);
    assertEverythingOnce();
    assertThat(emitted.get(0).origin()).isEqualTo(Origin.REPLAY);
    assertThat(emitted.get(emitted.size() - 1).origin()).isEqualTo(Origin.LIVE);
    RestreamCheckpointMark mark = throughCoder(first.getCheckpointMark());
    first.close();
    connections.closeAll();

    RestreamReader second = started(mark, Instant.ofEpochSecond(T0), null);
    assertThat(room.replayFrom).isNull();
    second.close();
  }

  @Test
  void advance_silentRoom_asksRestWhetherThereIsMore() throws Exception {
    RestreamReader reader = started(null, null, null);
    seconds(T0, T0 + 2);
    drain(reader);
    room.lostSecond(T0 + 3);
    clock.advance(timing.silence());
    drain(reader);
    assertEverythingOnce();
    assertThat(room.restReads).containsExactly(new Gap(T0 + 3, Gap.OPEN));
    reader.close();
  }

  @Test
  void getWatermark_idleRoom_followsTheClockAtADistance() throws Exception {
    RestreamReader reader = started(null, null, null);
    seconds(T0, T0 + 2);
    clock.advance(Duration.ofSeconds(1));
    drain(reader);
    clock.advance(timing.idleAfter().plusSeconds(10));
    drain(reader);
    assertThat(reader.getWatermark().getMillis()).isEqualTo((T0 + 3 + 10) * 1000);
    reader.close();
  }

  @Test
  void split_roomsOrNone_givesOneSourceEach() throws Exception {
    var options = PipelineOptionsFactory.create();
    assertThat(source(null, null).split(1, options)).hasSize(1);
    assertThat(DisplayData.from(source(null, null)).asMap()).hasSize(2);
    RestreamSource nothing =
        new RestreamSource(
                PadSettings.routed(null, null).withRooms(List.of()), new NoRooms(), clock)
            .split(3, options)
            .get(0);
    var reader = nothing.createReader(options, null);
    assertThat(reader.start()).isFalse();
    assertThat(reader.advance()).isFalse();
    assertThat(reader.getWatermark()).isEqualTo(BoundedWindow.TIMESTAMP_MAX_VALUE);
    throughCoder((RestreamCheckpointMark) reader.getCheckpointMark());
    reader.close();
  }

  private record NoRooms() implements RoomService.Factory {
    @Override
    public RoomService open(Room room) {
      throw new AssertionError("there is no room");
    }

    @Override
    public List<Room> openRooms() {
      return List.of();
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

  private byte[] catchUp(long from, long through) {
    List<String> records = new ArrayList<>();
    for (long site : room.sites) {
      for (long t = from; t <= through; t++) {
        records.add(room.happen(t, site));
      }
    }
    return FakeRoom.frame("[" + String.join(",", records) + "]");
  }

  private void work(Runnable task) {
    working.incrementAndGet();
    threads.execute(
        () -> {
          try {
            task.run();
          } finally {
            working.decrementAndGet();
          }
        });
  }

  /** Reads until nothing more comes, giving gap readings the time they need. */
  private void drain(RestreamReader reader) throws IOException {
    int idle = 0;
    while (idle < 2 || working.get() > 0) {
      if (reader.advance()) {
        emitted.addAll(reader.getCurrent().measurements());
        defects.addAll(reader.getCurrent().defects());
        idle = 0;
      } else {
        idle++;
      }
    }
  }

  private void assertEverythingOnce() {
    TreeMap<String, String> missing = new TreeMap<>();
    room.truth.forEach(
        (time, records) -> records.forEach((site, json) -> missing.put(site + "-" + time, json)));
    List<String> unexpected = new ArrayList<>();
    for (Measurement measurement : emitted) {
      String key = measurement.siteId() + "-" + measurement.eventTime();
      if (!measurement.json().equals(missing.remove(key))) {
        unexpected.add(key + " " + measurement.origin());
      }
    }
    assertThat(missing.keySet()).as("records missing").isEmpty();
    assertThat(unexpected).as("records twice or wrong").isEmpty();
  }

  private RestreamReader started(RestreamCheckpointMark mark, Instant from, Instant until)
      throws Exception {
    RestreamSource split = source(from, until).split(1, PipelineOptionsFactory.create()).get(0);
    RestreamReader reader =
        new RestreamReader(split, PadSettings.PAD, mark, connections, this::work);
    if (reader.start()) {
      emitted.addAll(reader.getCurrent().measurements());
    }
    return reader;
  }

  private RestreamSource source(Instant from, Instant until) {
    return new RestreamSource(PadSettings.routed(from, until, timing), room, clock);
  }

  private static RestreamCheckpointMark throughCoder(RestreamCheckpointMark mark) throws Exception {
    return CoderUtils.clone(RestreamCheckpointMarkCoder.of(), mark);
  }
}
