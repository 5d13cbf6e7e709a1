// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.demo;

import io.wellhead.sandbox.bigquery.BigQuerySandbox;

/**
 * What a table must hold and what it holds.
 *
 * @param table dataset and table
 * @param what what is counted
 */
record TableCheck(String table, String what, long written, long truth) {
  boolean isEqual() {
    return written == truth;
  }

  static long rows(BigQuerySandbox warehouse, String table) {
    return number(warehouse, "SELECT COUNT(*) AS n FROM " + table);
  }

  /** The number {@code n} of a query's only row. */
  static long number(BigQuerySandbox warehouse, String sql) {
    Object value = warehouse.query(sql).get(0).get("n");
    return value instanceof Long number ? number : -1;
  }
}
