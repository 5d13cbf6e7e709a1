// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import static java.util.Objects.requireNonNull;

import io.wellhead.restream.model.Field;
import io.wellhead.restream.model.Parameter;
import io.wellhead.restream.model.WireJson;
import io.wellhead.transforms.restream.FieldUnits;
import io.wellhead.transforms.warehouse.QueryRow;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Computes the figures of stages a second time, in SQL from the measurements in the warehouse. One
 * thread.
 */
public final class StageRecomputation {
  private static final double TOLERANCE = 1e-9;

  private final Warehouse warehouse;

  public StageRecomputation(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  /**
   * A figure of a stage as the table has it and as SQL makes it.
   *
   * @param stageId the stage
   * @param parameter name of the definition
   * @param start first second of the stage
   * @param through last second that the table's figure was computed from
   * @param samples how many records count by the table
   * @param value by the table; null for none
   * @param recounted how many records count by SQL
   * @param recomputed by SQL, in the unit of the value; null for none
   */
  public record Recomputed(
      String stageId,
      String parameter,
      Instant start,
      Instant through,
      long samples,
      @Nullable Double value,
      long recounted,
      @Nullable Double recomputed) {

    /** Whether samples are equal, and values but for the rounding of sums. */
    public boolean isEqual() {
      if (samples != recounted || value == null || recomputed == null) {
        return samples == recounted && value == null && recomputed == null;
      }
      return Math.abs(value - recomputed) <= TOLERANCE * Math.max(1, Math.abs(recomputed));
    }
  }

  /**
   * Recomputes the stages of a site that lie in a period.
   *
   * @param parameters the site's definitions
   * @param fields the site's catalogue, for the units
   * @param si whether the warehouse holds SI units
   * @param from a stage that began earlier is left out
   * @param through a stage that was computed from later seconds is left out
   * @return the figures that the table has, or must have
   */
  public List<Recomputed> ofSite(
      long siteId,
      List<Parameter> parameters,
      List<Field> fields,
      boolean si,
      Instant from,
      Instant through)
      throws IOException {
    List<StageDefinition> definitions =
        DefinitionReader.read(WireJson.encode(parameters), FieldUnits.json(fields), si).stream()
            .filter(definition -> definition.kind() != null)
            .toList();
    List<Recomputed> figures = new ArrayList<>();
    for (Span span : spans(siteId, from, through)) {
      figures.addAll(recompute(siteId, span, definitions));
    }
    return figures;
  }

  private record Span(String stageId, Instant start, Instant through) {}

  private List<Span> spans(long siteId, Instant from, Instant through) throws IOException {
    String sql =
        "SELECT stage_id, start, through FROM "
            + warehouse.table(Tables.SILVER_STAGE_AGGREGATIONS)
            + " WHERE site_id = ? AND start >= ? AND through <= ?"
            + " GROUP BY stage_id, start, through ORDER BY start";
    List<Span> spans = new ArrayList<>();
    for (QueryRow row : warehouse.query(sql, siteId, from, through)) {
      spans.add(
          new Span(
              requireNonNull(row.text("stage_id")),
              requireNonNull(row.instant("start")),
              requireNonNull(row.instant("through"))));
    }
    return spans;
  }

  private record Present(long samples, @Nullable Double value) {}

  private List<Recomputed> recompute(long siteId, Span span, List<StageDefinition> definitions)
      throws IOException {
    Map<String, Present> present = present(span);
    String sql = StageSql.query(warehouse.table(Tables.SILVER_MEASUREMENTS), definitions);
    Map<String, Object> values =
        Map.of("site", siteId, "start", span.start, "through", span.through);
    List<Recomputed> figures = new ArrayList<>();
    for (QueryRow row : warehouse.queryNamed(sql, values)) {
      StageDefinition definition =
          definitions.get(Math.toIntExact(requireNonNull(row.integer("position"))));
      Double made = row.number("made");
      Present found = present.remove(definition.name());
      figures.add(
          new Recomputed(
              span.stageId,
              definition.name(),
              span.start,
              span.through,
              found == null ? -1 : found.samples,
              found == null ? null : found.value,
              requireNonNull(row.integer("samples")),
              made == null ? null : definition.inUnit(made)));
    }
    return figures;
  }

  private Map<String, Present> present(Span span) throws IOException {
    String sql =
        "SELECT parameter, samples, value FROM "
            + warehouse.table(Tables.SILVER_STAGE_AGGREGATIONS)
            + " WHERE stage_id = ? AND start = ? AND through = ?";
    Map<String, Present> present = new LinkedHashMap<>();
    for (QueryRow row : warehouse.query(sql, span.stageId, span.start, span.through)) {
      present.put(
          requireNonNull(row.text("parameter")),
          new Present(requireNonNull(row.integer("samples")), row.number("value")));
    }
    return present;
  }
}
