// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import io.wellhead.transforms.warehouse.QueryException;
import io.wellhead.transforms.warehouse.QueryRow;
import io.wellhead.transforms.warehouse.Warehouse;
import java.io.IOException;
import java.util.List;

/** Reads tables that a warehouse made by an older version does not have. */
final class LaterTables {
  private static final int NOT_FOUND = 404;

  private LaterTables() {}

  /** The rows of a query; none where a table of it is missing. */
  static Iterable<QueryRow> rows(Warehouse warehouse, String sql, Object... values)
      throws IOException {
    try {
      return warehouse.query(sql, values);
    } catch (QueryException e) {
      if (e.status().orElse(0) == NOT_FOUND) {
        return List.of();
      }
      throw e;
    }
  }
}
