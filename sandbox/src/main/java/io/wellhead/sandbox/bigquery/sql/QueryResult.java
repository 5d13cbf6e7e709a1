// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.sql;

import io.wellhead.sandbox.bigquery.store.Field;
import java.util.List;

/**
 * What a query gave.
 *
 * @param statementType SELECT, INSERT, UPDATE, DELETE, MERGE or ALTER_TABLE
 * @param rows one per row, to be written by {@link TimestampFormat#render}
 * @param changedRows rows that a DML statement changed, -1 for any other
 */
public record QueryResult(
    String statementType, List<Field> fields, List<String> rows, long changedRows) {
  public QueryResult {
    fields = List.copyOf(fields);
    rows = List.copyOf(rows);
  }
}
