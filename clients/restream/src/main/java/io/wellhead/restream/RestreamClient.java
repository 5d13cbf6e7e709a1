// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import io.wellhead.restream.model.Aggregations;
import io.wellhead.restream.model.DataChange;
import io.wellhead.restream.model.Field;
import io.wellhead.restream.model.Instance;
import io.wellhead.restream.model.MeasurementSources;
import io.wellhead.restream.model.Pad;
import io.wellhead.restream.model.Parameter;
import io.wellhead.restream.model.ParameterDefinition;
import io.wellhead.restream.model.Room;
import io.wellhead.restream.model.SimopsConfig;
import io.wellhead.restream.model.Site;
import io.wellhead.restream.model.Stage;
import io.wellhead.restream.model.WireJson;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A ReStream account (ReStream API spec). Made once by {@link #builder}, immutable, used by any
 * number of threads, closed at the end.
 *
 * <p>One-off operations are {@link Call}s, to be executed in place or submitted. Time series are a
 * {@link DataStream}; live data come over a {@link MeasurementSocket} and {@link EventSocket}s. All
 * of them take tokens from one place, repeat what may be repeated as the {@link RetryPolicy} says,
 * and hold the vendor's limits on concurrent calls: three per kind of REST call, one per socket
 * address.
 *
 * <p>Making a client or a call does no I/O.
 */
public final class RestreamClient implements AutoCloseable {

  private final ClientParts parts;
  private final Gateway gateway;

  RestreamClient(ClientParts parts) {
    this.parts = parts;
    this.gateway = parts.gateway();
  }

  public static RestreamClientBuilder builder() {
    return new RestreamClientBuilder();
  }

  /** The token in use; fetched when there is none or it is about to expire. */
  public Call<Secret> accessToken() {
    return gateway.token();
  }

  /** A new token, whatever the present one is; all calls use it from then on. */
  public Call<Secret> newAccessToken() {
    return gateway.newToken();
  }

  public Pads pads() {
    return new Pads(gateway);
  }

  public Sites sites() {
    return new Sites(gateway);
  }

  public States states() {
    return new States(gateway);
  }

  /** Corrections of stored data. */
  public DataChanges changes() {
    return new DataChanges(gateway);
  }

  /** The catalog of fields (section 2.4). */
  public Call<List<Field>> fields(Room room) {
    return fields(room, Map.of());
  }

  /** As {@link #fields(Room)}, with query parameters sent as they are. */
  public Call<List<Field>> fields(Room room, Map<String, String> filters) {
    return gateway.get(
        Route.ofRoom(room, "fields"),
        new Query().addAll(filters),
        json -> WireJson.decodeList(json, Field.class));
  }

  /** The history (section 2.5); with the values of aggregations where the filter asks for them. */
  public Call<List<Stage>> stages(Room room, StageFilter filter) {
    return new History(gateway).stages(room, filter);
  }

  /**
   * The aggregations of stages (section 2.6).
   *
   * @param historyIds ids of stages, at least one
   */
  public Call<Aggregations> aggregations(
      Room room, Collection<Long> historyIds, StageFilter filter) {
    return new History(gateway).aggregations(room, historyIds, filter);
  }

  /** The definitions of the aggregations (section 2.9). */
  public Call<List<Parameter>> parameters(Room room) {
    return gateway.get(
        Route.ofRoom(room, "parameters"),
        new Query(),
        json -> WireJson.decodeList(json, Parameter.class));
  }

  /**
   * The definitions of the aggregations as the service sends them: a JSON array of objects. For
   * those who go on with the others where one of them is of an unknown shape.
   */
  public Call<byte[]> parametersAsSent(Room room) {
    return gateway.get(
        Route.ofRoom(room, "parameters"),
        new Query(),
        json -> {
          WireJson.decodeList(json, Map.class);
          return json;
        });
  }

  /**
   * Creates definitions of aggregations (section 2.9). Not repeated after a failure that leaves
   * open whether the service did it: the call then fails with {@link OutcomeUnknownException}, and
   * {@link #parameters} tells.
   *
   * @return the definitions made
   */
  public Call<List<Parameter>> createParameters(Room room, List<ParameterDefinition> definitions) {
    if (definitions.isEmpty()) {
      throw new IllegalArgumentException("no parameter to create");
    }
    return gateway.post(
        Route.ofRoom(room, "parameters").post(),
        WireJson.encode(definitions),
        false,
        json -> WireJson.decodeList(json, Parameter.class));
  }

  /** The unconfirmed changes of a room: {@code changes().list(room)}. */
  public Call<List<DataChange>> dataChanges(Room room) {
    return changes().list(room);
  }

  /** Confirms a change: {@code changes().confirm(change)}. */
  public Call<Boolean> confirm(DataChange change) {
    return changes().confirm(change);
  }

  /**
   * The measurement sources of a pad, or those attached to a site (section 2.10); {@link
   * MeasurementSources#NONE} without simultaneous operations.
   */
  public Call<MeasurementSources> measurementSources(Room room) {
    if (room.isPad()) {
      return pads().get(room.id()).map(RestreamClient::sources);
    }
    return sites()
        .pad(room.id())
        .map(pad -> pad.map(p -> sources(p).ofSite(room.id())).orElse(MeasurementSources.NONE));
  }

  private static MeasurementSources sources(Pad pad) {
    return Optional.ofNullable(pad.simopsConfig())
        .map(SimopsConfig::measurementSources)
        .orElse(MeasurementSources.NONE);
  }

  /**
   * Time series over REST (sections 2.7, 3 and 6).
   *
   * @throws IllegalArgumentException when the request does not go with the kind of room
   */
  public DataStream data(Room room, DataRequest request) {
    request.validateFor(room);
    return new DataStream(gateway, () -> new RoomPass(gateway, room, request));
  }

  /**
   * Live measurements (sections 4.1 to 4.5), after history where the request asks for a time or
   * stage.
   *
   * @throws IllegalArgumentException when the request does not go with the kind of room
   * @throws IllegalStateException when this client already has such a socket for the room
   */
  public MeasurementSocket measurements(Room room, DataRequest request, SocketOptions options) {
    request.validateFor(room);
    return MeasurementSocket.open(parts.sockets(), room, request, options);
  }

  /** Changes of a pad or a site, its state included (section 4.6). */
  public EventSocket<Instance> instanceUpdates(Room room) {
    return instanceUpdates(room, SocketOptions.DEFAULT);
  }

  /**
   * As {@link #instanceUpdates(Room)}.
   *
   * @throws IllegalStateException when this client already has such a socket for the room
   */
  public EventSocket<Instance> instanceUpdates(Room room, SocketOptions options) {
    return EventSocket.open(
        parts.sockets(),
        Route.instanceUpdates(room),
        options,
        room.isPad()
            ? json -> WireJson.decode(json, Pad.class)
            : json -> WireJson.decode(json, Site.class));
  }

  /** New corrections of stored data as the vendor makes them (section 4.7). */
  public EventSocket<DataChange> dataChangeEvents(Room room) {
    return dataChangeEvents(room, SocketOptions.DEFAULT);
  }

  /**
   * As {@link #dataChangeEvents(Room)}.
   *
   * @throws IllegalStateException when this client already has such a socket for the room
   */
  public EventSocket<DataChange> dataChangeEvents(Room room, SocketOptions options) {
    return EventSocket.open(
        parts.sockets(),
        Route.dataChangeEvents(room),
        options,
        json -> WireJson.decode(json, DataChange.class));
  }

  /** Closes all sockets and ends what runs; the caller's own OkHttp client stays open. */
  @Override
  public void close() {
    parts.close();
  }

  /** The base URL, without secrets. */
  @Override
  public String toString() {
    return "RestreamClient(" + parts.baseUrl() + ")";
  }
}
