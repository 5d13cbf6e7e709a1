// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.store;

import java.util.Objects;
import java.util.regex.Pattern;

/** A table of a dataset; written {@code project:dataset.table} in messages, as BigQuery does. */
public record TableId(DatasetId dataset, String table) {
  // Letters, marks, numbers, connectors, dashes and spaces, at most 1,024 bytes.
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{Pc}\\p{Pd}\\p{Zs}]{1,1024}");

  public TableId {
    Objects.requireNonNull(dataset, "dataset");
    if (!NAME.matcher(table).matches()) {
      throw ServiceError.invalid("Invalid table ID \"" + table + "\".");
    }
    if (table.endsWith(TableDefinition.BASE_SUFFIX)) {
      throw ServiceError.invalid(
          "Invalid table ID \""
              + table
              + "\": the sandbox keeps names that end in "
              + TableDefinition.BASE_SUFFIX
              + " for the rows of keyed tables.");
    }
  }

  public static TableId of(String project, String dataset, String table) {
    return new TableId(new DatasetId(project, dataset), table);
  }

  public String project() {
    return dataset.project();
  }

  @Override
  public String toString() {
    return dataset + "." + table;
  }
}
