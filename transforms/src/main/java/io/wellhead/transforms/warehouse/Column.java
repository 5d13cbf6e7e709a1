// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/** One column of a table: its name, type, whether every row must have it, and what it means. */
public record Column(String name, ColumnType type, boolean required, String description)
    implements Serializable {

  public Column {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    requireNonNull(description, "description");
  }

  String mode() {
    return required ? "REQUIRED" : "NULLABLE";
  }
}
