// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.PadFilter;
import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.RestreamException;
import io.wellhead.restream.SiteFilter;
import io.wellhead.restream.model.Pad;
import io.wellhead.restream.model.Room;
import io.wellhead.restream.model.Site;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The rooms of an account that are being worked on. */
final class OpenRooms {
  private OpenRooms() {}

  /** Pads that are not completed, then sites without a pad. */
  static List<Room> of(RestreamClientFactory clients) throws IOException {
    try (RestreamClientFactory.Lease lease = clients.open()) {
      RestreamClient client = lease.client();
      List<Room> rooms = new ArrayList<>();
      for (Pad pad : client.pads().list(PadFilter.ALL.withComplete(false)).execute()) {
        rooms.add(Room.pad(pad.id()));
      }
      for (Site site : client.sites().list(SiteFilter.ALL.withComplete(false)).execute()) {
        if (site.padId() == null) {
          rooms.add(Room.site(site.id()));
        }
      }
      return rooms;
    } catch (RestreamException e) {
      throw new IOException("cannot list the account's open rooms", e);
    }
  }
}
