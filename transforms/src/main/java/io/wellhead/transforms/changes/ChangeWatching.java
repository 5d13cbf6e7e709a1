// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changes;

import io.wellhead.restream.model.Room;
import io.wellhead.transforms.restream.ParkedWatches;
import io.wellhead.transforms.restream.WatchTiming;
import io.wellhead.transforms.restream.Watching;
import java.io.IOException;
import java.io.Serial;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** Watches rooms for the changes of their stored data. */
final class ChangeWatching implements Watching<ChangeEvent, ChangeMark> {
  @Serial private static final long serialVersionUID = 1L;

  private static final ParkedWatches<ChangeEvent, ChangeMark> PARKED = new ParkedWatches<>();

  private final ChangeService.Factory services;
  private final @Nullable Instant until;
  private final WatchTiming timing;
  private final Clock clock;

  ChangeWatching(
      ChangeService.Factory services, @Nullable Instant until, WatchTiming timing, Clock clock) {
    this.services = services;
    this.until = until;
    this.timing = timing;
    this.clock = clock;
  }

  @Override
  public List<Room> openRooms() throws IOException {
    return services.openRooms();
  }

  @Override
  public ChangeWatch open(Room room, @Nullable ChangeMark mark, PipelineOptions options)
      throws IOException {
    return new ChangeWatch(room, services.open(room), new ChangeMemory(mark), until, timing, clock);
  }

  @Override
  public ChangeMark notBegun(Instant watermark) {
    return new ChangeMark(0, 0, watermark, new TreeMap<>());
  }

  @Override
  public Instant receivedAt(ChangeEvent event) {
    return event.receivedAt();
  }

  @Override
  public ParkedWatches<ChangeEvent, ChangeMark> parked() {
    return PARKED;
  }

  @Override
  public Coder<ChangeEvent> elementCoder() {
    return ChangeEventCoder.of();
  }

  @Override
  public Coder<ChangeMark> markCoder() {
    return ChangeMarkCoder.of();
  }
}
