// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changes;

import io.wellhead.restream.model.Room;
import io.wellhead.restream.model.Site;
import io.wellhead.transforms.restream.ReadingEndedException;
import io.wellhead.transforms.restream.ReadingSchedule;
import io.wellhead.transforms.restream.RoomEvents;
import io.wellhead.transforms.restream.RoomWatch;
import io.wellhead.transforms.restream.WatchTiming;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches one room's data changes: the list of those that are not confirmed over REST, by a {@link
 * ReadingSchedule}, and the socket's messages in between. One thread.
 */
final class ChangeWatch implements RoomWatch<ChangeEvent, ChangeMark> {
  private static final Logger LOG = LoggerFactory.getLogger(ChangeWatch.class);

  private final Room room;
  private final ChangeService service;
  private final WatchTiming timing;
  private final Clock clock;
  private final ReadingSchedule schedule;
  private final ChangeMemory memory;
  private @Nullable RoomEvents socket;

  /**
   * @param until the first instant of the sites' data that is not watched; null to watch for ever
   */
  ChangeWatch(
      Room room,
      ChangeService service,
      ChangeMemory memory,
      @Nullable Instant until,
      WatchTiming timing,
      Clock clock) {
    this.room = room;
    this.service = service;
    this.memory = memory;
    this.timing = timing;
    this.clock = clock;
    schedule = new ReadingSchedule(until, timing, clock);
  }

  @Override
  public Room room() {
    return room;
  }

  @Override
  public @Nullable ChangeEvent next() {
    // A socket that has ended is opened anew with the reading that makes up for it.
    boolean canLook = socket != null || schedule.isReadingDue();
    if (memory.isEmpty() && !schedule.hasEnded() && canLook) {
      look();
    }
    return memory.emit();
  }

  @Override
  public @Nullable ChangeEvent nextWaiting() {
    return memory.emit();
  }

  @Override
  public boolean isDone() {
    return schedule.hasEnded() && memory.isEmpty();
  }

  @Override
  public ChangeMark mark(long id, Instant watermark) {
    return new ChangeMark(id, memory.emittedCount(), watermark, memory.emitted());
  }

  @Override
  public boolean isAt(ChangeMark mark) {
    return memory.emittedCount() == mark.emittedCount();
  }

  private void look() {
    try {
      RoomEvents events = socket == null ? service.connect() : socket;
      socket = events;
      schedule.connectionsAre(events.connections());
      while (take(events, Duration.ZERO)) {
        LOG.debug("A change was announced. room={}", room);
      }
      if (schedule.isReadingDue()) {
        list();
      } else if (schedule.isEndCheckDue()) {
        checkEnd();
      } else if (memory.isEmpty()) {
        take(events, timing.poll());
      }
    } catch (ReadingEndedException e) {
      LOG.info("Reading data changes was ended. room={}", room);
    } catch (IOException e) {
      long retryMs = schedule.failed().toMillis();
      LOG.warn("Reading data changes failed. room={} retryMs={}", room, retryMs, e);
    }
  }

  /** The sites are asked first, so that the list is younger than the end that they tell. */
  private void list() throws IOException {
    List<Site> sites = schedule.hasEnd() ? service.sites() : List.of();
    memory.offerListing(service.unconfirmed(), room, clock.instant());
    schedule.wasRead(sites);
  }

  private void checkEnd() throws IOException {
    if (schedule.isEndReachedBy(service.sites())) {
      list();
    }
  }

  private boolean take(RoomEvents events, Duration wait) throws IOException {
    byte[] message;
    try {
      message = events.poll(wait);
    } catch (IOException e) {
      closeSocket();
      throw e;
    }
    if (message == null) {
      return false;
    }
    memory.offerMessage(message, room, clock.instant());
    return true;
  }

  private void closeSocket() {
    if (socket != null) {
      socket.close();
      socket = null;
    }
  }

  @Override
  public void close() {
    closeSocket();
    service.close();
  }
}
