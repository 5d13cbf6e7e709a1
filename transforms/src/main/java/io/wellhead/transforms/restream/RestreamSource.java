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
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.jspecify.annotations.Nullable;

/**
 * The measurement sockets of some rooms as an unbounded source: one split per room, one session per
 * split. Splits are not divided further, since a room has one stream of frames.
 */
final class RestreamSource extends UnboundedSource<RecordBatch, RestreamCheckpointMark> {
  @Serial private static final long serialVersionUID = 1L;

  private final ReadSettings settings;
  private final RoomService.Factory services;
  private final Drain drain;
  private final Clock clock;
  private final boolean split;

  RestreamSource(ReadSettings settings, RoomService.Factory services, Clock clock) {
    this(settings, services, Drain.create(), clock, false);
  }

  private RestreamSource(
      ReadSettings settings,
      RoomService.Factory services,
      Drain drain,
      Clock clock,
      boolean split) {
    this.settings = settings;
    this.services = services;
    this.drain = drain;
    this.clock = clock;
    this.split = split;
  }

  RestreamSource withDrain(Drain ending) {
    return new RestreamSource(settings, services, ending, clock, split);
  }

  /**
   * One source per room, whatever number is desired. An account without open rooms gives one source
   * that is at its end, since Beam wants at least one.
   */
  @Override
  public List<RestreamSource> split(int desiredNumSplits, PipelineOptions options)
      throws Exception {
    List<String> rooms = new ArrayList<>(settings.rooms());
    if (rooms.isEmpty()) {
      for (Room room : services.openRooms()) {
        rooms.add(room.toString());
      }
    }
    if (rooms.isEmpty()) {
      return List.of(splitOf(List.of()));
    }
    return rooms.stream().map(room -> splitOf(List.of(room))).toList();
  }

  @Override
  public UnboundedReader<RecordBatch> createReader(
      PipelineOptions options, @Nullable RestreamCheckpointMark mark) {
    if (!split) {
      throw new IllegalStateException("this source is read through its splits");
    }
    if (settings.rooms().isEmpty()) {
      return new NoRoomReader(this);
    }
    Room room = Room.parse(settings.rooms().get(0));
    return new RestreamReader(this, room, mark, RoomConnections.shared(), GapReading.WORKERS);
  }

  ReadSettings settings() {
    return settings;
  }

  RoomService.Factory services() {
    return services;
  }

  Drain drain() {
    return drain;
  }

  Clock clock() {
    return clock;
  }

  @Override
  public Coder<RecordBatch> getOutputCoder() {
    return RecordBatchCoder.of();
  }

  @Override
  public Coder<RestreamCheckpointMark> getCheckpointMarkCoder() {
    return RestreamCheckpointMarkCoder.of();
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    builder
        .add(DisplayData.item("service", settings.connection().baseUrl().toString()))
        .add(
            DisplayData.item(
                "rooms", settings.rooms().isEmpty() ? "all" : String.join(",", settings.rooms())))
        .addIfNotNull(DisplayData.item("from", text(settings.from())))
        .addIfNotNull(DisplayData.item("until", text(settings.until())));
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }

  private RestreamSource splitOf(List<String> rooms) {
    return new RestreamSource(settings.withRooms(rooms), services, drain, clock, true);
  }
}
