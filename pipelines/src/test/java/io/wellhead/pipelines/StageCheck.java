// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.Secret;
import io.wellhead.restream.StageFilter;
import io.wellhead.restream.model.Aggregations;
import io.wellhead.restream.model.Condition;
import io.wellhead.restream.model.Parameter;
import io.wellhead.restream.model.ParameterConfig;
import io.wellhead.restream.model.Room;
import io.wellhead.sandbox.restream.RestreamSandbox;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares {@code stage_aggregations} with an SQL recomputation over the measurements and with the
 * service's own aggregations.
 */
final class StageCheck {
  private static final double LITRES_PER_BARREL = 42 * 3.785411784;

  private final LivePath path;
  private final RestreamSandbox restream;
  private final Set<String> columns = new HashSet<>();

  StageCheck(LivePath path, RestreamSandbox restream) {
    this.path = path;
    this.restream = restream;
    path.query("SELECT * FROM silver.measurements LIMIT 1")
        .forEach(row -> columns.addAll(row.keySet()));
  }

  /** Each row is what SQL makes of the records from its start through its last second. */
  void rowsEqualTheRecomputation() {
    try (RestreamClient client = client()) {
      List<Parameter> parameters = client.parameters(Room.pad(restream.padId())).execute();
      assertThat(names())
          .isEqualTo(new TreeSet<>(parameters.stream().map(Parameter::name).toList()));
      for (Parameter parameter : parameters) {
        assertRowsOf(parameter);
      }
    }
  }

