// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import java.io.Serial;

/** A row that is not written because of a column. The message has nothing of the column's value. */
public final class ColumnException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final String column;

  ColumnException(String column, String message) {
    super(column + ": " + message, null, false, false);
    this.column = column;
  }

  /** Name of the column in the current state. */
  public String column() {
    return column;
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
