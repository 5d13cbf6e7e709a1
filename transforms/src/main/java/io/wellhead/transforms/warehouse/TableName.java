// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/** Names a table: its dataset, without project and dataset prefix, and the table in it. */
public record TableName(String dataset, String table) implements Serializable {
  public TableName {
    requireNonNull(dataset, "dataset");
    requireNonNull(table, "table");
  }

  /** {@code dataset.table}. */
  @Override
  public String toString() {
    return dataset + "." + table;
  }
}