  private Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (Map<String, @Nullable Object> row :
        path.query("SELECT DISTINCT parameter FROM silver.stage_aggregations")) {
      names.add((String) row.get("parameter"));
    }
    return names;
  }

  private void assertRowsOf(Parameter parameter) {
    List<Map<String, @Nullable Object>> rows = path.query(sql(parameter));
    assertThat(rows).as(parameter.name()).isNotEmpty();
    for (Map<String, @Nullable Object> row : rows) {
      String what = parameter.name() + " of " + row.get("stage_id");
      assertThat(row.get("samples")).as(what).isEqualTo(row.get("recounted"));
      Double expected = (Double) row.get("recomputed");
      Double found = (Double) row.get("value");
      if (expected == null) {
        assertThat(found).as(what).isNull();
      } else {
        assertThat(found).as(what).isCloseTo(expected, within(1e-9 * Math.abs(expected)));
      }
    }
  }

  /** A sample stands until the next one, for a minute at most; the last one adds nothing. */
  private String sql(Parameter parameter) {
    ParameterConfig config = parameter.config();
    StringBuilder where = new StringBuilder();
    for (Condition condition :
        config.conditions() == null ? List.<Condition>of() : config.conditions()) {
      where
          .append(" AND ")
          .append(expression(condition.field()))
          .append(operator(condition.operator()))
          .append(limit(condition));
    }
    return """
        WITH counted AS (
          SELECT a.stage_id, CAST(epoch(m.event_time) AS BIGINT) AS t, %1$s AS v,
            epoch(a.start) AS first_second, epoch(a.through) AS last_second
          FROM silver.stage_aggregations a
          JOIN silver.measurements m
            ON m.site_id = a.site_id AND m.event_time BETWEEN a.start AND a.through
          WHERE a.parameter = '%2$s' AND %1$s IS NOT NULL %3$s),
        held AS (
          SELECT *, least(coalesce(lead(t) OVER (PARTITION BY stage_id ORDER BY t), t) - t, 60) AS s
          FROM counted),
        figures AS (
          SELECT stage_id, count(*) AS n, CAST(%4$s AS DOUBLE) AS v FROM held GROUP BY stage_id)
        SELECT a.stage_id, a.samples, a.value, coalesce(f.n, 0) AS recounted, f.v AS recomputed
        FROM silver.stage_aggregations a LEFT JOIN figures f ON f.stage_id = a.stage_id
        WHERE a.parameter = '%2$s'
        """
        .formatted(
            expression(config.field()),
            parameter.name(),
            where,
            isOfBounds(config)
                ? ofBounds(config.aggregation())
                : aggregate(config.aggregation(), String.valueOf(config.imperialUnit())));
  }

  private static boolean isOfBounds(ParameterConfig config) {
    return config.field().equals("timestamp")
        && (config.conditions() == null || config.conditions().isEmpty());
  }

  /** All timestamps are taken for the whole of the stage, with or without records at its ends. */
  private static String ofBounds(String kind) {
    return switch (kind) {
      case "first" -> "min(first_second)";
      case "last" -> "max(last_second)";
      case "duration" -> "max(last_second) - min(first_second)";
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private String expression(String field) {
    if (field.equals("timestamp")) {
      return "epoch(m.event_time)";
    }
    return columns.contains(field)
        ? "m." + field
        : "TRY_CAST(json_extract_string(m.other_fields, '$.\"%s\"') AS DOUBLE)".formatted(field);
  }

  private static String operator(String word) {
    return switch (word) {
      case "greater_than" -> " > ";
      case "greater_than_or_equal" -> " >= ";
      case "less_than" -> " < ";
      case "less_than_or_equal" -> " <= ";
      case "equal" -> " = ";
      case "not_equal" -> " <> ";
      default -> throw new IllegalArgumentException(word);
    };
  }

  /** Records are in imperial units. */
  private static double limit(Condition condition) {
    double value = condition.value().doubleValue();
    return "L/min".equals(condition.baseUnit()) ? value / LITRES_PER_BARREL : value;
  }

  private static String aggregate(String kind, String unit) {
    return switch (kind) {
      case "average" -> "avg(v)";
      case "max" -> "max(v)";
      case "min" -> "min(v)";
      case "sum" -> "sum(v)";
      case "first" -> "arg_min(v, t)";
      case "last" -> "arg_max(v, t)";
      case "duration" -> "max(t) - min(t)";
      case "total" -> "sum(v * s) / 60 * " + (unit.equals("gal") ? 42 : 1);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  /**
   * Each final row of a frac stage holds the service's figure, and agrees with it as far as the
   * service's rounded factors go.
   *
   * @return how many figures there are
   */
  int finalRowsEqualTheVendors() {
    int compared = 0;
    try (RestreamClient client = client()) {
      for (Map<String, @Nullable Object> row :
          path.query(
              "SELECT * FROM silver.stage_aggregations WHERE is_final AND state = 'frac_frac'")) {
        long history = Long.parseLong((String) row.get("stage_id"));
        Room site = Room.site((Long) row.get("site_id"));
        Aggregations.Row vendors = vendors(client, site, history);
        String what = row.get("parameter") + " of " + history;
        Number vendor = vendors.values().get(String.valueOf(row.get("parameter")));
        if (vendor == null) {
          assertThat(row.get("vendor_value")).as(what).isNull();
          assertThat(row.get("value")).as(what).isNull();
        } else {
          double expected = vendor.doubleValue();
          assertThat((Double) row.get("vendor_value")).as(what).isEqualTo(expected);
          assertThat((Double) row.get("value"))
              .as(what)
              .isCloseTo(expected, within(1e-6 * Math.abs(expected)));
          assertThat((Double) row.get("difference"))
              .as(what)
              .isEqualTo((Double) row.get("value") - expected);
          compared++;
        }
      }
    }
    return compared;
  }

  private final Map<Long, Aggregations.Row> asked = new java.util.HashMap<>();

  private Aggregations.Row vendors(RestreamClient client, Room site, long history) {
    return asked.computeIfAbsent(
        history,
        id ->
            client
                .aggregations(site, List.of(id), StageFilter.ALL)
                .execute()
                .row(id)
                .orElseThrow());
  }

  /** Every stage of work that ended by the last live second has final rows, the others have not. */
  void timelineIsThatOfSilver() {
    assertThat(
            path.query(
                """
                SELECT a.* FROM silver.stage_aggregations a LEFT JOIN silver.stages s
                  ON s.stage_id = a.stage_id AND s.start = a.start
                  AND s.`end` IS NOT DISTINCT FROM a.`end`
                  AND s.stage_number = a.stage_number AND s.state = a.state
                WHERE s.stage_id IS NULL OR a.is_final <> (s.`end` IS NOT NULL)
                """))
        .isEmpty();
  }

  private RestreamClient client() {
    return RestreamClient.builder()
        .baseUrl(restream.baseUrl())
        .credentials(restream.clientId(), Secret.of(restream.clientSecret()))
        .build();
  }
}
