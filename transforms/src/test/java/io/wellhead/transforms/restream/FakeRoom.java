// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static java.util.stream.Collectors.toSet;

import io.wellhead.restream.DataRecord;
import io.wellhead.restream.Frame;
import io.wellhead.restream.model.Room;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One room of the service in memory, with the service's rules: a queue of frames per session that
 * survives reconnects, acknowledgements that cover everything sent on the connection, history over
 * REST. Frames go out ahead of the reader by {@link #sentAhead}.
 */
final class FakeRoom implements RoomService.Factory {
  private static final long serialVersionUID = 1L;
  private static final int FRAMES_PER_ACKNOWLEDGEMENT = 5;

  final transient Room room;
  final transient Set<Long> sites = new TreeSet<>();

  /** The sites that the service tells of beforehand; null for those that it has. */
  transient @Nullable List<Long> namedSites;

  private final transient Clock clock;

  /** Everything that exists: second -> site -> JSON. */
  final transient Map<Long, Map<Long, String>> truth = new TreeMap<>();

  /** What REST does not show although it exists. */
  final transient Set<Long> hiddenSeconds = new TreeSet<>();

  private final transient Map<String, Deque<byte[]>> queues = new HashMap<>();
  private transient @Nullable FakeFeed feed;
  transient int sentAhead = 1;

  /** Frames after which each connection is silent, and then breaks. */
  transient int framesPerConnection = Integer.MAX_VALUE;

  transient int connections;
  transient int openServices;
  transient boolean down;
  transient boolean restFails;
  transient @Nullable Instant replayFrom;
  final transient List<Gap> restReads = new ArrayList<>();
  final transient List<Long> acknowledgements = new ArrayList<>();

  FakeRoom(Room room, Clock clock, long... sites) {
    this.room = room;
    this.clock = clock;
    for (long site : sites) {
      this.sites.add(site);
    }
  }

  /** Lets a second happen: one record per site, in history and as one frame. */
  void second(long time) {
    StringBuilder records = new StringBuilder();
    for (long site : sites) {
      records.append(records.isEmpty() ? "" : ",").append(happen(time, site));
    }
    send(frame("[" + records + "]"));
  }

  /** Lets a second happen that the socket leaves out. */
  void lostSecond(long time) {
    sites.forEach(site -> happen(time, site));
  }

  /** One record; sites from 0 down stand for sources of data that names no site. */
  String happen(long time, long site) {
    String json =
        site > 0
            ? "{\"timestamp\":%d,\"slurry_rate\":%d.5,\"site_id\":%d}"
                .formatted(time, time % 100, site)
            : "{\"timestamp\":%d,\"M%d_slurry_rate\":%d.5}".formatted(time, 1 - site, time % 100);
    truth.computeIfAbsent(time, t -> new TreeMap<>()).put(site, json);
    return json;
  }

  static byte[] frame(String message) {
    return ("{\"session_key\":\"k\",\"message\":" + message + "}").getBytes(StandardCharsets.UTF_8);
  }

  /** Puts a frame into the queue of every session. */
  synchronized void send(byte[] frame) {
    queues.values().forEach(queue -> queue.add(frame));
  }

  /** Cuts the connection; the socket comes back by itself with the next poll. */
  synchronized void dropConnection() {
    if (feed != null) {
      feed.reconnect();
    }
  }

  /** Forgets all sessions: what was not read is gone from the socket. */
  synchronized void expireSessions() {
    queues.values().forEach(Deque::clear);
    dropConnection();
  }

  synchronized int queued() {
    return queues.values().stream().mapToInt(Deque::size).sum();
  }

  @Override
  public synchronized RoomService open(Room opened) {
    openServices++;
    return new FakeService();
  }

  @Override
  public List<Room> openRooms() {
    return List.of(room);
  }

  private final class FakeService implements RoomService {
    @Override
    public Set<Long> sites() throws IOException {
      if (down) {
        throw new IOException("the service is down");
      }
      if (namedSites != null) {
        return Set.copyOf(namedSites);
      }
      return sites.stream().map(site -> Math.max(site, Measurement.NO_SITE)).collect(toSet());
    }

    @Override
    public Feed connect(String sessionKey, @Nullable Instant replay) {
      synchronized (FakeRoom.this) {
        replayFrom = replay;
        feed = new FakeFeed(queues.computeIfAbsent(sessionKey, key -> new ArrayDeque<>()));
        return feed;
      }
    }

    @Override
    public History read(long from, @Nullable Long through) throws IOException {
      synchronized (FakeRoom.this) {
        restReads.add(new Gap(from, through == null ? Gap.OPEN : through));
        if (restFails) {
          throw new IOException("REST is down");
        }
        Deque<DataRecord> found = new ArrayDeque<>();
        for (long site : sites) {
          truth.forEach(
              (time, records) -> {
                if (time >= from
                    && (through == null || time <= through)
                    && records.containsKey(site)
                    && !hiddenSeconds.contains(time)) {
                  byte[] json = records.get(site).getBytes(StandardCharsets.UTF_8);
                  found.add(DataRecord.parse(json));
                }
              });
        }
        return new FakeHistory(found);
      }
    }

    @Override
    public void close() {
      synchronized (FakeRoom.this) {
        openServices--;
      }
    }
  }

  private record FakeHistory(Deque<DataRecord> found) implements RoomService.History {
    @Override
    public List<DataRecord> next() {
      List<DataRecord> part = new ArrayList<>();
      while (part.size() < 100 && !found.isEmpty()) {
        part.add(found.remove());
      }
      return part;
    }

    @Override
    public void close() {}
  }

  private final class FakeFeed implements RoomService.Feed {
    private final Deque<byte[]> queue;
    private Deque<byte[]> sent = new ArrayDeque<>();
    private long number;
    private int made = 1;
    private boolean stalled;
    private boolean closed;

    /** Frames of the queue that this connection has sent, polled or not. */
    private int sentOfQueue;

    /** The last frame of the connections before this one; they need no acknowledgement. */
    private long before;

    FakeFeed(Deque<byte[]> queue) {
      this.queue = queue;
      connections++;
    }

    @Override
    public @Nullable ReceivedFrame poll(Duration wait) throws IOException {
      synchronized (FakeRoom.this) {
        if (closed) {
          throw new IOException("the socket is closed");
        }
        if (number - before >= framesPerConnection) {
          if (stalled) {
            reconnect();
          }
          stalled = !stalled;
          return null;
        }
        while (sent.size() < sentAhead && sentOfQueue < queue.size()) {
          sent.add(queue.stream().skip(sentOfQueue).findFirst().orElseThrow());
          sentOfQueue++;
        }
        byte[] next = sent.poll();
        return next == null
            ? null
            : new ReceivedFrame(Frame.of(++number, clock.instant(), next), made);
      }
    }

    void reconnect() {
      made++;
      connections++;
      sent = new ArrayDeque<>();
      sentOfQueue = 0;
      before = number;
    }

    @Override
    public void acknowledge(long frame) {
      synchronized (FakeRoom.this) {
        if (closed) {
          return;
        }
        acknowledgements.add(frame);
        for (; frame - before >= FRAMES_PER_ACKNOWLEDGEMENT && sentOfQueue > 0; sentOfQueue--) {
          queue.remove();
        }
      }
    }

    @Override
    public boolean isConnected() {
      return !closed;
    }

    @Override
    public long bufferedBytes() {
      return 0;
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
