// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Reads an array column. Its record holds either an array of such records, or an element: {@code
 * {a,b}} is {@code {nestedArray: [{elementValue: a}, {elementValue: b}]}}.
 */
final class AvroArray implements AvroValue {
  private final List<Schema.Field> fields;
  private final AvroValue element;
  private int depth;

  AvroArray(Schema array, AvroValue element) {
    fields = array.getFields();
    this.element = element;
  }

  @Override
  public @Nullable Object read(AvroCursor cursor) throws EventException {
    if (depth == AvroPlain.DEEPEST) {
      throw cursor.damaged("nested deeper than " + AvroPlain.DEEPEST);
    }
    depth++;
    try {
      Object nested = null;
      Object value = null;
      for (Schema.Field field : fields) {
        switch (field.name()) {
          case "nestedArray" -> nested = nested(field.schema(), cursor);
          case "elementValue" -> value = element.read(cursor);
          default -> throw cursor.damaged("an array has a member " + field.name());
        }
      }
      return nested == null ? value : nested;
    } finally {
      depth--;
    }
  }

  private @Nullable List<@Nullable Object> nested(Schema schema, AvroCursor cursor)
      throws EventException {
    if (schema.getType() == Schema.Type.UNION) {
      List<Schema> branches = schema.getTypes();
      int branch = cursor.readIndex("a union", branches.size());
      if (branches.get(branch).getType() == Schema.Type.NULL) {
        return null;
      }
    }
    List<@Nullable Object> items = new ArrayList<>();
    cursor.readItems(() -> items.add(read(cursor)));
    return items;
  }
}
