// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.model.Room;
import java.io.Serial;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.io.UnboundedSource;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/**
 * What is watched of some rooms as an unbounded source: one split per room.
 *
 * @param <T> what is seen
 * @param <M> where the watching of a room stands
 */
public final class WatchSource<T, M extends WatchMark> extends UnboundedSource<T, M> {
  @Serial private static final long serialVersionUID = 1L;

  private final Watching<T, M> watching;
  private final List<String> rooms;
  private final Drain drain;
  private final Clock clock;
  private final boolean split;

  /**
   * A source that is read through its splits.
   *
   * @param rooms the rooms' texts; empty for every open room of the account
   * @param drain ends the reading
   */
  public WatchSource(Watching<T, M> watching, List<String> rooms, Drain drain, Clock clock) {
    this(watching, rooms, drain, clock, false);
  }

  private WatchSource(
      Watching<T, M> watching, List<String> rooms, Drain drain, Clock clock, boolean split) {
    this.watching = watching;
    this.rooms = new ArrayList<>(rooms);
    this.drain = drain;
    this.clock = clock;
    this.split = split;
  }

  /** One source per room; of an account without open rooms one that is at its end. */
  @Override
  public List<WatchSource<T, M>> split(int desiredNumSplits, PipelineOptions options)
      throws Exception {
    List<String> each = new ArrayList<>(rooms);
    if (each.isEmpty()) {
      watching.openRooms().forEach(room -> each.add(room.toString()));
    }
    if (each.isEmpty()) {
      return List.of(splitOf(List.of()));
    }
    return each.stream().map(room -> splitOf(List.of(room))).toList();
  }

  private WatchSource<T, M> splitOf(List<String> named) {
    return new WatchSource<>(watching, named, drain, clock, true);
  }

  @Override
  public UnboundedReader<T> createReader(PipelineOptions options, @Nullable M mark) {
    if (!split) {
      throw new IllegalStateException("this source is read through its splits");
    }
    return new WatchReader<>(
        this, rooms.isEmpty() ? null : Room.parse(rooms.get(0)), mark, options);
  }

  Watching<T, M> watching() {
    return watching;
  }

  Drain drain() {
    return drain;
  }

  Clock clock() {
    return clock;
  }

  @Override
  public Coder<T> getOutputCoder() {
    return watching.elementCoder();
  }

  @Override
  public Coder<M> getCheckpointMarkCoder() {
    return watching.markCoder();
  }
}
