// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.model.Room;
import io.wellhead.restream.model.Site;
import io.wellhead.restream.model.WireFormatException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches one room: everything over REST when a connection is made and on a schedule, between that
 * the socket's updates, and a site's history whenever its state changes; see {@link
 * ReadingSchedule}. One thread.
 */
final class InstanceWatch implements RoomWatch<InstanceUpdate, InstanceMark> {
  private static final Logger LOG = LoggerFactory.getLogger(InstanceWatch.class);

  private final Room room;
  private final InstanceService service;
  private final WatchTiming timing;
  private final ReadingSchedule schedule;
  private final InstanceMemory memory;
  private final InstanceSnapshot snapshot;
  private final LiveUpdates live;

  private final SortedMap<Room, RoomEvents> sockets = new TreeMap<>();

  InstanceWatch(
      Room room,
      InstanceService service,
      StoredStages stored,
      InstanceMemory memory,
      @Nullable Instant until,
      WatchTiming timing,
      Clock clock) {
    this.room = room;
    this.service = service;
    this.memory = memory;
    this.timing = timing;
    schedule = new ReadingSchedule(until, timing, clock);
    snapshot = new InstanceSnapshot(room, service, stored, memory, clock);
    live = new LiveUpdates(memory, clock);
  }

  @Override
  public Room room() {
    return room;
  }

  @Override
  public @Nullable InstanceUpdate next() {
    // A socket that has ended is opened anew with the reading that makes up for it.
    boolean canLook = sockets.containsKey(room) || schedule.isReadingDue();
    if (memory.isEmpty() && !schedule.hasEnded() && canLook) {
      look();
    }
    return memory.emit();
  }

  @Override
  public @Nullable InstanceUpdate nextWaiting() {
    return memory.emit();
  }

  @Override
  public boolean isDone() {
    return schedule.hasEnded() && memory.isEmpty();
  }

  @Override
  public InstanceMark mark(long id, Instant watermark) {
    return new InstanceMark(id, memory.emittedCount(), watermark, memory.emitted(), memory.live());
  }

  @Override
  public boolean isAt(InstanceMark mark) {
    return memory.emittedCount() == mark.emittedCount();
  }

  private void look() {
    try {
      connect(room);
      noteConnections();
      takeWaiting();
      if (schedule.isReadingDue()) {
        readAll();
      } else if (schedule.isEndCheckDue()) {
        checkEnd();
      } else if (memory.isEmpty()) {
        take(room, poll(room, sockets.get(room), timing.poll()));
      }
    } catch (ReadingEndedException e) {
      LOG.info("Reading pads, sites and stages was ended. room={}", room);
    } catch (IOException e) {
      long retryMs = schedule.failed().toMillis();
      LOG.warn("Reading pads, sites and stages failed. room={} retryMs={}", room, retryMs, e);
    }
  }

  /** Not the first connections of all these sockets: the next refresh is near enough. */
  private void noteConnections() {
    schedule.connectionsAre(
        sockets.values().stream().mapToLong(socket -> Math.max(0, socket.connections() - 1)).sum());
  }

  private void readAll() throws IOException {
    List<Site> sites = snapshot.readAll();
    for (Site site : sites) {
      connect(Room.site(site.id()));
    }
    schedule.wasRead(sites);
  }

  /** Everything is read once more behind the end, because the histories were read before it. */
  private void checkEnd() throws IOException {
    if (schedule.isEndReachedBy(service.sites())) {
      readAll();
    }
  }

  private void takeWaiting() throws IOException {
    for (Map.Entry<Room, RoomEvents> socket : sockets.entrySet()) {
      Room of = socket.getKey();
      byte[] message = poll(of, socket.getValue(), Duration.ZERO);
      while (message != null) {
        take(of, message);
        message = poll(of, socket.getValue(), Duration.ZERO);
      }
    }
  }

  private byte @Nullable [] poll(Room of, RoomEvents socket, Duration wait) throws IOException {
    try {
      return socket.poll(wait);
    } catch (IOException e) {
      socket.close();
      sockets.remove(of);
      noteConnections();
      throw e;
    }
  }

  private void take(Room of, byte @Nullable [] message) throws IOException {
    if (message == null) {
      return;
    }
    try {
      LiveUpdates.Need need = live.take(of, message);
      if (need.everything()) {
        schedule.readSoon();
      }
      if (need.historyOf() != null) {
        snapshot.readHistory(need.historyOf());
      }
    } catch (WireFormatException e) {
      LOG.warn("An instance update is not readable, the room is read again. room={}", of, e);
      live.takeUnreadable(of, message);
      schedule.readSoon();
    }
  }

  private void connect(Room of) throws IOException {
    if (!sockets.containsKey(of)) {
      sockets.put(of, service.connect(of));
    }
  }

  @Override
  public void close() {
    sockets.values().forEach(RoomEvents::close);
    sockets.clear();
    service.close();
  }
}
