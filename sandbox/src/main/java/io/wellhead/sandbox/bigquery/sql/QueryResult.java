// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.sql;

import io.wellhead.sandbox.bigquery.store.Field;
import java.util.List;

/**
 * What a query gave.
 *
 * @param rows one JSON object {@code {"f": [...]}} per row, as text
 * @param changedRows rows that a DML statement changed, -1 for a query
 */
public record QueryResult(List<Field> fields, List<String> rows, long changedRows) {
  public QueryResult {
    fields = List.copyOf(fields);
    rows = List.copyOf(rows);
  }
}
