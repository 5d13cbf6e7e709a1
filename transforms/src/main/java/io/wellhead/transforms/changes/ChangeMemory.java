// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changes;

import io.wellhead.restream.model.Room;
import io.wellhead.transforms.changes.ChangeEvent.Via;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The events that wait to be emitted, and what was seen of each change, so that a change is emitted
 * once however often it is listed, and once more when its content is another.
 *
 * <p>A change may be listed with several contents; it is known with all of them. A message of the
 * socket is the newest word on its change: content that was there before it counts as new again. A
 * checkpoint holds what was emitted: events that still wait are listed again after a restore. One
 * thread.
 */
final class ChangeMemory {
  private record Waiting(ChangeEvent event, long fingerprint) {}

  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private SortedMap<Long, SortedSet<Long>> seen = new TreeMap<>();
  private final SortedMap<Long, SortedSet<Long>> emitted = new TreeMap<>();
  private long emittedCount;

  ChangeMemory(@Nullable ChangeMark mark) {
    if (mark != null) {
      seen.putAll(copyOf(mark.emitted()));
      emitted.putAll(copyOf(mark.emitted()));
      emittedCount = mark.emittedCount();
    }
  }

  /**
   * Queues what is new in a listing, and forgets what is not in it: such a change is confirmed, or
   * never was of this room.
   */
  void offerListing(List<byte[]> listing, Room room, Instant receivedAt) {
    SortedMap<Long, SortedSet<Long>> listed = new TreeMap<>();
    for (byte[] json : listing) {
      ChangeEvent event = ChangeEvent.of(json, room, receivedAt, Via.LISTING);
      long fingerprint = ChangeMessage.fingerprint(json);
      boolean first = fingerprints(event.changeId(), listed).add(fingerprint);
      if (first && !has(event.changeId(), fingerprint, seen)) {
        waiting.add(new Waiting(event, fingerprint));
      }
    }
    seen = listed;
    emitted.entrySet().removeIf(change -> !retain(change, listed));
  }

  private static boolean retain(
      Map.Entry<Long, SortedSet<Long>> change, SortedMap<Long, SortedSet<Long>> listed) {
    SortedSet<Long> still = listed.get(change.getKey());
    if (still == null) {
      return false;
    }
    change.getValue().retainAll(still);
    return !change.getValue().isEmpty();
  }

  /** Queues a message of the socket, unless it says what was seen of its change last. */
  void offerMessage(byte[] json, Room room, Instant receivedAt) {
    ChangeEvent event = ChangeEvent.of(json, room, receivedAt, Via.SOCKET);
    long fingerprint = ChangeMessage.fingerprint(json);
    if (!has(event.changeId(), fingerprint, seen)) {
      forgetFormer(event, seen);
      fingerprints(event.changeId(), seen).add(fingerprint);
      waiting.add(new Waiting(event, fingerprint));
    }
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** The next event, which counts as emitted from now on; null if none waits. */
  @Nullable ChangeEvent emit() {
    Waiting next = waiting.poll();
    if (next == null) {
      return null;
    }
    emittedCount++;
    forgetFormer(next.event, emitted);
    fingerprints(next.event.changeId(), emitted).add(next.fingerprint);
    return next.event;
  }

  /** How many events were emitted. */
  long emittedCount() {
    return emittedCount;
  }

  /** The contents of the changes that were emitted and are not forgotten. */
  SortedMap<Long, SortedSet<Long>> emitted() {
    return emitted;
  }

  /** Messages that tell no change have nothing but that in common. */
  private static void forgetFormer(ChangeEvent event, SortedMap<Long, SortedSet<Long>> changes) {
    if (event.via() == Via.SOCKET && event.changeId() != ChangeEvent.NO_CHANGE) {
      changes.remove(event.changeId());
    }
  }

  private static SortedSet<Long> fingerprints(long id, SortedMap<Long, SortedSet<Long>> changes) {
    return changes.computeIfAbsent(id, key -> new TreeSet<>());
  }

  private static boolean has(long id, long fingerprint, SortedMap<Long, SortedSet<Long>> changes) {
    SortedSet<Long> contents = changes.get(id);
    return contents != null && contents.contains(fingerprint);
  }

  static SortedMap<Long, SortedSet<Long>> copyOf(SortedMap<Long, SortedSet<Long>> changes) {
    SortedMap<Long, SortedSet<Long>> copy = new TreeMap<>();
    changes.forEach((id, contents) -> copy.put(id, new TreeSet<>(contents)));
    return copy;
  }
}
