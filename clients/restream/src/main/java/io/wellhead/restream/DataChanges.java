// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import io.wellhead.restream.model.ChangeLog;
import io.wellhead.restream.model.DataChange;
import io.wellhead.restream.model.Room;
import io.wellhead.restream.model.WireFormatException;
import io.wellhead.restream.model.WireJson;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Corrections of stored data: list, read, confirm (ReStream API, section 7). */
public final class DataChanges {

  private static final DataRequest EVERYTHING = DataRequest.DEFAULT;

  private final Gateway gateway;

  DataChanges(Gateway gateway) {
    this.gateway = gateway;
  }

  /** The unconfirmed changes of a room, in no order; for a pad, those of all its sites. */
  public Call<List<DataChange>> list(Room room) {
    return list(room, Map.of());
  }

  /**
   * As {@link #list(Room)}.
   *
   * @param filters query parameters, sent as they are
   */
  public Call<List<DataChange>> list(Room room, Map<String, String> filters) {
    return gateway.get(
        Route.ofRoom(room, "data_changes"),
        new Query().addAll(filters),
        json -> WireJson.decode(json, ChangeLog.class).changeLog());
  }

  /**
   * The unconfirmed changes of a room as the service wrote them: the UTF-8 JSON of each. One that
   * is not as documented does not hide the others.
   */
  public Call<List<byte[]>> listJson(Room room) {
    return gateway.get(Route.ofRoom(room, "data_changes"), new Query(), ChangeLogCutter::cut);
  }

  /** One change. */
  public Call<DataChange> get(Room room, long changeId) {
    Route route = Route.ofRoom(room, "data_changes/" + changeId);
    return gateway.get(
        route,
        new Query(),
        json ->
            WireJson.decode(json, ChangeLog.class).changeLog().stream()
                .filter(change -> change.id() == changeId)
                .findFirst()
                .orElseThrow(() -> lacks(route, "the change asked for")));
  }

  /** The present values of a change; empty when it is confirmed (or unknown). */
  public Call<Optional<DataChange>> refresh(DataChange change) {
    return list(Room.site(siteOf(change)))
        .map(changes -> changes.stream().filter(c -> c.id() == change.id()).findFirst());
  }

  /** The data of the change's time span, with the default parameters. */
  public DataStream data(DataChange change) {
    return data(List.of(change), EVERYTHING);
  }

  /**
   * The data of all changes: their intervals merged, sites and starts ascending, one request each,
   * one after the other as one reads on.
   */
  public DataStream data(Collection<DataChange> changes) {
    return data(changes, EVERYTHING);
  }

  /**
   * As {@link #data(Collection)} with a request of the caller's, of which start and end are
   * replaced.
   *
   * @throws MalformedDataException when a change lacks site, start or end
   */
  public DataStream data(Collection<DataChange> changes, DataRequest request) {
    request.validateFor(Room.site(1));
    List<ChangedInterval> intervals = ChangedInterval.merge(changes);
    return new DataStream(
        gateway,
        () ->
            new CombinedPass(
                () -> intervals.stream().map(interval -> pass(interval, request)).iterator()));
  }

  private RoomPass pass(ChangedInterval interval, DataRequest request) {
    return new RoomPass(
        gateway,
        Room.site(interval.siteId()),
        request.toBuilder().start(interval.start()).end(interval.end()).build());
  }

  /**
   * Tells the vendor that the changed data was received.
   *
   * @return true when the change is confirmed, false when the service still lists it
   */
  public Call<Boolean> confirm(DataChange change) {
    return confirm(siteOf(change), Set.of(change.id())).map(Set::isEmpty);
  }

  /**
   * Confirms several changes of a site at once. Repeating it is harmless.
   *
   * @return those of the ids that the service still lists as unconfirmed; empty when all went well
   */
  public Call<Set<Long>> confirm(long siteId, Set<Long> changeIds) {
    if (changeIds.isEmpty()) {
      throw new IllegalArgumentException("no change to confirm");
    }
    Set<Long> ids = Set.copyOf(changeIds);
    List<Map<String, Object>> confirmations =
        new TreeSet<>(ids)
            .stream().map(id -> Map.<String, Object>of("id", id, "update_received", true)).toList();
    Route route = Route.ofRoom(Room.site(siteId), "data_changes").post();
    return gateway.post(
        route,
        WireJson.encode(Map.of("change_log", confirmations)),
        true,
        json -> stillListed(json, ids));
  }

  private static Set<Long> stillListed(byte[] json, Set<Long> ids) {
    if (!WireJson.decode(json, Map.class).containsKey("change_log")) {
      throw new WireFormatException("change_log is missing in the answer to a confirmation");
    }
    return WireJson.decode(json, ChangeLog.class).changeLog().stream()
        .map(DataChange::id)
        .filter(ids::contains)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static long siteOf(DataChange change) {
    return Objects.requireNonNull(
        change.site(), () -> "data change " + change.id() + " has no site");
  }

  private static MalformedDataException lacks(Route route, String what) {
    return new MalformedDataException(
        route.template() + ": the answer lacks " + what, ErrorPlace.of(route), null);
  }
}
