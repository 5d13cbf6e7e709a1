// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.model.Room;
import java.io.IOException;
import java.time.Instant;
import java.util.NoSuchElementException;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.io.UnboundedSource.UnboundedReader;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.jspecify.annotations.Nullable;

/**
 * Emits what a {@link RoomWatch} sees. An element's timestamp is its receipt, so the watermark is
 * the clock as it was before the room was last looked at. One thread, as Beam promises.
 *
 * @param <T> what is seen
 * @param <M> where the watching of a room stands
 */
final class WatchReader<T, M extends WatchMark> extends UnboundedReader<T> {
  private final WatchSource<T, M> source;
  private final Watching<T, M> watching;
  private final @Nullable Room room;
  private final @Nullable M mark;
  private final PipelineOptions options;
  private Instant watermark;
  private long watchId;
  private @Nullable RoomWatch<T, M> watch;
  private @Nullable T current;

  /** Whether the room is at its end, and nothing that is made of it is still to be done. */
  private boolean ended;

  /**
   * @param room null if there is none to be read
   */
  WatchReader(
      WatchSource<T, M> source, @Nullable Room room, @Nullable M mark, PipelineOptions options) {
    this.source = source;
    this.watching = source.watching();
    this.room = room;
    this.mark = mark;
    this.options = options;
    watermark = mark == null ? source.clock().instant() : mark.watermark();
  }

  @Override
  public boolean start() throws IOException {
    RoomWatch<T, M> parked = mark == null ? null : watching.parked().take(mark);
    if (room == null || (parked == null && source.drain().isRequested())) {
      return false;
    }
    watch = parked == null ? open(room) : parked;
    watchId = parked == null || mark == null ? ParkedWatches.newId() : mark.watchId();
    return advance();
  }

  private RoomWatch<T, M> open(Room of) throws IOException {
    watching.parked().closeOf(of);
    return watching.open(of, mark, options);
  }

  @Override
  public boolean advance() {
    source.drain().noteReading();
    if (watch == null && isDone()) {
      return false;
    }
    Instant before = source.clock().instant();
    T next = source.drain().isRequested() ? watch().nextWaiting() : watch().next();
    current = next;
    Instant reached = next == null ? before : watching.receivedAt(next);
    watermark = reached.isAfter(watermark) ? reached : watermark;
    ended |= next == null && watch().isDone() && !source.drain().isWorking();
    if (isDone()) {
      // A runner need not come back to close this reader, and its sockets would stay.
      watch().close();
    }
    return next != null;
  }

  private RoomWatch<T, M> watch() {
    if (watch == null) {
      throw new IllegalStateException("the reader of " + room + " was not started");
    }
    return watch;
  }

  @Override
  public T getCurrent() {
    if (current == null) {
      throw new NoSuchElementException("nothing was read last");
    }
    return current;
  }

  @Override
  public org.joda.time.Instant getCurrentTimestamp() {
    return BeamTime.joda(watching.receivedAt(getCurrent()));
  }

  @Override
  public org.joda.time.Instant getWatermark() {
    return isDone() ? BoundedWindow.TIMESTAMP_MAX_VALUE : BeamTime.joda(watermark);
  }

  private boolean isDone() {
    boolean drained = room == null || source.drain().isRequested();
    return watch == null ? drained : current == null && (ended || drained);
  }

  @Override
  public M getCheckpointMark() {
    if (watch == null && isDone()) {
      return mark == null ? watching.notBegun(watermark) : mark;
    }
    return watch().mark(watchId, watermark);
  }

  @Override
  public UnboundedSource<T, ?> getCurrentSource() {
    return source;
  }

  /**
   * Keeps the sockets open for the next reader of this checkpoint, unless the room is at its end.
   */
  @Override
  public void close() {
    if (watch != null && isDone()) {
      watch.close();
    } else if (watch != null) {
      watching.parked().park(watchId, watch);
    }
    watch = null;
  }
}
