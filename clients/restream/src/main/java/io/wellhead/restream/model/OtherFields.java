// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps undocumented fields: copied, in the order received, null values allowed. */
final class OtherFields {

  private OtherFields() {}

  static Map<String, @Nullable Object> copyOf(@Nullable Map<String, @Nullable Object> fields) {
    return fields == null || fields.isEmpty()
        ? Map.of()
        : Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }
}
