// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.measurements;

import java.io.Serializable;
import java.util.Objects;

/** A field of the record that has a typed column of its own; field and column share the name. */
record PromotedColumn(String name, Type type) implements Serializable {
  /** What the column holds; booleans arrive as the numbers 1 and 0 (ReStream API, section 6.1). */
  enum Type {
    FLOAT64,
    INT64,
    BOOL,
    STRING
  }

  PromotedColumn {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
  }
}
