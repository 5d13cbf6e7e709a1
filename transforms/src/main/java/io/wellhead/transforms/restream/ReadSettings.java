// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static java.util.Objects.requireNonNull;

import io.wellhead.restream.model.Room;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@link RestreamIO.Read} was told, checked as a whole.
 *
 * @param connection the account
 * @param rooms the rooms' texts; empty for every open room of the account
 * @param from where history begins, null to read from now on
 * @param until the first instant that is not read, null to read for ever
 * @param eventTimes which timestamps are accepted
 * @param timing the waits
 */
record ReadSettings(
    RestreamConnection connection,
    List<String> rooms,
    @Nullable Instant from,
    @Nullable Instant until,
    EventTimeBounds eventTimes,
    ReadTiming timing)
    implements Serializable {

  ReadSettings {
    requireNonNull(connection, "connection");
    rooms = List.copyOf(rooms);
    if (from != null && until != null && !from.isBefore(until)) {
      throw new IllegalArgumentException(
          "reading from %s until %s: the end has to be after the start".formatted(from, until));
    }
  }

  /**
   * The first second that is not read, {@link Long#MAX_VALUE} for none; a part of a second counts.
   */
  long endSecond() {
    if (until == null) {
      return Long.MAX_VALUE;
    }
    return until.getNano() == 0 ? until.getEpochSecond() : until.getEpochSecond() + 1;
  }

  /** The second before the first one to be read. */
  long initialFrontier() {
    return from == null ? SiteProgress.NOT_STARTED : from.getEpochSecond() - 1;
  }

  /**
   * How many known seconds at either end of a gap are read with it: none where each second of a
   * site has one record, one where a second may have several in frames of their own (ReStream API
   * spec, sections 6.3 and 9.6), some of which may be missing.
   */
  int gapMargin(Room room) {
    return isUnrouted(room) ? 1 : 0;
  }

  /** Whether the room's records need not name a site. */
  boolean isUnrouted(Room room) {
    return room.isPad() && !connection.routed();
  }

  /** The same reading of one room alone, or of none. */
  ReadSettings withRooms(List<String> texts) {
    return new ReadSettings(connection, texts, from, until, eventTimes, timing);
  }
}
