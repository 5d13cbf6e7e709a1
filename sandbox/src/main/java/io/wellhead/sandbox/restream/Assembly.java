// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream;

import com.fasterxml.jackson.databind.JsonNode;
import io.wellhead.restream.model.Room;
import io.wellhead.sandbox.restream.recorded.RecordedWorld;
import io.wellhead.sandbox.restream.server.Owners;
import io.wellhead.sandbox.restream.server.RestreamService;
import io.wellhead.sandbox.restream.server.ServiceSettings;
import io.wellhead.sandbox.restream.server.Tokens;
import io.wellhead.sandbox.restream.sessions.SessionSettings;
import io.wellhead.sandbox.restream.simulation.PadSpec;
import io.wellhead.sandbox.restream.simulation.SimulatedWorld;
import io.wellhead.sandbox.restream.world.SimulatedTime;
import io.wellhead.sandbox.restream.world.World;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** Builds a sandbox's parts from its options. */
final class Assembly {

  /**
   * The first live second when time does not run with the clock: a fixed day, so runs repeat, and a
   * past one, because who reads holds its watermark at the clock.
   */
  static final Instant DEFAULT_START = Instant.parse("2025-06-01T10:00:00Z");

  /** Live seconds are sent this much after they were measured (section 9.40). */
  private static final long LATENCY_SECONDS = 2;

  private Assembly() {}

  static RestreamService service(RestreamSandboxOptions options) {
    Path recorded = options.recorded();
    return recorded == null ? simulated(options) : recorded(options, new RecordedWorld(recorded));
  }

  private static RestreamService simulated(RestreamSandboxOptions options) {
    long start = start(options).getEpochSecond();
    Instant until = options.until();
    SimulatedTime time =
        new SimulatedTime(
            options.pace().factor(),
            start,
            until == null ? Long.MAX_VALUE / 2 : until.getEpochSecond(),
            options.clock());
    if (!options.waitForSocket()) {
      time.begin();
    }
    return service(options, world(options, start), time);
  }

  /** Recorded time stands at the newest recorded second. */
  private static RestreamService recorded(RestreamSandboxOptions options, RecordedWorld world) {
    long start = world.newest() + 1;
    return service(options, world, new SimulatedTime(1, start, world.newest(), options.clock()));
  }

  private static RestreamService service(
      RestreamSandboxOptions options, World world, SimulatedTime time) {
    return new RestreamService(
        world,
        time,
        new Tokens(secrets(options), options.tokenLifetime(), options.clock(), options.seed()),
        owners(options, padIds(world, time.newest())),
        sessions(options),
        new ServiceSettings(
            options.unroutedSiteIds() || world.isRecorded(),
            options.lenient(),
            options.snapshots(),
            options.concurrentRequests()),
        options.clock());
  }

  private static Map<String, String> secrets(RestreamSandboxOptions options) {
    Map<String, String> secrets = new HashMap<>();
    secrets.put(options.clientId(), options.clientSecret());
    options.furtherClients().forEach(client -> secrets.put(client.id(), client.secret()));
    return secrets;
  }

  private static Owners owners(RestreamSandboxOptions options, List<Long> padIds) {
    Map<Long, String> owners = new HashMap<>();
    for (SandboxClient client : options.furtherClients()) {
      for (long pad : client.pads()) {
        if (!padIds.contains(pad)) {
          throw new IllegalArgumentException(
              "pad " + pad + " of client " + client.id() + ": there are only " + padIds);
        }
        owners.put(pad, client.id());
      }
    }
    return new Owners(owners);
  }

  static List<Long> padIds(World world, long now) {
    return StreamSupport.stream(world.pads(now).spliterator(), false)
        .map((JsonNode pad) -> pad.path("id").asLong())
        .filter(id -> !world.siteIds(Room.pad(id)).isEmpty())
        .toList();
  }

  private static Instant start(RestreamSandboxOptions options) {
    Instant start = options.start();
    if (start != null) {
      return start;
    }
    return options.pace().factor() == 1
        ? options.clock().instant().minusSeconds(LATENCY_SECONDS)
        : DEFAULT_START;
  }

  private static World world(RestreamSandboxOptions options, long start) {
    long first = start - options.history().toSeconds();
    List<PadSpec> specs =
        IntStream.range(0, options.pads())
            .mapToObj(
                n -> PadSpec.numbered(n, options.wells(), first, options.stages(), options.seed()))
            .toList();
    return new SimulatedWorld(specs, options.load());
  }

  private static SessionSettings sessions(RestreamSandboxOptions options) {
    Boolean fromStart = options.fromStart();
    boolean unthrottled = options.pace().isUnthrottled();
    return new SessionSettings(
        options.sessionLifetime(),
        options.queueFrames(),
        options.cumulativeAcknowledgements(),
        fromStart == null ? unthrottled || options.waitForSocket() : fromStart,
        options.secondsPerFrame(),
        unthrottled ? 0 : (long) Math.ceil(options.pace().factor() / 20),
        options.strictKeys(),
        options.keepAlive());
  }
}
