// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.Call;
import io.wellhead.restream.Event;
import io.wellhead.restream.EventSocket;
import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.RestreamException;
import io.wellhead.restream.StageFilter;
import io.wellhead.restream.model.Field;
import io.wellhead.restream.model.Instance;
import io.wellhead.restream.model.Pad;
import io.wellhead.restream.model.Room;
import io.wellhead.restream.model.Site;
import io.wellhead.restream.model.Stage;
import io.wellhead.restream.model.State;
import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The service as the ReStream client gives it. */
final class ClientInstanceService implements InstanceService {
  private final Room room;
  private final Drain drain;
  private final RestreamClientFactory.Lease lease;

  private ClientInstanceService(Room room, Drain drain, RestreamClientFactory.Lease lease) {
    this.room = room;
    this.drain = drain;
    this.lease = lease;
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
      return new ClientInstanceService(room, drain, clients.open());
    }

    @Override
    public List<Room> openRooms() throws IOException {
      return OpenRooms.of(clients);
    }
  }

  @Override
  public List<Site> sites() throws IOException {
    return room.isPad()
        ? run(client().sites().ofPad(room.id()))
        : List.of(run(client().sites().get(room.id())));
  }

  @Override
  public List<State> states() throws IOException {
    return room.isPad()
        ? run(client().states().ofPad(room.id()))
        : run(client().states().ofSite(room.id())).stream().toList();
  }

  @Override
  public Pad pad(long padId) throws IOException {
    return run(client().pads().get(padId));
  }

  @Override
  public List<Field> fields() throws IOException {
    return run(client().fields(room));
  }

  @Override
  public List<Stage> history(long siteId) throws IOException {
    return run(client().stages(Room.site(siteId), StageFilter.ALL));
  }

  @Override
  public Events connect(Room of) throws IOException {
    try {
      return new ClientEvents(of, client().instanceUpdates(of));
    } catch (IllegalStateException e) {
      throw new IOException("another socket of " + of + " is still open", e);
    }
  }

  @Override
  public void close() {
    lease.close();
  }

  private RestreamClient client() {
    return lease.client();
  }

  private <T> T run(Call<T> call) throws IOException {
    try {
      return drain.execute(call);
    } catch (RestreamException e) {
      throw new IOException("cannot read " + room, e);
    }
  }

  private static final class ClientEvents implements Events {
    private final Room of;
    private final EventSocket<Instance> socket;

    ClientEvents(Room of, EventSocket<Instance> socket) {
      this.of = of;
      this.socket = socket;
    }

    @Override
    public byte @Nullable [] poll(Duration wait) throws IOException {
      try {
        Event<Instance> event = socket.poll(wait);
        if (event == null && socket.isOver()) {
          throw new IOException("the socket of updates of " + of + " was closed");
        }
        return event == null ? null : event.json();
      } catch (RestreamException e) {
        throw new IOException("the socket of updates of " + of + " ended", e);
      }
    }

    @Override
    public long connections() {
      return socket.reconnects();
    }

    @Override
    public void close() {
      socket.close();
    }
  }
}
