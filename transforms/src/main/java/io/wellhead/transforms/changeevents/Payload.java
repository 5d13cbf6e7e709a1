// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row image.
 *
 * @param schema shared by the rows of a file, as a rule
 * @param values in the order of the schema's columns, of the classes that {@link UnifiedType} names
 */
public record Payload(PayloadSchema schema, List<@Nullable Object> values) {
  public Payload {
    requireNonNull(schema, "schema");
    values = FixedList.copyOf(values);
    if (values.size() != schema.columns().size()) {
      throw new IllegalArgumentException(
          values.size() + " values for " + schema.columns().size() + " columns");
    }
  }
}
