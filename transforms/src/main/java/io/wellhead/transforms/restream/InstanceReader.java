// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.model.Room;
import java.io.IOException;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.io.UnboundedSource.UnboundedReader;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.jspecify.annotations.Nullable;

/**
 * Emits what {@link InstanceWatch} sees of one room. An update's timestamp is its receipt, so the
 * watermark is the clock as it was before the room was last looked at. One thread, as Beam
 * promises.
 */
final class InstanceReader extends UnboundedReader<InstanceUpdate> {
  private final InstanceSource source;
  private final Room room;
  private final @Nullable InstanceMark mark;
  private Instant watermark;
  private long watchId;
  private @Nullable InstanceWatch watch;
  private @Nullable InstanceUpdate current;

  InstanceReader(InstanceSource source, Room room, @Nullable InstanceMark mark) {
    this.source = source;
    this.room = room;
    this.mark = mark;
    watermark = mark == null ? source.clock().instant() : mark.watermark();
  }

  @Override
  public boolean start() throws IOException {
    InstanceWatch parked = mark == null ? null : ParkedWatches.take(mark);
    if (parked == null && source.drain().isRequested()) {
      return false;
    }
    watch = parked == null ? open() : parked;
    watchId = parked == null || mark == null ? ParkedWatches.newId() : mark.watchId();
    return advance();
  }

  private InstanceWatch open() throws IOException {
    ParkedWatches.closeOf(room);
    return new InstanceWatch(
        room,
        source.services().open(room),
        new InstanceMemory(mark),
        source.until(),
        source.timing(),
        source.clock());
  }

  @Override
  public boolean advance() {
    if (watch == null && isDone()) {
      return false;
    }
    Instant before = source.clock().instant();
    current = source.drain().isRequested() ? watch().nextWaiting() : watch().next();
    Instant reached = current == null ? before : current.receivedAt();
    watermark = reached.isAfter(watermark) ? reached : watermark;
    return current != null;
  }

  private InstanceWatch watch() {
    if (watch == null) {
      throw new IllegalStateException("the reader of " + room + " was not started");
    }
    return watch;
  }

  @Override
  public InstanceUpdate getCurrent() {
    if (current == null) {
      throw new NoSuchElementException("no update was read last");
    }
    return current;
  }

  @Override
  public org.joda.time.Instant getCurrentTimestamp() {
    return BeamTime.joda(getCurrent().receivedAt());
  }

  @Override
  public org.joda.time.Instant getWatermark() {
    return isDone() ? BoundedWindow.TIMESTAMP_MAX_VALUE : BeamTime.joda(watermark);
  }

  private boolean isDone() {
    boolean drained = source.drain().isRequested();
    return watch == null ? drained : current == null && (watch.isDone() || drained);
  }

  @Override
  public InstanceMark getCheckpointMark() {
    if (watch == null && isDone()) {
      return mark == null
          ? new InstanceMark(0, 0, watermark, new TreeMap<>(), new TreeMap<>())
          : mark;
    }
    return watch().mark(watchId, watermark);
  }

  @Override
  public UnboundedSource<InstanceUpdate, ?> getCurrentSource() {
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
      ParkedWatches.park(watchId, watch);
    }
    watch = null;
  }
}
