// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.server;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wellhead.restream.model.Room;
import io.wellhead.sandbox.restream.world.Json;
import io.wellhead.sandbox.restream.world.SimulatedTime;
import io.wellhead.sandbox.restream.world.Stage;
import io.wellhead.sandbox.restream.world.World;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Stage history: sites ascending, newest first, the running stage last (section 2.5). */
final class HistoryEndpoint {

  private final World world;
  private final SimulatedTime time;

  HistoryEndpoint(World world, SimulatedTime time) {
    this.world = world;
    this.time = time;
  }

  ArrayNode list(Room room, Query query) {
    ArrayNode entries = Json.array();
    long from = query.datetime("start").orElse(Long.MIN_VALUE);
    long to = query.datetime("end").orElse(Long.MAX_VALUE);
    for (long site : world.siteIds(room).stream().sorted().toList()) {
      List<Stage> stages = new ArrayList<>(world.stages(site, time.newest()));
      Collections.reverse(stages);
      stages.removeIf(stage -> !stage.overlaps(from, to));
      stages.stream()
          .filter(stage -> stage.id() != null && matches(stage, query))
          .forEach(stage -> entries.add(entry(stage)));
      // Even when the state filter does not match it (ReStream API spec, section 2.5).
      stages.stream()
          .filter(stage -> stage.id() == null && !room.isPad())
          .forEach(stage -> entries.add(entry(stage)));
    }
    return entries;
  }

  private static boolean matches(Stage stage, Query query) {
    boolean number =
        query.integer("stage_number").isEmpty()
            || query.integer("stage_number").getAsLong() == stage.number();
    return number && query.text("state").map(stage::matches).orElse(true);
  }

  private static ObjectNode entry(Stage stage) {
    ObjectNode entry = Json.object();
    entry.put("state", stage.state());
    entry.put("start", Json.seconds(stage.start()));
    entry.put("end", stage.end() == null ? null : Json.seconds(stage.end()));
    entry.put("stage_number", stage.number());
    entry.put("site", stage.siteId());
    if (stage.id() != null) {
      entry.put("id", stage.id());
    }
    return entry;
  }
}
