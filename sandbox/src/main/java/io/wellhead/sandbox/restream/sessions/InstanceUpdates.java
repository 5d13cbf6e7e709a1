// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.sessions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wellhead.restream.model.Room;
import io.wellhead.sandbox.restream.world.Json;
import io.wellhead.sandbox.restream.world.Stage;
import io.wellhead.sandbox.restream.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The messages of one instance-update socket: one for each change of state. One thread. */
final class InstanceUpdates {

  private final World world;
  private final Room room;
  private long reached;
  private JsonNode lastPad;

  InstanceUpdates(World world, Room room, long now) {
    this.world = world;
    this.room = room;
    this.reached = now;
    this.lastPad = room.isPad() ? pad(now) : Json.object();
  }

  ObjectNode snapshot(long now) {
    return room.isPad() ? pad(now) : site(now);
  }

  /** What has changed since the last call, oldest first. */
  List<ObjectNode> upTo(long now) {
    if (now <= reached) {
      return List.of();
    }
    TreeSet<Long> transitions = new TreeSet<>();
    for (long site : world.siteIds(room)) {
      for (Stage stage : world.stages(site, now)) {
        if (stage.start() > reached) {
          transitions.add(stage.start());
        }
      }
    }
    reached = now;
    List<ObjectNode> messages = new ArrayList<>();
    for (long second : transitions) {
      ObjectNode message = snapshot(second);
      if (!message.equals(lastPad)) {
        messages.add(message);
      }
      lastPad = room.isPad() ? message : lastPad;
    }
    return messages;
  }

  private ObjectNode pad(long now) {
    return (ObjectNode) byId(world.pads(now), room.id());
  }

  /** As REST describes it, but without the fleet and with what the site is doing (section 4.6). */
  private ObjectNode site(long now) {
    ObjectNode site = (ObjectNode) byId(world.sites(now), room.id());
    site.remove(List.of("fleet_id", "fleet_name"));
    ObjectNode metadata = site.putObject("metadata");
    metadata.put("first_timestamp", Json.seconds(world.firstSecond(room.id())));
    metadata.put("last_timestamp", Json.seconds(now));
    List<Stage> stages = world.stages(room.id(), now);
    if (!stages.isEmpty()) {
      Stage current = stages.get(stages.size() - 1);
      site.put("current_stage_number", current.number());
      site.put("current_state", current.state());
    }
    site.set("current_data_sources", sources(now));
    return site;
  }

  private ObjectNode sources(long now) {
    ObjectNode sources = Json.object();
    JsonNode pad = byId(world.pads(now), world.padOf(room.id()));
    JsonNode all = pad.path("simops_config").path("measurement_sources");
    for (String category : List.of("frac", "wl", "fluid", "pumpdown")) {
      ArrayNode names = sources.putArray(category);
      for (JsonNode source : all.path(category)) {
        if (source.path("active_site").asLong() == room.id()) {
          names.add(source.path("name"));
        }
      }
    }
    return sources;
  }

  private static JsonNode byId(ArrayNode all, long id) {
    for (JsonNode node : all) {
      if (node.path("id").asLong() == id) {
        return node;
      }
    }
    throw new IllegalArgumentException("id=" + id + " is unknown");
  }
}
