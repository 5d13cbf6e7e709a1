// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.measurements;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The fields of one record, sorted by use; the parser fills the same instance again and again. */
final class RecordFields {
  private final @Nullable Object[] promoted;
  private final StringBuilder other = new StringBuilder();
  private String[] numberNames = new String[64];
  private double[] numbers = new double[64];
  private int numberCount;

  RecordFields(int promotedColumns) {
    promoted = new Object[promotedColumns];
  }

  void clear() {
    Arrays.fill(promoted, null);
    other.setLength(0);
    numberCount = 0;
  }

  void promote(int column, Object value) {
    promoted[column] = value;
  }

  /** Begins a field of {@link #otherFields}; its value is appended to what is returned. */
  StringBuilder startOther(String jsonKey) {
    return other.append(other.isEmpty() ? '{' : ',').append(jsonKey);
  }

  void addNumber(String name, double value) {
    if (numberCount == numbers.length) {
      numberNames = Arrays.copyOf(numberNames, 2 * numberCount);
      numbers = Arrays.copyOf(numbers, 2 * numberCount);
    }
    numberNames[numberCount] = name;
    numbers[numberCount++] = value;
  }

  /**
   * The value for the column of this index: Double, Long, Boolean or String; null when the record
   * has none.
   */
  @Nullable Object promoted(int column) {
    return promoted[column];
  }

  /** A JSON object of the fields without a column, in the order of the record; null without any. */
  @Nullable String otherFields() {
    return other.isEmpty() ? null : other + "}";
  }

  int numberCount() {
    return numberCount;
  }

  String numberName(int index) {
    return numberNames[index];
  }

  double number(int index) {
    return numbers[index];
  }
}
