// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.wellhead.restream.model.Room;
import io.wellhead.sandbox.restream.world.Json;
import io.wellhead.sandbox.restream.world.SimulatedTime;
import io.wellhead.sandbox.restream.world.Stage;
import io.wellhead.sandbox.restream.world.World;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Pads, sites and states, alone and as filtered lists (sections 2.1 to 2.3). */
final class DocumentEndpoints {

  private static final List<String> BY_SITES =
      List.of("well_api", "site_pk", "fleet_id", "fleet_name");

  private final World world;
  private final SimulatedTime time;
  private final Owners owners;

  DocumentEndpoints(World world, SimulatedTime time, Owners owners) {
    this.world = world;
    this.time = time;
    this.owners = owners;
  }

  private ArrayNode pads(Query query, ArrayNode pads) {
    ArrayNode sites = world.sites(time.newest());
    Predicate<JsonNode> ofSites =
        fleet(query).and(same(query, "well_api", "well_api")).and(same(query, "site_pk", "id"));
    boolean bySites = BY_SITES.stream().anyMatch(query::has);
    Predicate<JsonNode> wanted =
        complete(query, pad -> pad).and(pad -> !bySites || anySite(sites, pad, ofSites));
    return filtered(pads, wanted);
  }

  private ArrayNode sites(Query query, ArrayNode sites) {
    ArrayNode pads = world.pads(time.newest());
    Predicate<JsonNode> wanted =
        complete(query, site -> byId(pads, site.path("pad_id").asLong()))
            .and(fleet(query))
            .and(same(query, "pad_pk", "pad_id"))
            .and(same(query, "pad__id", "pad_id"));
    return filtered(sites, wanted);
  }

  private ArrayNode states(Query query, ArrayNode states) {
    Optional<ArrayNode> recorded =
        query.has("site__id") || states.isEmpty() // none that this client sees
            ? Optional.empty()
            : query
                .text("pad__id")
                .flatMap(
                    pad ->
                        query
                            .text("current_state_search")
                            .map(name -> world.recordedStates(pad, name)));
    return recorded.orElseGet(() -> filteredStates(query, states));
  }

  private ArrayNode filteredStates(Query query, ArrayNode states) {
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
    return filtered(states, wanted);
  }

  /** {@code GET /pads/}, {@code /pads/412/}, and the same for sites and states. */
  JsonNode get(ApiCall call) {
    boolean list = call.path().size() == 1;
    switch (call.path().get(0)) {
      case "pads" -> {
        ArrayNode pads = seen(world.pads(time.newest()), call, pad -> pad.path("id"));
        return list ? pads(call.query(), pads) : one(pads, call.id());
      }
      case "sites" -> {
        ArrayNode sites = seen(world.sites(time.newest()), call, site -> site.path("pad_id"));
        return list ? sites(call.query(), sites) : one(sites, call.id());
      }
      case "states" -> {
        ArrayNode states = seen(world.states(time.newest()), call, DocumentEndpoints::padOfState);
        return list ? states(call.query(), states) : one(states, call.id());
      }
      default -> throw Refusal.notFound();
    }
  }

  private ArrayNode seen(ArrayNode all, ApiCall call, Function<JsonNode, JsonNode> padOf) {
    return filtered(all, node -> owners.sees(call.clientId(), padOf.apply(node).asLong()));
  }

  private static JsonNode padOfState(JsonNode state) {
    return state.path("site").path("pad").path("id");
  }

  /** Refuses with 404 unless the pad or site exists and the client may see it. */
  void requireRoom(ApiCall call) {
    Room room = call.room();
    if (world.siteIds(room).isEmpty()
        || !owners.sees(call.clientId(), room.isPad() ? room.id() : world.padOf(room.id()))) {
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
    return MissingNode.getInstance();
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
  private static Predicate<JsonNode> complete(Query query, Function<JsonNode, JsonNode> padOf) {
    return query
        .bool("complete")
        .<Predicate<JsonNode>>map(
            wanted -> node -> padOf.apply(node).path("completion_date").isTextual() == wanted)
        .orElse(node -> true);
  }

  private static Predicate<JsonNode> fleet(Query query) {
    Predicate<JsonNode> named =
        site ->
            query
                .text("fleet_name")
                .map(name -> lower(site.path("fleet_name").asText()).contains(lower(name)))
                .orElse(true);
    return named.and(same(query, "fleet_id", "fleet_id"));
  }

  private static boolean anySite(ArrayNode sites, JsonNode pad, Predicate<JsonNode> wanted) {
    for (JsonNode site : sites) {
      if (site.path("pad_id").asLong() == pad.path("id").asLong() && wanted.test(site)) {
        return true;
      }
    }
    return false;
  }

  /** Matches when the parameter is absent or equals the key's value. */
  private static Predicate<JsonNode> same(Query query, String parameter, String key) {
    return node -> query.text(parameter).map(value -> same(node, key, value)).orElse(true);
  }

  private static boolean same(JsonNode node, String key, String value) {
    return node.path(key).asText().equals(value);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
