// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.datastream;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The payload of an event.
 *
 * @param values one for each column, of the class that {@link ColumnType.Kind} tells
 */
public record Row(RowSchema schema, List<@Nullable Object> values) {
  public Row {
    requireNonNull(schema, "schema");
    if (values.size() != schema.columns().size()) {
      throw new IllegalArgumentException(
          values.size() + " values for " + schema.columns().size() + " columns");
    }
    values = Collections.unmodifiableList(new ArrayList<>(values));
  }

  /** The value of a column; null too if there is no such column. */
  public @Nullable Object get(String column) {
    int index = schema.indexOf(column);
    return index < 0 ? null : values.get(index);
  }
}
