// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.model.Room;
import java.io.IOException;
import java.io.Serial;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** Watches rooms for the instance updates of their pads, sites, fields and stages. */
final class InstanceWatching implements Watching<InstanceUpdate, InstanceMark> {
  @Serial private static final long serialVersionUID = 1L;

  private static final ParkedWatches<InstanceUpdate, InstanceMark> PARKED = new ParkedWatches<>();

  private final InstanceService.Factory services;
  private final StoredStages.Factory stored;
  private final @Nullable Instant until;
  private final WatchTiming timing;
  private final Clock clock;

  InstanceWatching(
      InstanceService.Factory services,
      StoredStages.Factory stored,
      @Nullable Instant until,
      WatchTiming timing,
      Clock clock) {
    this.services = services;
    this.stored = stored;
    this.until = until;
    this.timing = timing;
    this.clock = clock;
  }

  @Override
  public List<Room> openRooms() throws IOException {
    return services.openRooms();
  }

  @Override
  public InstanceWatch open(Room room, @Nullable InstanceMark mark, PipelineOptions options)
      throws IOException {
    return new InstanceWatch(
        room,
        services.open(room),
        stored.open(options),
        new InstanceMemory(mark),
        until,
        timing,
        clock);
  }

  @Override
  public InstanceMark notBegun(Instant watermark) {
    return new InstanceMark(0, 0, watermark, new TreeMap<>(), new TreeMap<>());
  }

  @Override
  public Instant receivedAt(InstanceUpdate update) {
    return update.receivedAt();
  }

  @Override
  public ParkedWatches<InstanceUpdate, InstanceMark> parked() {
    return PARKED;
  }

  @Override
  public Coder<InstanceUpdate> elementCoder() {
    return InstanceUpdateCoder.of();
  }

  @Override
  public Coder<InstanceMark> markCoder() {
    return InstanceMarkCoder.of();
  }
}
