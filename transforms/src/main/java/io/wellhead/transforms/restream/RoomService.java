// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.DataRecord;
import io.wellhead.restream.model.Room;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What reading one room needs of the ReStream service; opened per connection, closed with it. */
interface RoomService extends AutoCloseable {

  /** Opens the service for a room; nothing is sent before the first call. */
  interface Factory extends Serializable {
    RoomService open(Room room) throws IOException;

    /** The rooms that are being worked on: pads that are not completed, and sites without a pad. */
    List<Room> openRooms() throws IOException;
  }

  /**
   * The sites whose records the room gives; {@link Measurement#NO_SITE} alone for pad data that is
   * not routed to sites.
   */
  Set<Long> sites() throws IOException;

  /**
   * Opens the measurement socket; reconnects happen behind it.
   *
   * @param replayFrom where history is to begin if the service does not know the session; null for
   *     none
   */
  Feed connect(String sessionKey, @Nullable Instant replayFrom) throws IOException;

  /**
   * Reads records over REST.
   *
   * @param from the first second, since 1970
   * @param through the last second, null for all there are
   */
  History read(long from, @Nullable Long through) throws IOException;

  @Override
  void close();

  /** The measurement socket of a room. One thread polls; any thread may acknowledge or close. */
  interface Feed extends AutoCloseable {

    /**
     * The next frame.
     *
     * @return null if none came in time
     * @throws IOException if none will come any more
     */
    @Nullable ReceivedFrame poll(Duration wait) throws IOException;

    /** Tells the service that this frame and all before it need not be sent again. */
    void acknowledge(long frame);

    /** Whether the socket is open now. */
    boolean isConnected();

    /** Bytes of the frames that wait to be polled. */
    long bufferedBytes();

    @Override
    void close();
  }

  /** Records read over REST, in the service's order. */
  interface History extends AutoCloseable {

    /**
     * Some records more.
     *
     * @return empty at the end
     * @throws IOException if the rest cannot be had
     */
    List<DataRecord> next() throws IOException;

    @Override
    void close();
  }
}
