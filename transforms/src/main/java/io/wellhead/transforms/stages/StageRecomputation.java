// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import static java.util.Objects.requireNonNull;

import io.wellhead.restream.model.Field;
import io.wellhead.restream.model.Stage;
import io.wellhead.transforms.restream.FieldUnits;
import io.wellhead.transforms.warehouse.QueryRow;
import io.wellhead.transforms.warehouse.Tables;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Computes the figures of stages a second time, in SQL from the measurements in the warehouse. One
 * thread.
 */
public final class StageRecomputation {
  /** In place of a count where a figure is only on the other side. */
  public static final long NO_ROW = -1;

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
   * @param samples how many records count by the table; {@link #NO_ROW} if it lacks the figure
   * @param value by the table; null for none
   * @param recounted how many records count by SQL; {@link #NO_ROW} if there should be no figure
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
      return Math.abs(value - recomputed) <= TOLERANCE * Math.abs(recomputed);
    }
  }

  /**
   * Recomputes the stages of a site that lie in a period: those that ended by the history, and what
   * the table of figures has beside them. A site of which that table has nothing is taken for one
   * whose stages are not followed.
   *
   * @param history the site's stages, as the service tells them now
   * @param parameters the site's definitions, as the service sends them
   * @param fields the site's catalogue, for the units
   * @param si whether the warehouse holds SI units
   * @param from a stage that began earlier is left out
   * @param through a stage that ended later, or was computed from later seconds, is left out
   * @return the figures that the table has, or must have
   */
  public List<Recomputed> ofSite(
      long siteId,
      List<Stage> history,
      byte[] parameters,
      List<Field> fields,
      boolean si,
      Instant from,
      Instant through)
      throws IOException {
    List<StageDefinition> definitions =
        DefinitionReader.read(parameters, FieldUnits.json(fields), si);
    Set<Span> made = made(siteId);
    if (made.isEmpty()) {
      return List.of();
    }
    Map<String, StageEntry> stages =
        history.stream()
            .map(StageEntry::of)
            .filter(StageEntry::isWork)
            .collect(Collectors.toMap(StageEntry::stageId, stage -> stage));
    Set<Span> spans = new TreeSet<>(Span.ORDER);
    stages.values().stream().filter(stage -> stage.end() != null).map(Span::of).forEach(spans::add);
    spans.addAll(made);
    List<Recomputed> figures = new ArrayList<>();
    for (Span span : spans) {
      if (!span.start.isBefore(from) && !span.through.isAfter(through)) {
        boolean expected = span.isOf(stages.get(span.stageId));
        figures.addAll(recompute(siteId, span, expected ? definitions : List.of()));
      }
    }
    return figures;
  }

  private record Span(String stageId, Instant start, Instant through) {
    static final Comparator<Span> ORDER =
        Comparator.comparing(Span::start).thenComparing(Span::stageId).thenComparing(Span::through);

    static Span of(StageEntry stage) {
      return new Span(
          stage.stageId(),
          Instant.ofEpochSecond(stage.start()),
          Instant.ofEpochSecond(requireNonNull(stage.end())));
    }

    /** Whether figures of these seconds belong to the stage; of a running one any end does. */
    boolean isOf(@Nullable StageEntry stage) {
      return stage != null
          && stage.start() == start.getEpochSecond()
          && (stage.end() == null || stage.end() == through.getEpochSecond());
    }
  }

  private Set<Span> made(long siteId) throws IOException {
    String sql =
        "SELECT DISTINCT stage_id, start, through FROM "
            + warehouse.table(Tables.SILVER_STAGE_AGGREGATIONS)
            + " WHERE site_id = ?";
    Set<Span> made = new HashSet<>();
    for (QueryRow row : warehouse.query(sql, siteId)) {
      made.add(
          new Span(
              requireNonNull(row.text("stage_id")),
              requireNonNull(row.instant("start")),
              requireNonNull(row.instant("through"))));
    }
    return made;
  }

  private record Present(long samples, @Nullable Double value) {}

  private List<Recomputed> recompute(long siteId, Span span, List<StageDefinition> expected)
      throws IOException {
    Map<String, Present> present = present(span);
    expected.stream()
        .filter(definition -> definition.kind() == null)
        .forEach(definition -> present.remove(definition.name()));
    List<StageDefinition> definitions =
        expected.stream().filter(definition -> definition.kind() != null).toList();
    List<Recomputed> figures = new ArrayList<>();
    if (!definitions.isEmpty()) {
      String sql = StageSql.query(warehouse.table(Tables.SILVER_MEASUREMENTS), definitions);
      Map<String, Object> values =
          Map.of("site", siteId, "start", span.start, "through", span.through);
      for (QueryRow row : warehouse.queryNamed(sql, values)) {
        StageDefinition definition =
            definitions.get(Math.toIntExact(requireNonNull(row.integer("position"))));
        Double made = row.number("made");
        figures.add(
            recomputed(
                span,
                definition.name(),
                present.remove(definition.name()),
                requireNonNull(row.integer("samples")),
                made == null ? null : definition.inUnit(made)));
      }
    }
    present.forEach((name, found) -> figures.add(recomputed(span, name, found, NO_ROW, null)));
    return figures;
  }

  private static Recomputed recomputed(
      Span span, String name, @Nullable Present found, long recounted, @Nullable Double value) {
    return new Recomputed(
        span.stageId,
        name,
        span.start,
        span.through,
        found == null ? NO_ROW : found.samples,
        found == null ? null : found.value,
        recounted,
        value);
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
