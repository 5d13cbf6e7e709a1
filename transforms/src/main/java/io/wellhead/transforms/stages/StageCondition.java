// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A test that a record must pass to count (ReStream API, sections 2.9 and 9.28).
 *
 * @param field data field that is compared
 * @param limit compared with, in the unit of the records
 */
record StageCondition(String field, Operator operator, double limit) {

  /** The comparison of a record's value, on the left, with the limit. */
  enum Operator {
    GREATER_THAN(1),
    GREATER_THAN_OR_EQUAL(2),
    LESS_THAN(3),
    LESS_THAN_OR_EQUAL(4),
    EQUAL(5),
    NOT_EQUAL(6);

    /** The words that definitions use, in the order of this type. */
    static final List<String> WORDS =
        Arrays.stream(values()).map(operator -> operator.name().toLowerCase(Locale.ROOT)).toList();

    private final int code;

    Operator(int code) {
      this.code = code;
    }

    /** The number that stands for this value in encodings, from 1 on; it never changes. */
    int code() {
      return code;
    }

    /** The operator of that number; null if there is none. */
    static @Nullable Operator ofCode(int code) {
      return Arrays.stream(values())
          .filter(operator -> operator.code == code)
          .findFirst()
          .orElse(null);
    }

    /** The operator of that word; null if there is none. */
    static @Nullable Operator ofWord(String word) {
      return ofCode(WORDS.indexOf(word) + 1);
    }
  }

  StageCondition {
    requireNonNull(field, "field");
    requireNonNull(operator, "operator");
  }

  /** Whether a record with those numbers passes; one without the field does not. */
  boolean passes(long second, Map<String, Double> numbers) {
    Double value = StageDefinition.valueOf(field, second, numbers);
    if (value == null) {
      return false;
    }
    return switch (operator) {
      case GREATER_THAN -> value > limit;
      case GREATER_THAN_OR_EQUAL -> value >= limit;
      case LESS_THAN -> value < limit;
      case LESS_THAN_OR_EQUAL -> value <= limit;
      case EQUAL -> value == limit;
      case NOT_EQUAL -> value != limit;
    };
  }
}
