// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changes;

import io.wellhead.restream.model.Room;
import io.wellhead.restream.model.Site;
import io.wellhead.transforms.restream.Drain;
import io.wellhead.transforms.restream.RestreamClientFactory;
import io.wellhead.transforms.restream.RestreamConnection;
import io.wellhead.transforms.restream.RoomCalls;
import io.wellhead.transforms.restream.RoomEvents;
import java.io.IOException;
import java.io.Serial;
import java.util.List;

/** The service as the ReStream client gives it. */
final class ClientChangeService implements ChangeService {
  private final Room room;
  private final RoomCalls calls;

  private ClientChangeService(Room room, RoomCalls calls) {
    this.room = room;
    this.calls = calls;
  }

  /** Opens rooms of an account. */
  static final class Factory implements ChangeService.Factory {
    @Serial private static final long serialVersionUID = 1L;

    private final RestreamClientFactory clients;
    private final Drain drain;

    Factory(RestreamConnection connection, Drain drain) {
      clients = new RestreamClientFactory(connection);
      this.drain = drain;
    }

    @Override
    public ChangeService open(Room room) throws IOException {
      return new ClientChangeService(room, RoomCalls.open(clients, room, drain));
    }

    @Override
    public List<Room> openRooms() throws IOException {
      return RoomCalls.openRooms(clients);
    }
  }

  @Override
  public List<Site> sites() throws IOException {
    return calls.sites();
  }

  @Override
  public List<byte[]> unconfirmed() throws IOException {
    return calls.run(client -> client.changes().listJson(room));
  }

  @Override
  public RoomEvents connect() throws IOException {
    return calls.connect("data changes of " + room, client -> client.dataChangeEvents(room));
  }

  @Override
  public void close() {
    calls.close();
  }
}
