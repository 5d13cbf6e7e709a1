// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.model.Room;
import io.wellhead.restream.model.Site;
import io.wellhead.restream.model.WireFormatException;
import io.wellhead.transforms.restream.InstanceService.Events;
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
 * the socket's updates, and a site's history whenever its state changes.
 *
 * <p>These sockets have no sessions and lose what happens while they are down (ReStream API spec,
 * section 4.4), so each new connection is followed by a reading; a reading that fails is repeated
 * after a wait, since everything it would find is still there. One thread.
 */
final class InstanceWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(InstanceWatch.class);

  private final Room room;
  private final InstanceService service;
  private final InstanceTiming timing;
  private final Clock clock;
  private final InstanceMemory memory;
  private final InstanceSnapshot snapshot;
  private final LiveUpdates live;
  private final @Nullable EndOfSites end;

  private final SortedMap<Room, Events> sockets = new TreeMap<>();
  private long connections;
  private Instant nextReading = Instant.MIN;
  private Instant nextEndCheck = Instant.MIN;
  private Duration retry;
  private boolean ended;

  InstanceWatch(
      Room room,
      InstanceService service,
      InstanceMemory memory,
      @Nullable Instant until,
      InstanceTiming timing,
      Clock clock) {
    this.room = room;
    this.service = service;
    this.memory = memory;
    this.timing = timing;
    this.clock = clock;
    snapshot = new InstanceSnapshot(room, service, memory, clock);
    live = new LiveUpdates(memory, clock);
    end = until == null ? null : new EndOfSites(until, timing.idleEnd(), clock);
    retry = timing.retry();
  }

  Room room() {
    return room;
  }

  /** The next change, or null if there is none now. */
  @Nullable InstanceUpdate next() {
    if (memory.isEmpty() && !ended) {
      look();
    }
    return memory.emit();
  }

  /** The next change of those that were read already, or null. */
  @Nullable InstanceUpdate nextWaiting() {
    return memory.emit();
  }

  /** Whether all sites have passed the end and everything read after that was given out. */
  boolean isDone() {
    return ended && memory.isEmpty();
  }

  /** Where the watching stands. */
  InstanceMark mark(long id, Instant watermark) {
    return new InstanceMark(id, memory.emittedCount(), watermark, memory.emitted(), memory.live());
  }

  /** Whether what was emitted is what the mark says. */
  boolean isAt(InstanceMark mark) {
    return memory.emittedCount() == mark.emittedCount();
  }

  private void look() {
    Instant now = clock.instant();
    try {
      noteConnections();
      takeWaiting();
      if (!now.isBefore(nextReading)) {
        readAll(now);
      } else if (end != null && !now.isBefore(nextEndCheck)) {
        checkEnd(now, end);
      } else if (memory.isEmpty()) {
        take(room, sockets.get(room).poll(timing.poll()));
      }
    } catch (ReadingEndedException e) {
      LOG.info("Reading pads, sites and stages was ended. room={}", room);
    } catch (IOException e) {
      LOG.warn(
          "Reading pads, sites and stages failed. room={} retryMs={}", room, retry.toMillis(), e);
      nextReading = now.plus(retry);
      nextEndCheck = nextReading;
      retry = shorter(retry.multipliedBy(2), timing.refresh());
    }
  }

  private void noteConnections() throws IOException {
    connect(room);
    long made = sockets.values().stream().mapToLong(Events::connections).sum();
    if (made != connections) {
      connections = made;
      nextReading = Instant.MIN;
    }
  }

  private void readAll(Instant now) throws IOException {
    List<Site> sites = snapshot.readAll();
    for (Site site : sites) {
      connect(Room.site(site.id()));
    }
    ended = end != null && end.reachedBy(sites);
    nextReading = now.plus(timing.refresh());
    nextEndCheck = now.plus(timing.endCheck());
    retry = timing.retry();
  }

  /** Everything is read once more behind the end, because the histories were read before it. */
  private void checkEnd(Instant now, EndOfSites sought) throws IOException {
    nextEndCheck = now.plus(timing.endCheck());
    if (sought.reachedBy(service.sites())) {
      readAll(now);
    }
  }

  private void takeWaiting() throws IOException {
    for (Map.Entry<Room, Events> socket : sockets.entrySet()) {
      byte[] message = socket.getValue().poll(Duration.ZERO);
      while (message != null) {
        take(socket.getKey(), message);
        message = socket.getValue().poll(Duration.ZERO);
      }
    }
  }

  private void take(Room of, byte @Nullable [] message) throws IOException {
    if (message == null) {
      return;
    }
    try {
      LiveUpdates.Need need = live.take(of, message);
      if (need.everything()) {
        nextReading = Instant.MIN;
      }
      if (need.historyOf() != null) {
        snapshot.readHistory(need.historyOf());
      }
    } catch (WireFormatException e) {
      LOG.warn("An instance update is not readable, the room is read again. room={}", of, e);
      live.takeUnreadable(of, message);
      nextReading = Instant.MIN;
    }
  }

  private void connect(Room of) throws IOException {
    if (!sockets.containsKey(of)) {
      sockets.put(of, service.connect(of));
    }
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  @Override
  public void close() {
    sockets.values().forEach(Events::close);
    sockets.clear();
    service.close();
  }
}
