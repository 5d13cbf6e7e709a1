// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.BadRequestException;
import io.wellhead.restream.MalformedDataException;
import io.wellhead.restream.StageFilter;
import io.wellhead.restream.UnauthorizedException;
import io.wellhead.restream.model.Field;
import io.wellhead.restream.model.Pad;
import io.wellhead.restream.model.Room;
import io.wellhead.restream.model.Site;
import io.wellhead.restream.model.Stage;
import io.wellhead.restream.model.State;
import java.io.IOException;
import java.io.Serial;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The service as the ReStream client gives it. */
final class ClientInstanceService implements InstanceService {
  private static final Logger LOG = LoggerFactory.getLogger(ClientInstanceService.class);

  private final Room room;
  private final RoomCalls calls;

  private ClientInstanceService(Room room, RoomCalls calls) {
    this.room = room;
    this.calls = calls;
  }

  /** Opens rooms of an account. */
  static final class Factory implements InstanceService.Factory {
    @Serial private static final long serialVersionUID = 1L;

    private final RestreamClientFactory clients;
    private final Drain drain;

    Factory(RestreamConnection connection, Drain drain) {
      clients = new RestreamClientFactory(connection);
      this.drain = drain;
    }

    @Override
    public InstanceService open(Room room) throws IOException {
      return new ClientInstanceService(room, RoomCalls.open(clients, room, drain));
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
  public List<State> states() throws IOException {
    return room.isPad()
        ? calls.run(client -> client.states().ofPad(room.id()))
        : calls.run(client -> client.states().ofSite(room.id())).stream().toList();
  }

  @Override
  public Pad pad(long padId) throws IOException {
    return calls.run(client -> client.pads().get(padId));
  }

  @Override
  public List<Field> fields() throws IOException {
    return calls.run(client -> client.fields(room));
  }

  /** An account that may not see them, or an answer of a new shape, stops nothing else. */
  @Override
  public byte @Nullable [] parameters(long siteId) throws IOException {
    try {
      return calls.run(client -> client.parametersAsSent(Room.site(siteId)));
    } catch (IOException e) {
      Throwable cause = e.getCause();
      if (cause instanceof BadRequestException
          || cause instanceof UnauthorizedException
          || cause instanceof MalformedDataException) {
        LOG.warn("The definitions of aggregations cannot be read. site={}", siteId, e);
        return null;
      }
      throw e;
    }
  }

  @Override
  public List<Stage> history(long siteId) throws IOException {
    return calls.run(client -> client.stages(Room.site(siteId), StageFilter.ALL));
  }

  @Override
  public RoomEvents connect(Room of) throws IOException {
    return calls.connect("updates of " + of, client -> client.instanceUpdates(of));
  }

  @Override
  public void close() {
    calls.close();
  }
}
