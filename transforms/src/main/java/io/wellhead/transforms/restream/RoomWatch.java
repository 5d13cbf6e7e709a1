// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.model.Room;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Watches one room over its sockets without a session, and over REST. One thread at a time.
 *
 * @param <T> what is seen
 * @param <M> where the watching stands
 */
public interface RoomWatch<T, M extends WatchMark> extends AutoCloseable {
  Room room();

  /** The next thing seen, or null if there is none now; may look and wait a moment for it. */
  @Nullable T next();

  /** The next thing of those that were seen already, or null; does not look. */
  @Nullable T nextWaiting();

  /** Whether the watching has come to its end and everything seen was given out. */
  boolean isDone();

  /** Where the watching stands: behind what was given out. */
  M mark(long id, Instant watermark);

  /** Whether the watching stands where this mark of its own says. */
  boolean isAt(M mark);

  /** Closes sockets and service; repeating does nothing. */
  @Override
  void close();
}
