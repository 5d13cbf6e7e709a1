// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import java.io.Serial;
import java.util.List;

/** An existing table cannot become what its schema files state; every difference is named. */
public final class IncompatibleTableException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  IncompatibleTableException(TableDefinition table, List<String> differences) {
    super(
        "table "
            + table.qualifiedName()
            + " exists and cannot be changed into what its schema files state: "
            + String.join("; ", differences));
  }
}
