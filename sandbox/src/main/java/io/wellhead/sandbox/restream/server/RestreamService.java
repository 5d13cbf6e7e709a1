// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.server;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wellhead.sandbox.restream.changes.ChangeLog;
import io.wellhead.sandbox.restream.changes.Corrections;
import io.wellhead.sandbox.restream.changes.StoredRecords;
import io.wellhead.sandbox.restream.faults.Faults;
import io.wellhead.sandbox.restream.records.RowSource;
import io.wellhead.sandbox.restream.sessions.EventSockets;
import io.wellhead.sandbox.restream.sessions.MeasurementSockets;
import io.wellhead.sandbox.restream.sessions.SessionSettings;
import io.wellhead.sandbox.restream.sessions.SocketCounters;
import io.wellhead.sandbox.restream.stages.ParameterStore;
import io.wellhead.sandbox.restream.stages.StageAggregations;
import io.wellhead.sandbox.restream.stages.StageEdits;
import io.wellhead.sandbox.restream.world.EditedWorld;
import io.wellhead.sandbox.restream.world.Json;
import io.wellhead.sandbox.restream.world.SimulatedTime;
import io.wellhead.sandbox.restream.world.World;
import java.time.Clock;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/** The state of a sandbox that outlives a restart of its server, and the handler over it. */
public final class RestreamService {

  private final World world;
  private final SimulatedTime time;
  private final Tokens tokens;
  private final Owners owners;
  private final ServiceSettings settings;
  private final SessionSettings sessions;
  private final Clock clock;
  private final SocketCounters socketCounters = new SocketCounters();
  private final AtomicLong dataRecords = new AtomicLong();
  private final RateLimit rateLimit;
  private final Faults faults;
  private final StoredRecords stored;
  private final ChangeLog changes;
  private final Corrections corrections;
  private final StageEdits stages;
  private final ParameterStore parameters;
  private final MeasurementSockets measurements;

  public RestreamService(
      World original,
      SimulatedTime time,
      Tokens tokens,
      Owners owners,
      SessionSettings sessions,
      ServiceSettings settings,
      Clock clock) {
    EditedWorld world = new EditedWorld(original);
    this.world = world;
    this.time = time;
    this.tokens = tokens;
    this.owners = owners;
    this.settings = settings;
    this.sessions = sessions;
    this.clock = clock;
    this.rateLimit = new RateLimit(settings.concurrentRequests());
    this.faults = new Faults(clock);
    this.stored = new StoredRecords(world::measured);
    this.changes = new ChangeLog(world.recordedChanges());
    this.corrections = new Corrections(world, time, stored, changes);
    this.stages = new StageEdits(world, time);
    this.parameters = new ParameterStore(world.fields(), world.parameters());
    this.measurements = new MeasurementSockets(time, sessions, clock, faults, socketCounters);
  }

  /** A handler over this state. */
  public RestreamApi handler() {
    StageAggregations aggregations = new StageAggregations(world, parameters, stored);
    EventSockets events =
        new EventSockets(
            world, time, changes, socketCounters, settings.snapshots(), sessions.keepAlive());
    boolean siteIds = settings.unroutedSiteIds();
    return new RestreamApi(
        tokens,
        new InjectedAnswers(faults, tokens),
        rateLimit,
        new DocumentEndpoints(world, time, owners),
        new RoomEndpoints(world, time, aggregations, parameters, changes, faults, clock),
        new DataEndpoint(world, time, stored, siteIds, faults, dataRecords),
        new SocketEndpoint(world, time, stored, siteIds, measurements, events),
        new AdminApi(
            faults, corrections, stages, this::status, tokens::revokeAll, measurements::expireAll),
        settings.lenient());
  }

  private ObjectNode status() {
    ObjectNode status = Json.object();
    status.put("start", Json.seconds(time.start()));
    status.put("newest", Json.seconds(time.newest()));
    status.put("open_sockets", socketCounters.open());
    status.put("frames", socketCounters.frames());
    status.put("socket_records", socketCounters.records());
    status.put("data_records", dataRecords.get());
    status.put("acknowledgements", socketCounters.acknowledgements());
    status.put("sessions", measurements.size());
    status.put("data_changes", changes.size());
    return status;
  }

  /** The records of a site as REST serves them now. */
  public RowSource stored(long siteId) {
    return stored.apply(siteId);
  }

  public Faults faults() {
    return faults;
  }

  /** Ids of the changes of these sites that the client has not confirmed. */
  public Set<Long> unconfirmed(String clientId, Collection<Long> sites) {
    Set<Long> ids = new TreeSet<>();
    changes
        .pending(clientId, sites)
        .path("change_log")
        .forEach(change -> ids.add(change.path("id").asLong()));
    return ids;
  }

  public Corrections corrections() {
    return corrections;
  }

  public StageEdits stages() {
    return stages;
  }

  public ParameterStore parameters() {
    return parameters;
  }

  public MeasurementSockets measurements() {
    return measurements;
  }

  public SocketCounters socketCounters() {
    return socketCounters;
  }

  /** Records sent by the data endpoint. */
  public long dataRecords() {
    return dataRecords.get();
  }

  /** The most requests that a token had at a time for a path. */
  public int mostConcurrent(String path) {
    return rateLimit.most(path);
  }

  public Tokens tokens() {
    return tokens;
  }

  public World world() {
    return world;
  }

  public SimulatedTime time() {
    return time;
  }
}
