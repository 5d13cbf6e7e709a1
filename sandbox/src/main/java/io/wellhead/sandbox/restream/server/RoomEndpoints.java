// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wellhead.restream.model.Room;
import io.wellhead.sandbox.restream.changes.ChangeLog;
import io.wellhead.sandbox.restream.faults.Fault;
import io.wellhead.sandbox.restream.faults.Faults;
import io.wellhead.sandbox.restream.faults.Faults.Firing;
import io.wellhead.sandbox.restream.faults.Route;
import io.wellhead.sandbox.restream.stages.ParameterStore;
import io.wellhead.sandbox.restream.stages.StageAggregations;
import io.wellhead.sandbox.restream.world.Json;
import io.wellhead.sandbox.restream.world.SimulatedTime;
import io.wellhead.sandbox.restream.world.World;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.xnio.IoUtils;

/** What stands below one pad or site, except its data (sections 2.4 to 2.9 and 7). */
final class RoomEndpoints {
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  private final World world;
  private final SimulatedTime time;
  private final HistoryEndpoint history;
  private final StageAggregations aggregations;
  private final ParameterStore parameters;
  private final ChangeLog changes;
  private final Faults faults;
  private final Clock clock;

  RoomEndpoints(
      World world,
      SimulatedTime time,
      StageAggregations aggregations,
      ParameterStore parameters,
      ChangeLog changes,
      Faults faults,
      Clock clock) {
    this.world = world;
    this.time = time;
    this.history = new HistoryEndpoint(world, time);
    this.aggregations = aggregations;
    this.parameters = parameters;
    this.changes = changes;
    this.faults = faults;
    this.clock = clock;
  }

  void answer(ApiCall call) throws IOException {
    if (call.isPost()) {
      post(call);
    } else {
      Responses.send(call.exchange(), 200, get(call));
    }
  }

  private JsonNode get(ApiCall call) {
    Room room = call.room();
    List<Long> sites = world.siteIds(room);
    String what = call.path().get(2);
    if (call.path().size() == 4) {
      return oneChange(call.path().get(3), sites);
    }
    return switch (what) {
      case "fields" -> world.fields(room);
      case "history" -> history.list(room, call.query());
      case "aggregations" -> aggregations(call.query(), sites);
      case Paths.PARAMETERS -> parameters.list(padOf(room));
      case Paths.DATA_CHANGES -> changes.pending(call.clientId(), sites);
      default -> throw Refusal.notFound();
    };
  }

  private JsonNode aggregations(Query query, List<Long> sites) {
    Set<Long> histories =
        query.list("histories").stream()
            .filter(id -> id.chars().allMatch(Character::isDigit))
            .map(Long::parseLong)
            .collect(Collectors.toSet());
    ObjectNode recorded = world.recordedAggregations();
    return recorded == null
        ? aggregations.compute(sites, histories, time.newest())
        : recordedRows(recorded, sites, histories);
  }

  private static ObjectNode recordedRows(
      ObjectNode recorded, List<Long> sites, Set<Long> histories) {
    ObjectNode result = Json.object();
    for (long site : sites) {
      ArrayNode rows = Json.array();
      for (JsonNode row : recorded.path(Long.toString(site))) {
        if (histories.contains(row.path("id").asLong())) {
          rows.add(row);
        }
      }
      if (!rows.isEmpty()) {
        result.set(Long.toString(site), rows);
      }
    }
    return result;
  }

  private JsonNode oneChange(String id, List<Long> sites) {
    JsonNode change =
        id.chars().allMatch(Character::isDigit) ? changes.one(Long.parseLong(id), sites) : null;
    if (change == null) {
      throw Refusal.notFound();
    }
    return change;
  }

  private void post(ApiCall call) throws IOException {
    if (call.path().get(2).equals(Paths.PARAMETERS)) {
      create(call);
    } else {
      confirm(call);
    }
  }

  private void confirm(ApiCall call) throws IOException {
    JsonNode confirmed = call.body().path("change_log");
    if (!confirmed.isArray()) {
      throw Refusal.parameter("change_log", "Expected a list.");
    }
    List<Long> sites = world.siteIds(call.room());
    List<Firing> firings = faults.at(Fault.Point.CONFIRMATION, Route.CONFIRM);
    if (firings.stream().noneMatch(firing -> firing.fault() == Fault.CONFIRMATION_IGNORED)) {
      changes.confirm(call.clientId(), sites, confirmed);
    }
    for (Firing firing : firings) {
      if (firing.fault() == Fault.CONFIRMATION_LOST) {
        IoUtils.safeClose(call.exchange().getConnection());
        return;
      }
      if (firing.fault() == Fault.CONFIRMATION_LATE) {
        waitUnlessCleared(firing);
      }
    }
    Responses.send(call.exchange(), 200, changes.pending(call.clientId(), sites));
  }

  private void waitUnlessCleared(Firing firing) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(firing.amount());
    while (faults.inForce(firing) && System.nanoTime() < end) {
      LockSupport.parkNanos(POLL_NANOS);
    }
  }

  private void create(ApiCall call) throws IOException {
    JsonNode body = call.body();
    try {
      Responses.send(
          call.exchange(), 201, parameters.create(padOf(call.room()), body, clock.instant()));
    } catch (IllegalArgumentException e) {
      throw Refusal.parameter("config", String.valueOf(e.getMessage()));
    }
  }

  private long padOf(Room room) {
    return room.isPad() ? room.id() : world.padOf(room.id());
  }
}
