// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.wellhead.restream.DataRecord;
import io.wellhead.restream.model.Room;
import io.wellhead.sandbox.restream.Pace;
import io.wellhead.sandbox.restream.RestreamSandbox;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gaps of many rooms of one account, read at once through the one client of the process. */
class GapReadingTest {
  private static final Instant START = Instant.parse("2026-06-01T06:00:00Z");
  private static final int SECONDS = 3600;
  private static final long T0 = 1_906_538_400L;
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @TempDir Path folder;

  private final RestreamSandbox sandbox =
      RestreamSandbox.builder()
          .start(START)
          .history(Duration.ofSeconds(SECONDS))
          .until(START)
          .pads(2)
          .pace(Pace.unthrottled())
          .start();
  private final List<RoomService> services = new ArrayList<>();

  @AfterEach
  void close() {
    services.forEach(RoomService::close);
    sandbox.close();
  }

  @Test
  void poll_moreRoomsThanTheServiceAllowsCalls_noneWaitsForOneThatIsNotPolled() throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    assertThat(readBackwards(threads)).hasSize(6).allMatch(records -> records == SECONDS);
    threads.shutdownNow();
  }

  @Test
  void poll_oneWorkerThread_servesAllRooms() throws Exception {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    assertThat(readBackwards(thread)).hasSize(6).allMatch(records -> records == SECONDS);
    thread.shutdownNow();
  }

  @Test
  void poll_openGapWithMoreThanOneAnswerMayHold_givesEachRecordOnceAcrossAnOutage()
      throws Exception {
    FakeRoom room = new FakeRoom(Room.pad(412), Clock.systemUTC(), 9101, 9102);
    for (long t = 0; t < 10_000; t++) {
      if (t < 2700 || t > 6100) {
        room.lostSecond(T0 + t);
      }
    }
    try (RoomService service = room.open(Room.pad(412))) {
      GapReading reading = GapReading.start(service, new Gap(T0, Gap.OPEN), Runnable::run);
      List<String> read = new ArrayList<>();
      List<DataRecord> some = List.of();
      do {
        some = reading.poll(Duration.ZERO);
        if (some != null) {
          assertThat(some.size()).isLessThanOrEqualTo(500);
          some.forEach(record -> read.add(new String(record.json(), UTF_8)));
        }
      } while (some == null || !some.isEmpty());
      List<String> truth =
          room.truth.values().stream().flatMap(records -> records.values().stream()).toList();
      assertThat(read).hasSize(13_198).containsExactlyInAnyOrderElementsOf(truth);
    }
  }

  @Test
  void close_betweenParts_asksForNoMore() throws Exception {
    FakeRoom room = new FakeRoom(Room.pad(412), Clock.systemUTC(), 9101);
    for (long t = 0; t < 1000; t++) {
      room.lostSecond(T0 + t);
    }
    List<Runnable> tasks = new ArrayList<>();
    try (RoomService service = room.open(Room.pad(412))) {
      GapReading reading = GapReading.start(service, new Gap(T0, T0 + 999), tasks::add);
      tasks.remove(0).run();
      assertThat(reading.poll(Duration.ZERO)).hasSize(300);
      assertThat(tasks).as("the next part is asked for when this one is taken").hasSize(1);
      reading.close();
      tasks.remove(0).run();
      assertThat(room.restReads).containsExactly(new Gap(T0, T0 + 299));
    }
  }

  /** Begins to read a gap of each site, then takes the last one's records first. */
  private List<Integer> readBackwards(ExecutorService workers) throws Exception {
    SandboxReading reading = new SandboxReading(sandbox, folder);
    var factory =
        new ClientRoomService.Factory(reading.connection(), Duration.ofMinutes(1), Drain.create());
    long start = START.getEpochSecond();
    List<GapReading> readings = new ArrayList<>();
    for (long pad : sandbox.padIds()) {
      for (long site : sandbox.siteIds(pad)) {
        RoomService service = factory.open(Room.site(site));
        services.add(service);
        readings.add(GapReading.start(service, new Gap(start - SECONDS, start - 1), workers));
      }
    }
    List<Integer> counts = new ArrayList<>();
    for (int i = readings.size() - 1; i >= 0; i--) {
      counts.add(count(readings.get(i)));
    }
    return counts;
  }

  private static int count(GapReading reading) throws Exception {
    long end = System.nanoTime() + LIMIT.toNanos();
    int records = 0;
    while (true) {
      List<DataRecord> part = reading.poll(Duration.ofMillis(100));
      if (part != null && part.isEmpty()) {
        return records;
      }
      records += part == null ? 0 : part.size();
      assertThat(System.nanoTime()).as("a gap waits for another").isLessThan(end);
    }
  }
}
