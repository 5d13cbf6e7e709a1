// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.wellhead.restream.model.Room;
import io.wellhead.sandbox.restream.world.Json;
import io.wellhead.sandbox.restream.world.SimulatedTime;
import io.wellhead.sandbox.restream.world.Stage;
import io.wellhead.sandbox.restream.world.World;
import java.util.Locale;
import java.util.function.Predicate;

/** Pads, sites and states, alone and as filtered lists (sections 2.1 to 2.3). */
final class DocumentEndpoints {

  private final World world;
  private final SimulatedTime time;

  DocumentEndpoints(World world, SimulatedTime time) {
    this.world = world;
    this.time = time;
  }

  private ArrayNode pads(Query query) {
    ArrayNode sites = world.sites(time.newest());
    Predicate<JsonNode> wanted = complete(query, pad -> pad);
    wanted =
        wanted.and(
            pad ->
                anySite(
                        sites,
                        pad,
                        site ->
                            query
                                .text("well_api")
                                .map(api -> same(site, "well_api", api))
                                .orElse(true))
                    && anySite(
                        sites,
                        pad,
                        site -> query.text("site_pk").map(id -> same(site, "id", id)).orElse(true))
                    && anySite(sites, pad, fleet(query)));
    return filtered(world.pads(time.newest()), wanted);
  }

  private ArrayNode sites(Query query) {
    ArrayNode pads = world.pads(time.newest());
    Predicate<JsonNode> wanted =
        complete(query, site -> byId(pads, site.path("pad_id").asLong()))
            .and(fleet(query))
            .and(site -> query.text("pad_pk").map(id -> same(site, "pad_id", id)).orElse(true))
            .and(site -> query.text("pad__id").map(id -> same(site, "pad_id", id)).orElse(true));
    return filtered(world.sites(time.newest()), wanted);
  }

  private ArrayNode states(Query query) {
    Predicate<JsonNode> wanted =
        state ->
            query.text("site__id").map(id -> same(state.path("site"), "id", id)).orElse(true)
                && query
                    .text("pad__id")
                    .map(id -> same(state.path("site").path("pad"), "id", id))
                    .orElse(true)
                && query
                    .text("current_state_search")
                    .map(name -> Stage.matches(state.path("current_state").asText(), name))
                    .orElse(true);
    return filtered(world.states(time.newest()), wanted);
  }

  /** {@code GET /pads/}, {@code /pads/412/}, and the same for sites and states. */
  JsonNode get(ApiCall call) {
    boolean list = call.path().size() == 1;
    return switch (call.path().get(0)) {
      case "pads" -> list ? pads(call.query()) : one(world.pads(time.newest()), call.id());
      case "sites" -> list ? sites(call.query()) : one(world.sites(time.newest()), call.id());
      case "states" -> list ? states(call.query()) : one(world.states(time.newest()), call.id());
      default -> throw Refusal.notFound();
    };
  }

  /** Refuses with 404 unless the pad or site exists. */
  void requireRoom(Room room) {
    if (world.siteIds(room).isEmpty()) {
      throw Refusal.notFound();
    }
  }

  private static JsonNode one(ArrayNode all, long id) {
    JsonNode found = byId(all, id);
    if (found.isMissingNode()) {
      throw Refusal.notFound();
    }
    return found;
  }

  private static JsonNode byId(ArrayNode all, long id) {
    for (JsonNode node : all) {
      if (node.path("id").asLong() == id) {
        return node;
      }
    }
    return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
  }

  private static ArrayNode filtered(ArrayNode all, Predicate<JsonNode> wanted) {
    ArrayNode result = Json.array();
    all.forEach(
        node -> {
          if (wanted.test(node)) {
            result.add(node);
          }
        });
    return result;
  }

  /** Completed means that the pad's completion date is set (section 2.1). */
  private static Predicate<JsonNode> complete(
      Query query, java.util.function.Function<JsonNode, JsonNode> padOf) {
    return query
        .bool("complete")
        .<Predicate<JsonNode>>map(
            wanted -> node -> padOf.apply(node).path("completion_date").isTextual() == wanted)
        .orElse(node -> true);
  }

  private static Predicate<JsonNode> fleet(Query query) {
    return site ->
        query.text("fleet_id").map(id -> same(site, "fleet_id", id)).orElse(true)
            && query
                .text("fleet_name")
                .map(name -> lower(site.path("fleet_name").asText()).contains(lower(name)))
                .orElse(true);
  }

  private static boolean anySite(ArrayNode sites, JsonNode pad, Predicate<JsonNode> wanted) {
    for (JsonNode site : sites) {
      if (site.path("pad_id").asLong() == pad.path("id").asLong() && wanted.test(site)) {
        return true;
      }
    }
    return false;
  }

  private static boolean same(JsonNode node, String key, String value) {
    return node.path(key).asText().equals(value);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
