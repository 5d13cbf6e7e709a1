// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.Call;
import io.wellhead.restream.DataRecord;
import io.wellhead.restream.DataRequest;
import io.wellhead.restream.DataStream;
import io.wellhead.restream.Event;
import io.wellhead.restream.EventSocket;
import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.RestreamException;
import io.wellhead.restream.model.Room;
import io.wellhead.restream.model.Site;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Calls of the service for one room, which a drain ends. One thread calls; any thread may close.
 */
public final class RoomCalls implements AutoCloseable {
  private final Room room;
  private final Drain drain;
  private final RestreamClientFactory.Lease lease;

  private RoomCalls(Room room, Drain drain, RestreamClientFactory.Lease lease) {
    this.room = room;
    this.drain = drain;
    this.lease = lease;
  }

  /**
   * Opens the account for a room; nothing is sent.
   *
   * @throws IOException if the account's secret cannot be read
   */
  public static RoomCalls open(RestreamClientFactory clients, Room room, Drain drain)
      throws IOException {
    return new RoomCalls(room, drain, clients.open());
  }

  /** The account's rooms that are being worked on; see {@link RestreamIO.Read#withAllRooms}. */
  public static List<Room> openRooms(RestreamClientFactory clients) throws IOException {
    return OpenRooms.of(clients);
  }

  /**
   * Makes a call and waits for its answer.
   *
   * @throws ReadingEndedException if the drain was requested before
   * @throws IOException if the call failed
   */
  public <T> T run(Function<RestreamClient, Call<T>> call) throws IOException {
    try {
      return drain.execute(call.apply(lease.client()));
    } catch (RestreamException e) {
      throw new IOException("cannot read " + room, e);
    }
  }

  /** The room's sites; of a site room, the site. */
  public List<Site> sites() throws IOException {
    if (room.isPad()) {
      return run(client -> client.sites().ofPad(room.id()));
    }
    Site site = run(client -> client.sites().get(room.id()));
    return List.of(site);
  }

  /**
   * Reads records over REST, all of them into memory.
   *
   * @throws ReadingEndedException if the drain was requested before
   * @throws IOException if the rest cannot be had; its cause says why
   */
  public List<DataRecord> records(DataRequest request) throws IOException {
    try (DataStream stream = lease.client().data(room, request)) {
      return drain.during(stream::close, () -> stream.stream().toList());
    } catch (RestreamException e) {
      throw new IOException("cannot read data of " + room, e);
    }
  }

  /**
   * Reads records over REST, one after the other.
   *
   * @throws ReadingEndedException if the drain was requested before
   * @throws IOException if the rest cannot be had; its cause says why
   */
  public void forEachRecord(DataRequest request, Consumer<DataRecord> consumer) throws IOException {
    try (DataStream stream = lease.client().data(room, request)) {
      drain.during(
          stream::close,
          () -> {
            stream.forEach(consumer);
            return true;
          });
    } catch (RestreamException e) {
      throw new IOException("cannot read data of " + room, e);
    }
  }

  /**
   * Opens a socket.
   *
   * @param what names it in errors, such as {@code updates of pad/412}
   * @throws IOException if the account has it open already in this process
   */
  public <T> RoomEvents connect(String what, Function<RestreamClient, EventSocket<T>> socket)
      throws IOException {
    try {
      return new SocketEvents<>(what, socket.apply(lease.client()));
    } catch (IllegalStateException e) {
      throw new IOException("another socket of " + what + " is still open", e);
    }
  }

  @Override
  public void close() {
    lease.close();
  }

  private record SocketEvents<T>(String what, EventSocket<T> socket) implements RoomEvents {
    @Override
    public byte @Nullable [] poll(Duration wait) throws IOException {
      try {
        Event<T> event = socket.poll(wait);
        if (event == null && socket.isOver()) {
          throw new IOException("the socket of " + what + " was closed");
        }
        return event == null ? null : event.json();
      } catch (RestreamException e) {
        throw new IOException("the socket of " + what + " ended", e);
      }
    }

    @Override
    public long connections() {
      return socket.connections();
    }

    @Override
    public void close() {
      socket.close();
    }
  }
}
