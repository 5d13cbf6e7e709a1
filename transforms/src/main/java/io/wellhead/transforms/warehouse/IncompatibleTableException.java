// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import java.io.Serial;
import java.util.List;

/** An existing table cannot become what it should be; every difference is named. */
public final class IncompatibleTableException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  IncompatibleTableException(TableDefinition table, List<String> differences) {
    super(
        "table "
            + table.qualifiedName()
            + " exists and cannot be changed into what its schema files state: "
            + String.join("; ", differences));
  }

  /** It has the name of a view. */
  IncompatibleTableException(TableName view) {
    super("a view is to be made as " + view + ", but there is a table of that name");
  }
}
