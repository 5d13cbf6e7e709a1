// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream;

import static java.util.Objects.requireNonNull;

/**
 * Column of a table.
 *
 * @param name as the source spells it
 */
public record Column(String name, ColumnType type) {
  public Column {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
  }
}
