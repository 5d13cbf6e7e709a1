// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The columns that a row image has, in the order of the file.
 *
 * @param columns no name twice
 */
public record PayloadSchema(List<PayloadColumn> columns) {
  public PayloadSchema {
    columns = List.copyOf(columns);
  }

  /** Whether the columns have these names in that order. */
  boolean has(List<String> names) {
    boolean same = names.size() == columns.size();
    for (int i = 0; same && i < names.size(); i++) {
      same = columns.get(i).name().equals(names.get(i));
    }
    return same;
  }

  /**
   * Columns without types.
   *
   * @throws EventException if a name is there twice
   */
  static PayloadSchema untyped(List<String> names) throws EventException {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw EventException.invalid("payload has " + name + " twice");
      }
    }
    return new PayloadSchema(
        names.stream().map(name -> PayloadColumn.of(name, UnifiedType.UNTYPED)).toList());
  }

  /**
   * A column.
   *
   * @param precision digits of a DECIMAL, characters or bytes of a VARCHAR, otherwise 0
   * @param scale digits of a DECIMAL after the point, otherwise 0
   * @param element type of an array's elements, otherwise null
   */
  public record PayloadColumn(
      String name, UnifiedType type, int precision, int scale, @Nullable PayloadColumn element) {
    public PayloadColumn {
      requireNonNull(name, "name");
      requireNonNull(type, "type");
    }

    public static PayloadColumn of(String name, UnifiedType type) {
      return new PayloadColumn(name, type, 0, 0, null);
    }
  }
}
