// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.warehouse.ColumnType;
import io.wellhead.transforms.warehouse.Tables;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The formulas of {@link Accumulator} as GoogleSQL over {@code restream_silver.measurements}: the
 * independent way to the figures of a stage.
 */
final class StageSql {
  private static final Set<String> NUMBERS =
      Tables.SILVER_MEASUREMENTS.columns().stream()
          .filter(column -> column.type() == ColumnType.FLOAT64)
          .map(column -> column.name())
          .collect(Collectors.toSet());

  private StageSql() {}

  /**
   * One row per definition: {@code position} in the list, {@code samples}, {@code made} of the
   * field's values before any conversion. Parameters: {@code site}, {@code start}, {@code through}.
   *
   * @param table name of the measurements as a query takes it
   * @param definitions that are understood, at least one
   */
  static String query(String table, List<StageDefinition> definitions) {
    StringBuilder sql = new StringBuilder();
    for (int i = 0; i < definitions.size(); i++) {
      sql.append(i == 0 ? "" : "\nUNION ALL\n").append(query(table, i, definitions.get(i)));
    }
    return sql.toString();
  }

  private static String query(String table, int position, StageDefinition definition) {
    String conditions =
        definition.conditions().stream()
            .map(condition -> " AND " + condition(condition))
            .collect(Collectors.joining());
    return """
        SELECT %d AS position, COUNT(v) AS samples, CAST(%s AS FLOAT64) AS made
        FROM (
          SELECT t, v, LEAST(COALESCE(LEAD(t) OVER (ORDER BY t), t) - t, %d) AS s
          FROM (
            SELECT UNIX_SECONDS(event_time) AS t, %s AS v
            FROM %s
            WHERE site_id = @site AND event_time >= @start AND event_time <= @through%s)
          WHERE v IS NOT NULL)"""
        .formatted(
            position,
            definition.isOfBounds() ? ofBounds(definition) : aggregate(definition),
            Accumulator.LONGEST_HOLD_SECONDS,
            value(definition.field()),
            table,
            conditions);
  }

  /** Null without a record, as all figures are. */
  private static String ofBounds(StageDefinition definition) {
    return switch (requireNonNull(definition.kind(), "kind")) {
      case FIRST -> "MIN(UNIX_SECONDS(@start))";
      case LAST -> "MAX(UNIX_SECONDS(@through))";
      default -> "MAX(UNIX_SECONDS(@through)) - MIN(UNIX_SECONDS(@start))";
    };
  }

  private static String aggregate(StageDefinition definition) {
    return switch (requireNonNull(definition.kind(), "kind")) {
      case AVERAGE -> "AVG(v)";
      case MAX -> "MAX(v)";
      case MIN -> "MIN(v)";
      case SUM -> "SUM(v)";
      case FIRST -> "MIN_BY(v, t)";
      case LAST -> "MAX_BY(v, t)";
      case DURATION -> "MAX(t) - MIN(t)";
      case TOTAL -> "SUM(v * s) / 60";
    };
  }

  private static String condition(StageCondition condition) {
    String operator =
        switch (condition.operator()) {
          case GREATER_THAN -> ">";
          case GREATER_THAN_OR_EQUAL -> ">=";
          case LESS_THAN -> "<";
          case LESS_THAN_OR_EQUAL -> "<=";
          case EQUAL -> "=";
          case NOT_EQUAL -> "<>";
        };
    return String.format(
        Locale.ROOT, "%s %s %s", value(condition.field()), operator, condition.limit());
  }

  /** A field has a column of its own, or is a member of the others. */
  private static String value(String field) {
    if (field.equals(StageDefinition.TIMESTAMP)) {
      return "UNIX_SECONDS(event_time)";
    }
    return NUMBERS.contains(field)
        ? "`" + field + "`"
        : "SAFE_CAST(JSON_VALUE(other_fields, " + path(field) + ") AS FLOAT64)";
  }

  /** The member of that name, whatever is in it, as a string literal. */
  private static String path(String field) {
    String member = field.replace("\\", "\\\\").replace("\"", "\\\"");
    return "'$.\"" + member.replace("\\", "\\\\").replace("'", "\\'") + "\"'";
  }
}
