// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import io.wellhead.restream.DataRecord;
import io.wellhead.restream.DataRequest;
import io.wellhead.restream.DataRequestBuilder;
import io.wellhead.restream.DataStream;
import io.wellhead.restream.Frame;
import io.wellhead.restream.MeasurementSocket;
import io.wellhead.restream.RestreamException;
import io.wellhead.restream.SocketEvent;
import io.wellhead.restream.SocketOptions;
import io.wellhead.restream.model.Room;
import io.wellhead.restream.model.Site;
import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The service as the ReStream client gives it. */
final class ClientRoomService implements RoomService {
  /** A room's frames are about 6 kB a second; this holds more than the socket's catch-up bursts. */
  private static final int QUEUE_FRAMES = 1024;

  private static final long QUEUE_BYTES = 16 << 20;

  private final Room room;
  private final RestreamConnection connection;
  private final Duration reconnectAfter;
  private final Drain drain;
  private final RestreamClientFactory.Lease lease;

  private ClientRoomService(
      Room room,
      RestreamConnection connection,
      Duration reconnectAfter,
      Drain drain,
      RestreamClientFactory.Lease lease) {
    this.room = room;
    this.connection = connection;
    this.reconnectAfter = reconnectAfter;
    this.drain = drain;
    this.lease = lease;
  }

  /** Opens rooms of an account. */
  static final class Factory implements RoomService.Factory {
    @Serial private static final long serialVersionUID = 1L;

    private final RestreamClientFactory clients;
    private final Duration reconnectAfter;
    private final Drain drain;

    /**
     * Makes a factory; nothing is read or sent.
     *
     * @param reconnectAfter silence after which a socket is made anew
     * @param drain ends calls
     */
    Factory(RestreamConnection connection, Duration reconnectAfter, Drain drain) {
      clients = new RestreamClientFactory(connection);
      this.reconnectAfter = reconnectAfter;
      this.drain = drain;
    }

    @Override
    public RoomService open(Room room) throws IOException {
      return new ClientRoomService(
          room, clients.connection(), reconnectAfter, drain, clients.open());
    }

    @Override
    public List<Room> openRooms() throws IOException {
      return OpenRooms.of(clients);
    }
  }

  @Override
  public Set<Long> sites() throws IOException {
    if (!room.isPad()) {
      return Set.of(room.id());
    }
    if (!connection.routed()) {
      return Set.of(Measurement.NO_SITE);
    }
    try {
      return drain.execute(lease.client().sites().ofPad(room.id())).stream()
          .map(Site::id)
          .collect(Collectors.toSet());
    } catch (RestreamException e) {
      throw new IOException("cannot list the sites of " + room, e);
    }
  }

  @Override
  public Feed connect(String sessionKey, @Nullable Instant replayFrom) throws IOException {
    try {
      return new ClientFeed(sessionKey, request(replayFrom, null));
    } catch (IllegalStateException e) {
      throw new IOException(
          room + " is read by this process already; the service allows one socket per room", e);
    }
  }

  @Override
  public History read(long from, @Nullable Long through) {
    Instant last = through == null ? null : Instant.ofEpochSecond(through);
    return new ClientHistory(lease.client().data(room, request(Instant.ofEpochSecond(from), last)));
  }

  @Override
  public void close() {
    lease.close();
  }

  private DataRequest request(@Nullable Instant start, @Nullable Instant end) {
    DataRequestBuilder request = DataRequest.builder().siUnits(connection.siUnits());
    if (room.isPad()) {
      request.routed(connection.routed());
    }
    if (start != null) {
      request.start(start);
    }
    if (end != null) {
      request.end(end);
    }
    return request.build();
  }

  private final class ClientFeed implements Feed {
    private final MeasurementSocket socket;
    private volatile boolean connected;

    ClientFeed(String sessionKey, DataRequest request) {
      SocketOptions options =
          SocketOptions.manual().toBuilder()
              .sessionKey(sessionKey)
              .queue(QUEUE_FRAMES, QUEUE_BYTES)
              .idleLimit(reconnectAfter)
              .listener(event -> connected = event instanceof SocketEvent.Opened)
              .build();
      socket = lease.client().measurements(room, request, options);
    }

    @Override
    public @Nullable ReceivedFrame poll(Duration wait) throws IOException {
      try {
        Frame frame = socket.poll(wait);
        if (frame == null) {
          if (socket.isOver()) {
            throw new IOException("the measurement socket of " + room + " was closed");
          }
          return null;
        }
        return new ReceivedFrame(frame, frame.connection());
      } catch (RestreamException e) {
        throw new IOException("the measurement socket of " + room + " ended", e);
      }
    }

    @Override
    public void acknowledge(long frame) {
      socket.acknowledge(frame);
    }

    @Override
    public boolean isConnected() {
      return connected;
    }

    @Override
    public long bufferedBytes() {
      return socket.waitingBytes();
    }

    @Override
    public void close() {
      socket.close();
    }
  }

  private final class ClientHistory implements History {
    private static final int PART_RECORDS = 500;

    private final DataStream stream;
    private final Iterator<DataRecord> records;

    ClientHistory(DataStream stream) {
      this.stream = stream;
      records = stream.iterator();
    }

    @Override
    public List<DataRecord> next() throws IOException {
      try {
        List<DataRecord> part = new ArrayList<>();
        while (part.size() < PART_RECORDS && records.hasNext()) {
          part.add(records.next());
        }
        return part;
      } catch (RestreamException e) {
        throw new IOException("cannot read data of " + room, e);
      }
    }

    @Override
    public void close() {
      stream.close();
    }
  }
}
