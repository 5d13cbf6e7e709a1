// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changetables;

import java.io.Serial;

/** A row image does not fit the table that it belongs in, and no change of the table helps. */
final class SchemaConflictException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  SchemaConflictException(String message) {
    super(message);
  }
}
