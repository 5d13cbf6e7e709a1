// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.replay;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant; null leaves a member open.
 *
 * @param pipeline name of the pipeline
 * @param step name of the step
 * @param reason error kind, such as {@code key_missing}
 * @param table Datastream's name of the source table, such as {@code shop_orders}
 * @param from first time of failure
 * @param until time of failure that is late
 */
public record LetterFilter(
    @Nullable String pipeline,
    @Nullable String step,
    @Nullable String reason,
    @Nullable String table,
    @Nullable Instant from,
    @Nullable Instant until) {

  /** The same letters of that pipeline only. */
  public LetterFilter of(String newPipeline) {
    return new LetterFilter(newPipeline, step, reason, table, from, until);
  }

  /** The conditions of a query, with named parameters. */
  String where() {
    StringBuilder where = new StringBuilder("part = 0");
    and(where, pipeline, "pipeline = @pipeline");
    and(where, step, "step = @step");
    and(where, reason, "error_kind = @reason");
    and(where, table, "STRPOS(source, CONCAT('/', @table, '/')) > 0");
    and(where, from, "failed_at >= @from");
    and(where, until, "failed_at < @until");
    return where.toString();
  }

  private static void and(StringBuilder where, @Nullable Object value, String condition) {
    if (value != null) {
      where.append(" AND ").append(condition);
    }
  }

  /** Values of the parameters. */
  Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    put(values, "pipeline", pipeline);
    put(values, "step", step);
    put(values, "reason", reason);
    put(values, "table", table);
    put(values, "from", from);
    put(values, "until", until);
    return values;
  }

  private static void put(Map<String, Object> values, String name, @Nullable Object value) {
    if (value != null) {
      values.put(name, value);
    }
  }
}
