// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.stages;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wellhead.sandbox.restream.records.Row;
import io.wellhead.sandbox.restream.records.RowSource;
import io.wellhead.sandbox.restream.records.Rows;
import io.wellhead.sandbox.restream.world.Json;
import io.wellhead.sandbox.restream.world.Stage;
import io.wellhead.sandbox.restream.world.World;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * Aggregation rows of frac stages, computed from the stored records between the stage's first and
 * last second, both included (section 2.6). Any thread.
 */
public final class StageAggregations {

  private final World world;
  private final ParameterStore parameters;
  private final LongFunction<RowSource> stored;

  public StageAggregations(World world, ParameterStore parameters, LongFunction<RowSource> stored) {
    this.world = world;
    this.parameters = parameters;
    this.stored = stored;
  }

  /**
   * The rows of the wanted history ids by site; unknown ids and other than frac stages are skipped,
   * and a site without any record gives a text instead (ReStream API spec, section 9.26).
   */
  public ObjectNode compute(List<Long> sites, Set<Long> histories, long now) {
    ObjectNode result = Json.object();
    for (long site : sites) {
      List<Stage> wanted =
          world.stages(site, now).stream()
              .filter(stage -> stage.id() != null && histories.contains(stage.id()))
              .filter(stage -> stage.matches("frac"))
              .toList();
      if (!wanted.isEmpty()) {
        ArrayNode rows = Json.array();
        wanted.forEach(stage -> rows.add(row(site, stage)));
        boolean empty = true;
        for (Stage stage : wanted) {
          empty &= !records(site, stage).hasNext();
        }
        if (empty) {
          result.put(Long.toString(site), "no data for the requested interval");
        } else {
          result.set(Long.toString(site), rows);
        }
      }
    }
    return result;
  }

  private ObjectNode row(long site, Stage stage) {
    List<Definition> definitions = parameters.definitions(world.padOf(site));
    List<Accumulator> accumulators = new ArrayList<>();
    long end = lastSecond(stage);
    definitions.forEach(
        definition -> accumulators.add(new Accumulator(definition, stage.start(), end)));
    List<Accumulator> running = new ArrayList<>();
    for (int i = 0; i < definitions.size(); i++) {
      if (definitions.get(i).computable()) {
        running.add(accumulators.get(i));
      }
    }
    Iterator<Row> records = records(site, stage);
    while (records.hasNext()) {
      Row record = records.next();
      running.forEach(accumulator -> accumulator.add(record));
    }
    ObjectNode row = Json.object();
    for (int i = 0; i < definitions.size(); i++) {
      double value = accumulators.get(i).result();
      if (Double.isNaN(value)) {
        row.putNull(definitions.get(i).name());
      } else {
        row.put(definitions.get(i).name(), value);
      }
    }
    return row.put("id", stage.id());
  }

  private Iterator<Row> records(long site, Stage stage) {
    return Rows.between(stored.apply(site), stage.start(), lastSecond(stage));
  }

  private static long lastSecond(Stage stage) {
    Long end = stage.end();
    return end == null ? stage.start() : end;
  }
}
