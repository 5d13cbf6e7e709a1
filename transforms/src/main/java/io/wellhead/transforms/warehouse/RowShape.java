// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the columns of a row, or the fields of a record in it, stand in the message, and which of
 * them the present one has. A record has one shape, used again for each of its occurrences.
 */
final class RowShape {
  private final @Nullable RowShape parent;
  private final Slot[] slots;
  private final Map<String, Slot> byName = new HashMap<>();
  private final List<Slot> required = new ArrayList<>();
  private final boolean[] present;

  /**
   * A column and where it stands.
   *
   * @param path the column's name, after those of the records around it
   * @param record the shape of a record
   */
  record Slot(
      RowShape shape,
      Column column,
      String path,
      int index,
      int tag,
      boolean key,
      @Nullable RowShape record) {

    /** Notes that the column has a value; false if it has one already and takes no other. */
    boolean mark() {
      boolean again = shape.present[index];
      shape.present[index] = true;
      return !again || column.repeated();
    }
  }

  private RowShape(List<Column> columns, List<String> key, String path, @Nullable RowShape parent) {
    this.parent = parent;
    this.slots = new Slot[columns.size()];
    this.present = new boolean[columns.size()];
    for (int index = 0; index < slots.length; index++) {
      Column column = columns.get(index);
      int tag = RowDescriptors.fieldNumber(index) << 3 | column.type().wireType();
      String name = path + column.name();
      RowShape record =
          column.type() == ColumnType.RECORD
              ? new RowShape(column.fields(), List.of(), name + ".", this)
              : null;
      Slot slot = new Slot(this, column, name, index, tag, key.contains(column.name()), record);
      slots[index] = slot;
      byName.put(column.name(), slot);
      if (column.required()) {
        required.add(slot);
      }
    }
  }

  static RowShape of(TableDefinition table) {
    return new RowShape(table.columns(), table.primaryKey(), "", null);
  }

  /** The shape that this one's record is in; null for the whole row. */
  @Nullable RowShape parent() {
    return parent;
  }

  int size() {
    return slots.length;
  }

  Slot slot(int index) {
    return slots[index];
  }

  @Nullable Slot find(String name) {
    return byName.get(name);
  }

  /** The names of the columns. */
  Iterable<String> names() {
    return byName.keySet();
  }

  void clear() {
    Arrays.fill(present, false);
  }

  /** A required column that has no value, of the key's if only these are; null if there is none. */
  @Nullable Slot missing(boolean keyOnly) {
    for (Slot slot : required) {
      if (!present[slot.index] && (slot.key || !keyOnly)) {
        return slot;
      }
    }
    return null;
  }
}
