// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Query parameters in order; a null value leaves the parameter out. */
final class Query {

  private final List<Map.Entry<String, String>> parameters = new ArrayList<>();

  Query add(String name, @Nullable Object value) {
    if (value != null) {
      parameters.add(Map.entry(name, value.toString()));
    }
    return this;
  }

  Query addAll(String name, Iterable<?> values) {
    values.forEach(value -> add(name, value));
    return this;
  }

  Query addAll(Map<String, String> others) {
    others.forEach(this::add);
    return this;
  }

  List<Map.Entry<String, String>> parameters() {
    return List.copyOf(parameters);
  }
}
