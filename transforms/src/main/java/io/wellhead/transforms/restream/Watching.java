// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.model.Room;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/**
 * What is watched of rooms, and how: what makes a {@link WatchSource} one of instance updates or of
 * data changes.
 *
 * @param <T> what is seen
 * @param <M> where the watching of a room stands
 */
public interface Watching<T, M extends WatchMark> extends Serializable {

  /** The account's rooms that are being worked on. */
  List<Room> openRooms() throws IOException;

  /**
   * Opens a room.
   *
   * @param mark where to go on; null to begin
   * @param options of the pipeline
   */
  RoomWatch<T, M> open(Room room, @Nullable M mark, PipelineOptions options) throws IOException;

  /** The mark of a reader that has opened nothing yet. */
  M notBegun(Instant watermark);

  /** When that was received, which is its event time. */
  Instant receivedAt(T element);

  /** Where the watches of closed readers wait; the same for all copies of this in a JVM. */
  ParkedWatches<T, M> parked();

  Coder<T> elementCoder();

  Coder<M> markCoder();
}
