// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.restream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.wellhead.restream.model.Field;
import io.wellhead.restream.model.Pad;
import io.wellhead.restream.model.Room;
import io.wellhead.restream.model.Site;
import io.wellhead.restream.model.Stage;
import io.wellhead.restream.model.State;
import io.wellhead.restream.model.WireJson;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A pad with sites in memory: what is put here is what the service answers and pushes. */
final class FakeInstanceService implements InstanceService {
  private final String pad;
  private final SortedMap<Long, String> sites = new TreeMap<>();
  private final Map<Long, List<String>> histories = new HashMap<>();
  private final Map<Room, Queue<byte[]>> pushed = new HashMap<>();
  final List<String> fields = new ArrayList<>();
  final List<String> parameters = new ArrayList<>();

  /** Whether the account may not see the definitions. */
  boolean keepsParameters;

  final List<String> states = new ArrayList<>();
  final List<Room> openRooms = new ArrayList<>(List.of(Room.pad(412), Room.site(77)));
  private long connections = 1;
  private int failures;
  int historiesRead;
  int sitesRead;
  int openSockets;
  int endsTold;
  private final Set<Room> ended = new HashSet<>();
  boolean closed;

  FakeInstanceService(long padId) {
    pad = "{\"id\":" + padId + ",\"name\":\"P\",\"lease_name\":\"L\",\"customer_name\":\"C\"}";
  }

  void putSite(long id, long lastTimestamp) {
    sites.put(
        id,
        """
        {"id":%d,"name":"S","pad_id":412,"fleet_id":8,"fleet_name":"Gamma","well_api":"42",
         "metadata":{"first_timestamp":5,"last_timestamp":%d}}
        """
            .formatted(id, lastTimestamp));
    histories.computeIfAbsent(id, i -> new ArrayList<>());
  }

  /** Replaces a site's stages. */
  void putHistory(long site, String... stages) {
    histories.put(site, new ArrayList<>(List.of(stages)));
  }

  void push(Room of, String json) {
    pushed.computeIfAbsent(of, r -> new ArrayDeque<>()).add(json.getBytes(StandardCharsets.UTF_8));
  }

  /** Loses what was pushed and not polled, as a real reconnect does. */
  void reconnect() {
    pushed.clear();
    connections++;
  }

  /** Ends the open socket for good. */
  void endSocket(Room of) {
    ended.add(of);
  }

  void failNext(int calls) {
    failures = calls;
  }

  static String stage(@Nullable Long id, long site, String start, @Nullable String end) {
    return "{\"state\":\"frac_frac\",\"start\":\"%s\",\"end\":%s,\"stage_number\":1,\"site\":%d%s}"
        .formatted(
            start, end == null ? "null" : '"' + end + '"', site, id == null ? "" : ",\"id\":" + id);
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
    sitesRead++;
    return sites.values().stream().map(json -> WireJson.decode(json, Site.class)).toList();
  }

  @Override
  public List<State> states() throws IOException {
    call();
    return states.stream().map(json -> WireJson.decode(json, State.class)).toList();
  }

  @Override
  public Pad pad(long padId) throws IOException {
    call();
    return WireJson.decode(pad, Pad.class);
  }

  @Override
  public List<Field> fields() throws IOException {
    call();
    return fields.stream().map(json -> WireJson.decode(json, Field.class)).toList();
  }

  @Override
  public byte @Nullable [] parameters(long siteId) throws IOException {
    call();
    return keepsParameters ? null : ("[" + String.join(",", parameters) + "]").getBytes(UTF_8);
  }

  @Override
  public List<Stage> history(long siteId) throws IOException {
    call();
    historiesRead++;
    return histories.get(siteId).stream().map(json -> WireJson.decode(json, Stage.class)).toList();
  }

  @Override
  public RoomEvents connect(Room of) {
    openSockets++;
    ended.remove(of);
    return new RoomEvents() {
      @Override
      public byte @Nullable [] poll(Duration wait) throws IOException {
        if (ended.contains(of)) {
          endsTold++;
          throw new IOException("the socket ended");
        }
        Queue<byte[]> messages = pushed.get(of);
        return messages == null ? null : messages.poll();
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
      public InstanceService open(Room room) {
        return FakeInstanceService.this;
      }

      @Override
      public List<Room> openRooms() {
        return openRooms;
      }
    };
  }
}
