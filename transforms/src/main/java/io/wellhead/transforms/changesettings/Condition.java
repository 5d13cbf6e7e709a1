// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What must hold of a row, as the schema describes it: of several conditions, or of a column. */
record Condition(
    @Nullable List<Condition> and,
    @Nullable List<Condition> or,
    @Nullable String column,
    @Nullable Op op,
    @Nullable Object value,
    @Nullable List<Object> values)
    implements Serializable {

  /** How a column is compared. */
  enum Op {
    EQ,
    NE,
    LT,
    LE,
    GT,
    GE,
    IN,
    MATCHES,
    IS_NULL,
    NOT_NULL;

    /** As it is written. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    boolean isOfOneValue() {
      return this != IN && this != IS_NULL && this != NOT_NULL;
    }
  }

  /** All columns that it looks at, those of nested conditions among them. */
  List<String> columns() {
    return Stream.of(
            Stream.ofNullable(column),
            Stream.ofNullable(and)
                .flatMap(List::stream)
                .map(Condition::columns)
                .flatMap(List::stream),
            Stream.ofNullable(or)
                .flatMap(List::stream)
                .map(Condition::columns)
                .flatMap(List::stream))
        .flatMap(names -> names)
        .toList();
  }
}
