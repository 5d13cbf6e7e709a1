// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one append request, decoded and checked.
 *
 * <p>A row holds one value per column in schema order: {@code Long} (INTEGER), {@code Double},
 * {@code Boolean}, {@code String} (STRING, JSON, GEOGRAPHY, INTERVAL, BIGNUMERIC stored as text),
 * {@code byte[]}, {@code OffsetDateTime} in UTC (TIMESTAMP), {@code LocalDate}, {@code LocalTime},
 * {@code LocalDateTime} (DATETIME), {@code BigDecimal} with the stored scale, {@code Object[]}
 * (RECORD and RANGE), a {@code List} of these (REPEATED), or null.
 *
 * @param table the definition that the rows were decoded for
 * @param changes one per row for change data capture, or null for plain appends
 */
public record RowBatch(TableDefinition table, List<Object[]> rows, @Nullable List<Change> changes) {

  /**
   * What a row does to the row of the same key.
   *
   * @param sequence normalized sequence number, empty when none was given
   */
  public record Change(boolean delete, String sequence) {}
}
