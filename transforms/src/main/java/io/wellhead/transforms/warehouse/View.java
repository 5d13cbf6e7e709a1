// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import static java.util.Objects.requireNonNull;

/**
 * A logical view.
 *
 * @param name its name, without project and dataset prefix
 * @param description what a row is
 * @param query GoogleSQL, with names as {@link TableMaker#sqlName} gives them
 * @param columns how many columns the query has now
 */
public record View(TableName name, String description, String query, int columns) {
  public View {
    requireNonNull(name, "name");
    requireNonNull(description, "description");
    requireNonNull(query, "query");
  }
}
