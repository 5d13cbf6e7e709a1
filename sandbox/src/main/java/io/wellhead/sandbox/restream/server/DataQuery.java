// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.server;

import io.wellhead.restream.model.Room;
import io.wellhead.sandbox.restream.records.Shape;
import io.wellhead.sandbox.restream.records.Shape.Aggregation;
import io.wellhead.sandbox.restream.records.Shape.Fill;
import io.wellhead.sandbox.restream.world.Interval;
import io.wellhead.sandbox.restream.world.Stage;
import io.wellhead.sandbox.restream.world.World;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a data request or measurement socket (section 2.7).
 *
 * @param from first wanted second, if given
 * @param to last wanted second, if given
 * @param stageNumber only this stage
 * @param state only stages of this name
 */
record DataQuery(
    Shape shape,
    OptionalLong from,
    OptionalLong to,
    OptionalLong stageNumber,
    Optional<String> state) {

  private static final Map<String, Integer> RESOLUTIONS =
      Map.of("raw", 1, "ten-second", 10, "minute", 60, "ten-minute", 600, "hour", 3600);

  /** Everything of a site as stored, imperial. */
  static DataQuery everything() {
    return parse(new Query("", false), Room.site(1));
  }

  static DataQuery parse(Query query, Room room) {
    String resolution =
        query
            .word("resolution", List.of("raw", "ten-second", "minute", "ten-minute", "hour"))
            .orElse("raw");
    Shape shape =
        new Shape(
            query.bool("si_units").orElse(false),
            RESOLUTIONS.get(resolution),
            fields(query),
            query
                .word("agg", List.of("min", "max", "mean"))
                .map(word -> Aggregation.valueOf(word.toUpperCase(Locale.ROOT)))
                .orElse(null),
            room.isPad() && query.has("measurement_source")
                ? query.list("measurement_source")
                : null,
            !room.isPad() || query.bool("routed").orElse(false),
            fill(query));
    return new DataQuery(
        shape,
        query.datetime("start_datetime"),
        query.datetime("end_datetime"),
        query.integer("stage_number"),
        query.text("state_imatch"));
  }

  private static @Nullable List<String> fields(Query query) {
    List<String> fields = query.list("fields");
    return !query.has("fields") || fields.contains("exposed_to_customer") ? null : fields;
  }

  private static @Nullable Fill fill(Query query) {
    Optional<String> method = query.word("fill_data_method", List.of("ffill", "bfill"));
    OptionalLong limit = query.integer("fill_data_limit");
    if (method.isEmpty() || limit.isEmpty()) {
      return null;
    }
    if (limit.getAsLong() <= 0) {
      throw Refusal.parameter("fill_data_limit", "Must be greater than 0.");
    }
    return new Fill(
        method.get().equals("ffill"),
        limit.getAsLong(),
        query.bool("inside_area_only").orElse(true));
  }

  /** Whether a measurement socket is to replay history (ReStream API spec, section 9.7). */
  boolean asksForHistory() {
    return from.isPresent() || to.isPresent() || filtersStages();
  }

  private boolean filtersStages() {
    return stageNumber.isPresent() || state.isPresent();
  }

  /** The seconds of a site that the query means, up to now (section 9.22). */
  List<Interval> intervals(World world, long siteId, long now) {
    long first = Math.max(world.firstSecond(siteId), from.orElse(Long.MIN_VALUE));
    Interval range = new Interval(first, Math.min(now, to.orElse(Long.MAX_VALUE)));
    if (!filtersStages()) {
      return range.isEmpty() ? List.of() : List.of(range);
    }
    return Interval.merged(
        world.stages(siteId, now).stream()
            .filter(stage -> matches(stage))
            .map(stage -> new Interval(stage.start(), stage.end() == null ? now : stage.end()))
            .map(range::within)
            .toList());
  }

  private boolean matches(Stage stage) {
    return (stageNumber.isEmpty() || stage.number() == stageNumber.getAsLong())
        && (state.isEmpty() || stage.matches(state.get()));
  }
}
