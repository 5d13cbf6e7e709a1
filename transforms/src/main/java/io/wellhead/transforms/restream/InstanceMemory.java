// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.transforms.restream.InstanceUpdate.Kind;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The changes that wait to be emitted, and what was seen last of each object, so that only changes
 * get in. A checkpoint holds what was emitted: changes that still wait are found again after a
 * restore. What a socket tells holds until the object is read over REST again. One thread.
 */
final class InstanceMemory {
  /** A change; a null fingerprint forgets the object, a null key concerns none. */
  private record Change(@Nullable String key, @Nullable Long fingerprint, InstanceUpdate update) {}

  private final Queue<Change> waiting = new ArrayDeque<>();
  private final SortedMap<String, Long> seen = new TreeMap<>();
  private final SortedMap<String, Long> emitted = new TreeMap<>();
  private final SortedMap<Long, byte[]> live = new TreeMap<>();

  /** All that was told of each pad and site; not in checkpoints, a restored watch reads first. */
  private final Map<String, byte[]> known = new HashMap<>();

  private long emittedCount;

  InstanceMemory(@Nullable InstanceMark mark) {
    if (mark != null) {
      seen.putAll(mark.fingerprints());
      emitted.putAll(mark.fingerprints());
      live.putAll(mark.live());
      emittedCount = mark.emittedCount();
    }
  }

  /** Queues what was read of an object, unless that is what was seen of it last. */
  void offerRead(String key, InstanceUpdate update) {
    if (update.kind() == Kind.PAD || update.kind() == Kind.SITE) {
      known.put(key, update.whole());
    }
    long fingerprint = fingerprint(update);
    Long last = seen.put(key, fingerprint);
    if (last == null || last != fingerprint) {
      waiting.add(new Change(key, fingerprint, update));
    }
  }

  private static long fingerprint(InstanceUpdate update) {
    byte[] json = update.payload();
    byte[] beside = update.known();
    long fingerprint = RecordFingerprint.of(json, 0, json.length);
    return beside == null
        ? fingerprint
        : 31 * fingerprint + RecordFingerprint.of(beside, 0, beside.length);
  }

  /**
   * Queues a message of the socket, whether or not it tells something new, beside what was known.
   *
   * @return whether that makes the whole object; if not, a reading over REST will
   */
  boolean offerLive(String key, InstanceUpdate message) {
    if (message.kind() == Kind.SITE) {
      live.merge(message.instanceId(), message.payload(), ObjectParts::join);
    }
    byte[] before = known.get(key);
    InstanceUpdate update = message.withKnown(before);
    byte[] after = update.whole();
    if (before != null && Arrays.equals(before, after)) {
      waiting.add(new Change(null, null, update));
      return true;
    }
    if (before != null) {
      known.put(key, after);
    }
    seen.remove(key);
    waiting.add(new Change(key, null, update));
    return update.isWhole();
  }

  /** Queues a message that nobody can read. */
  void offerUnreadable(InstanceUpdate message) {
    waiting.add(new Change(null, null, message));
  }

  /** Queues that an object is gone, and forgets it. */
  void offerRemoved(String key, InstanceUpdate update) {
    seen.remove(key);
    waiting.add(new Change(key, null, update));
  }

  boolean hasSeen(String key) {
    return seen.containsKey(key);
  }

  /** The seen objects whose keys begin like that and are not among the present ones. */
  List<String> absent(String prefix, Set<String> present) {
    return seen.tailMap(prefix).keySet().stream()
        .takeWhile(key -> key.startsWith(prefix))
        .filter(key -> !present.contains(key))
        .toList();
  }

  /** What the site's socket has told, the newest of each member; or null. */
  byte @Nullable [] live(long siteId) {
    return live.get(siteId);
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  /** The next change, which counts as emitted from now on; null if none waits. */
  @Nullable InstanceUpdate emit() {
    Change change = waiting.poll();
    if (change == null) {
      return null;
    }
    emittedCount++;
    if (change.fingerprint != null) {
      emitted.put(String.valueOf(change.key), change.fingerprint);
    } else if (change.key != null) {
      emitted.remove(change.key);
    }
    return change.update;
  }

  /** How many changes were emitted. */
  long emittedCount() {
    return emittedCount;
  }

  SortedMap<String, Long> emitted() {
    return emitted;
  }

  SortedMap<Long, byte[]> live() {
    return live;
  }
}
