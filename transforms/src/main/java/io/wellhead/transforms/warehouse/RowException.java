// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import java.io.Serial;

/**
 * A value does not fit its column, or a row lacks one. The message names table, column, what was
 * found and what is accepted; of the row it holds numbers and times at most, never text.
 */
public final class RowException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final String column;
  private final String problem;

  RowException(TableDefinition table, String column, String problem) {
    super(message(table.tableName(), column, problem));
    this.column = column;
    this.problem = problem;
  }

  private static String message(TableName table, String column, String problem) {
    return table + "." + column + ": " + problem;
  }

  /** The message for one of several tables of the same shape. */
  String messageFor(TableName table) {
    return message(table, column, problem);
  }

  /**
   * The column's name, a field's of a record after those of the records around it and a dot; {@code
   * *} when it is about the whole row.
   */
  public String column() {
    return column;
  }
}
