// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.measurements;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The fields of a record that have a column of their own; field and column share the name.
 *
 * @param numbers names of the FLOAT64 columns
 * @param texts names of the STRING columns, the valves
 */
record PromotedFields(List<String> numbers, List<String> texts) implements Serializable {
  PromotedFields {
    numbers = List.copyOf(numbers);
    texts = List.copyOf(texts);
    Set<String> distinct = new HashSet<>(numbers);
    distinct.addAll(texts);
    if (distinct.size() != numbers.size() + texts.size()) {
      throw new IllegalArgumentException("a field has two columns: " + numbers + ", " + texts);
    }
  }
}
