// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.model.Field;
import io.wellhead.restream.model.Pad;
import io.wellhead.restream.model.Room;
import io.wellhead.restream.model.Site;
import io.wellhead.restream.model.Stage;
import io.wellhead.restream.model.State;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What watching one room's pad, sites, fields and stages needs of the ReStream service. Calls end
 * with {@link ReadingEndedException} when the reading is drained.
 */
interface InstanceService extends AutoCloseable {

  /** Opens the service for a room; nothing is sent before the first call. */
  interface Factory extends Serializable {
    InstanceService open(Room room) throws IOException;

    /** The rooms that are being worked on: pads that are not completed, and sites without a pad. */
    List<Room> openRooms() throws IOException;
  }

  /** The room's sites; of a site room, the site. */
  List<Site> sites() throws IOException;

  /** What each site is doing; a site that is not configured is missing. */
  List<State> states() throws IOException;

  Pad pad(long padId) throws IOException;

  /** The catalog of the room's fields. */
  List<Field> fields() throws IOException;

  /**
   * The definitions of a site's aggregations, as sent: a JSON array of objects; null if the service
   * does not give them.
   */
  byte @Nullable [] parameters(long siteId) throws IOException;

  /** All stages of a site, the running one included. */
  List<Stage> history(long siteId) throws IOException;

  /** Opens the socket of that pad's or site's updates; reconnects happen behind it. */
  RoomEvents connect(Room of) throws IOException;

  @Override
  void close();
}
