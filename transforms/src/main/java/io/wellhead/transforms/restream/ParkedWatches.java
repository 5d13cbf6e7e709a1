// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.model.Room;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the watch of a closed reader for the next reader of its checkpoint, because runners close
 * and reopen readers often and a new watch reads the whole room over REST. What nobody takes is
 * closed. Safe for use by several threads; a watch is used by one at a time.
 *
 * @param <T> what is seen
 * @param <M> where the watching of a room stands
 */
public final class ParkedWatches<T, M extends WatchMark> {
  private static final Duration KEEP = Duration.ofSeconds(30);
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(KEEP.toMillis(), TimeUnit.MILLISECONDS);

  private final ConcurrentMap<Long, RoomWatch<T, M>> parked = new ConcurrentHashMap<>();

  static long newId() {
    return ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
  }

  void park(long id, RoomWatch<T, M> watch) {
    parked.put(id, watch);
    LATER.execute(
        () -> {
          if (parked.remove(id, watch)) {
            watch.close();
          }
        });
  }

  /** The watch that stands where the mark says; one that has gone on is closed instead. */
  @Nullable RoomWatch<T, M> take(M mark) {
    RoomWatch<T, M> watch = parked.remove(mark.watchId());
    if (watch != null && !watch.isAt(mark)) {
      watch.close();
      return null;
    }
    return watch;
  }

  /** Closes what is parked for the room: the service allows one socket per address and account. */
  void closeOf(Room room) {
    parked.forEach(
        (id, watch) -> {
          if (watch.room().equals(room) && parked.remove(id, watch)) {
            watch.close();
          }
        });
  }
}
