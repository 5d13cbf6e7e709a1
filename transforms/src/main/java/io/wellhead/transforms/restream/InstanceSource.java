// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.model.Room;
import java.io.Serial;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** The instance updates of some rooms as an unbounded source: one split per room. */
final class InstanceSource extends UnboundedSource<InstanceUpdate, InstanceMark> {
  @Serial private static final long serialVersionUID = 1L;

  private final List<String> rooms;
  private final @Nullable Instant until;
  private final InstanceService.Factory services;
  private final InstanceTiming timing;
  private final Drain drain;
  private final Clock clock;

  /**
   * @param rooms the rooms' texts; empty for every open room of the account
   */
  InstanceSource(
      List<String> rooms,
      @Nullable Instant until,
      InstanceService.Factory services,
      InstanceTiming timing,
      Clock clock) {
    this(rooms, until, services, timing, Drain.create(), clock);
  }

  private InstanceSource(
      List<String> rooms,
      @Nullable Instant until,
      InstanceService.Factory services,
      InstanceTiming timing,
      Drain drain,
      Clock clock) {
    this.rooms = new ArrayList<>(rooms);
    this.until = until;
    this.services = services;
    this.timing = timing;
    this.drain = drain;
    this.clock = clock;
  }

  InstanceSource withDrain(Drain ending) {
    return new InstanceSource(rooms, until, services, timing, ending, clock);
  }

  @Override
  public List<InstanceSource> split(int desiredNumSplits, PipelineOptions options)
      throws Exception {
    List<String> each = new ArrayList<>(rooms);
    if (each.isEmpty()) {
      services.openRooms().forEach(room -> each.add(room.toString()));
    }
    return each.stream()
        .map(room -> new InstanceSource(List.of(room), until, services, timing, drain, clock))
        .toList();
  }

  @Override
  public UnboundedReader<InstanceUpdate> createReader(
      PipelineOptions options, @Nullable InstanceMark mark) {
    if (rooms.size() != 1) {
      throw new IllegalStateException("this source is read through its splits");
    }
    return new InstanceReader(this, Room.parse(rooms.get(0)), mark);
  }

  @Nullable Instant until() {
    return until;
  }

  InstanceService.Factory services() {
    return services;
  }

  InstanceTiming timing() {
    return timing;
  }

  Drain drain() {
    return drain;
  }

  Clock clock() {
    return clock;
  }

  @Override
  public Coder<InstanceUpdate> getOutputCoder() {
    return InstanceUpdateCoder.of();
  }

  @Override
  public Coder<InstanceMark> getCheckpointMarkCoder() {
    return InstanceMarkCoder.of();
  }
}
