// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changes;

import io.wellhead.restream.model.Room;
import io.wellhead.restream.model.Site;
import io.wellhead.transforms.restream.RoomEvents;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * What watching one room's data changes needs of the ReStream service. Calls end with {@link
 * io.wellhead.transforms.restream.ReadingEndedException} when the reading is drained.
 */
interface ChangeService extends AutoCloseable {

  /** Opens the service for a room; nothing is sent before the first call. */
  interface Factory extends Serializable {
    ChangeService open(Room room) throws IOException;

    /** The rooms that are being worked on: pads that are not completed, and sites without a pad. */
    List<Room> openRooms() throws IOException;
  }

  /** The room's sites; of a site room, the site. */
  List<Site> sites() throws IOException;

  /** The JSON of each change of the room that is not confirmed, as received. */
  List<byte[]> unconfirmed() throws IOException;

  /** Opens the socket of the room's changes; a message is the JSON of one. */
  RoomEvents connect() throws IOException;

  @Override
  void close();
}
