// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the objects of a file's events share: the names of their members. One thread. */
final class JsonShapes {
  /** JSON without null members has a schema for each set of them; more begin anew. */
  private static final int MOST_SCHEMAS = 1_000;

  private final Map<List<String>, PayloadSchema> schemas = new HashMap<>();
  private PayloadSchema lastSchema = new PayloadSchema(List.of());
  private FixedFields.Names lastFields = new FixedFields.Names(List.of());

  /** How many columns the event before had. */
  int columnCount() {
    return lastSchema.columns().size();
  }

  /** How many fields of {@code source_metadata} the event before had. */
  int fieldCount() {
    return lastFields.size();
  }

  /**
   * A row image, its columns without types.
   *
   * @throws EventException if a name is there twice
   */
  Payload payload(List<String> names, List<@Nullable Object> values) throws EventException {
    if (!lastSchema.has(names)) {
      PayloadSchema schema = schemas.get(names);
      if (schema == null) {
        schema = PayloadSchema.untyped(names);
        if (schemas.size() >= MOST_SCHEMAS) {
          schemas.clear();
        }
        schemas.put(List.copyOf(names), schema);
      }
      lastSchema = schema;
    }
    return new Payload(lastSchema, FixedList.owning(values.toArray()));
  }

  /** Fields of {@code source_metadata}; of a name that is there twice the last. */
  FixedFields fields(List<String> names, List<@Nullable Object> values) {
    if (!lastFields.are(names)) {
      if (new HashSet<>(names).size() < names.size()) {
        return lastOfEach(names, values);
      }
      lastFields = new FixedFields.Names(names);
    }
    return new FixedFields(lastFields, values.toArray());
  }

  private static FixedFields lastOfEach(List<String> names, List<@Nullable Object> values) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      fields.put(names.get(i), values.get(i));
    }
    return FixedFields.copyOf(fields);
  }
}
