// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import io.wellhead.restream.model.Aggregations;
import io.wellhead.restream.model.Room;
import io.wellhead.restream.model.Stage;
import io.wellhead.restream.model.WireJson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Stages and their aggregations (ReStream API, sections 2.5 and 2.6). */
final class History {

  /** Keeps the request line below the 8 kB that many servers accept. */
  private static final int IDS_PER_REQUEST = 200;

  private final Gateway gateway;

  History(Gateway gateway) {
    this.gateway = gateway;
  }

  Call<List<Stage>> stages(Room room, StageFilter filter) {
    Call<List<Stage>> stages =
        gateway.get(
            Route.ofRoom(room, "history"),
            filter.query(),
            json -> WireJson.decodeList(json, Stage.class));
    return filter.withAggregations()
        ? gateway.call(run -> joined(room, run.nested(stages), filter, run))
        : stages;
  }

  private List<Stage> joined(Room room, List<Stage> stages, StageFilter filter, Cancellation run) {
    List<Long> ids = stages.stream().map(Stage::id).filter(Objects::nonNull).toList();
    if (ids.isEmpty()) {
      return stages;
    }
    Map<Long, Map<String, @Nullable Number>> values = new HashMap<>();
    run.nested(aggregations(room, ids, filter))
        .rows()
        .values()
        .forEach(rows -> rows.forEach(row -> values.put(row.id(), row.values())));
    return stages.stream()
        .map(stage -> stage.withAggregations(stage.id() == null ? null : values.get(stage.id())))
        .toList();
  }

  Call<Aggregations> aggregations(Room room, Collection<Long> historyIds, StageFilter filter) {
    List<Long> ids = List.copyOf(historyIds);
    if (ids.isEmpty()) {
      throw new IllegalArgumentException("no history id to ask aggregations for");
    }
    return gateway.call(
        run -> {
          List<Aggregations> parts = new ArrayList<>();
          for (int from = 0; from < ids.size(); from += IDS_PER_REQUEST) {
            int to = Math.min(ids.size(), from + IDS_PER_REQUEST);
            Query query = new Query().addAll("histories", ids.subList(from, to));
            filter.query().parameters().forEach(p -> query.add(p.getKey(), p.getValue()));
            parts.add(
                run.nested(
                    gateway.get(
                        Route.ofRoom(room, "aggregations"),
                        query,
                        json -> WireJson.decode(json, Aggregations.class))));
          }
          return merged(parts);
        });
  }

  private static Aggregations merged(List<Aggregations> parts) {
    Map<Long, List<Aggregations.Row>> rows = new LinkedHashMap<>();
    Map<Long, String> errors = new LinkedHashMap<>();
    for (Aggregations part : parts) {
      part.rows()
          .forEach((site, more) -> rows.computeIfAbsent(site, s -> new ArrayList<>()).addAll(more));
      errors.putAll(part.errors());
    }
    return new Aggregations(rows, errors);
  }
}
