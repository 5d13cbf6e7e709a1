// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.server;

import io.wellhead.sandbox.restream.records.RowSource;
import io.wellhead.sandbox.restream.sessions.MeasurementSockets;
import io.wellhead.sandbox.restream.sessions.SessionSettings;
import io.wellhead.sandbox.restream.sessions.SocketCounters;
import io.wellhead.sandbox.restream.world.SimulatedTime;
import io.wellhead.sandbox.restream.world.World;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/** The state of a sandbox that outlives a restart of its server, and the handler over it. */
public final class RestreamService {

  private final World world;
  private final SimulatedTime time;
  private final Tokens tokens;
  private final SocketCounters socketCounters = new SocketCounters();
  private final AtomicLong dataRecords = new AtomicLong();
  private final MeasurementSockets measurements;
  private final LongFunction<RowSource> stored;
  private final ServiceSettings settings;

  public RestreamService(
      World world,
      SimulatedTime time,
      Tokens tokens,
      SessionSettings sessions,
      ServiceSettings settings,
      Clock clock) {
    this.world = world;
    this.time = time;
    this.tokens = tokens;
    this.settings = settings;
    this.stored = world::measured;
    this.measurements = new MeasurementSockets(time, sessions, clock, socketCounters);
  }

  public RestreamApi handler() {
    return new RestreamApi(
        tokens,
        world,
        new DocumentEndpoints(world, time),
        new HistoryEndpoint(world, time),
        new DataEndpoint(world, time, stored, settings.unroutedSiteIds(), dataRecords),
        new SocketEndpoint(world, time, stored, settings.unroutedSiteIds(), measurements),
        settings.lenient());
  }

  /** The records of a site as REST serves them now. */
  public RowSource stored(long siteId) {
    return stored.apply(siteId);
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
