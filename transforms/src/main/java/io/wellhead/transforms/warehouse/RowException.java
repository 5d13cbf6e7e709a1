// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import java.io.Serial;

/**
 * A value does not fit its column, or a row lacks one. The message names table, column, what was
 * found and what is accepted; it never holds text from the row.
 */
public final class RowException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  RowException(TableDefinition table, String column, String problem) {
    super(table.qualifiedName() + "." + column + ": " + problem);
  }
}
