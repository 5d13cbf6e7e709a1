// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a column gets when a writer leaves it out. */
public final class DefaultValue {
  private final Function<OffsetDateTime, @Nullable Object> value;
  private final String duckSql;

  /**
   * @param value from the current time, as {@link RowBatch} describes values
   * @param duckSql the same as DuckDB's SQL
   */
  DefaultValue(Function<OffsetDateTime, @Nullable Object> value, String duckSql) {
    this.value = value;
    this.duckSql = duckSql;
  }

  /**
   * The default of a column, null when it has none.
   *
   * @throws ServiceError if the expression is not understood or does not fit the column
   */
  public static @Nullable DefaultValue of(Field field) {
    return field.defaultSql() == null ? null : DefaultParser.parse(field, field.defaultSql());
  }

  /** The value for one row, as {@link RowBatch} describes values. */
  public @Nullable Object at(Instant now) {
    return value.apply(
        OffsetDateTime.ofInstant(now.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC));
  }

  String duckSql() {
    return duckSql;
  }
}
