// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import java.io.IOException;
import java.io.Serial;

/**
 * BigQuery takes no rows of these columns: the table has others, or the service that takes rows has
 * not seen the newest yet, which may take minutes.
 */
public final class StaleTableException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  public StaleTableException(String table, String reason) {
    super("BigQuery does not take the columns of " + table + ": " + reason);
  }

  /** What this is when it does not pass: the table takes no rows. */
  public WarehouseException lasting() {
    return WarehouseException.lasting(this);
  }
}
