// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wellhead.restream.model.Room;
import io.wellhead.restream.model.Site;
import io.wellhead.restream.model.WireJson;
import io.wellhead.transforms.restream.RoomEvents;
import java.io.IOException;
import java.io.Serial;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A pad's changes in memory: what is put here is what the service lists and pushes. */
final class FakeChangeService implements ChangeService {
  static final Room PAD = Room.pad(412);

  final List<String> unconfirmed = new ArrayList<>();
  final List<Room> openRooms = new ArrayList<>(List.of(PAD, Room.site(77)));
  private final SortedMap<Long, Long> newest = new TreeMap<>();
  private final Queue<byte[]> pushed = new ArrayDeque<>();
  private long connections = 1;
  private int failures;
  private boolean over;
  int listings;
  int socketsOpened;
  int openSockets;
  boolean closed;

  /** Sets how far a site's records reach. */
  void putSite(long id, long lastTimestamp) {
    newest.put(id, lastTimestamp);
  }

  /** Makes a change: it is listed, and pushed if somebody is connected. */
  void happen(String change) {
    unconfirmed.add(change);
    push(change);
  }

  void push(String message) {
    if (openSockets > 0) {
      pushed.add(message.getBytes(UTF_8));
    }
  }

  /** Loses what was pushed and not polled, as a real reconnect does. */
  void reconnect() {
    pushed.clear();
    connections++;
  }

  /** Ends the socket for good. */
  void endSocket() {
    pushed.clear();
    over = true;
  }

  void failNext(int calls) {
    failures = calls;
  }

  /** A change's JSON. */
  static String change(long id, long site, String start, String end) {
    return """
        {"id":%d,"created_at":"2030-06-01T10:00:00.545416Z","modification_type":"transaction",        "modification_subtype":"delete","start_date":"%s","end_date":"%s","site":%d}"""
        .formatted(id, start, end, site);
  }

  private void call() throws IOException {
    if (failures > 0) {
      failures--;
      throw new IOException("503");
    }
  }

  @Override
  public List<Site> sites() throws IOException {
    call();
    return newest.entrySet().stream()
        .map(
            site ->
                WireJson.decode(
                    "{\"id\":%d,\"name\":\"S\",\"metadata\":{\"last_timestamp\":%d}}"
                        .formatted(site.getKey(), site.getValue()),
                    Site.class))
        .toList();
  }

  @Override
  public List<byte[]> unconfirmed() throws IOException {
    call();
    listings++;
    return unconfirmed.stream().map(change -> change.getBytes(UTF_8)).toList();
  }

  @Override
  public RoomEvents connect() {
    openSockets++;
    socketsOpened++;
    over = false;
    return new RoomEvents() {
      @Override
      public byte @Nullable [] poll(Duration wait) throws IOException {
        if (over) {
          throw new IOException("the socket ended");
        }
        return pushed.poll();
      }

      @Override
      public long connections() {
        return connections;
      }

      @Override
      public void close() {
        openSockets--;
      }
    };
  }

  @Override
  public void close() {
    closed = true;
  }

  /** Gives the same service for every room. */
  Factory factory() {
    return new Factory() {
      @Serial private static final long serialVersionUID = 1L;

      @Override
      public ChangeService open(Room room) {
        return FakeChangeService.this;
      }

      @Override
      public List<Room> openRooms() {
        return openRooms;
      }
    };
  }
}
