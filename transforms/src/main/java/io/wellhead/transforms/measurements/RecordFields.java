// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.measurements;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The fields of one record, sorted by use; the parser fills the same instance again and again. */
final class RecordFields {
  private final double[] numbers;
  private final @Nullable String[] texts;
  private final StringBuilder other = new StringBuilder();
  private String[] numericNames = new String[64];
  private double[] numericValues = new double[64];
  private int numericCount;

  RecordFields(PromotedFields promoted) {
    numbers = new double[promoted.numbers().size()];
    texts = new String[promoted.texts().size()];
  }

  void clear() {
    Arrays.fill(numbers, Double.NaN);
    Arrays.fill(texts, null);
    other.setLength(0);
    numericCount = 0;
  }

  void promoteNumber(int slot, double value) {
    numbers[slot] = value;
  }

  void promoteText(int slot, String value) {
    texts[slot] = value;
  }

  /** Begins a field of {@link #otherFields}; its value is appended to what is returned. */
  StringBuilder startOther(String jsonKey) {
    return other.append(other.isEmpty() ? '{' : ',').append(jsonKey);
  }

  void addNumeric(String name, double value) {
    if (numericCount == numericValues.length) {
      numericNames = Arrays.copyOf(numericNames, 2 * numericCount);
      numericValues = Arrays.copyOf(numericValues, 2 * numericCount);
    }
    numericNames[numericCount] = name;
    numericValues[numericCount++] = value;
  }

  /** A copy of the promoted numbers; NaN where the record has none, which no record can hold. */
  double[] numbers() {
    return numbers.clone();
  }

  /** A copy of the promoted texts; null where the record has none. */
  @Nullable String[] texts() {
    return texts.clone();
  }

  /** A JSON object of the fields without a column, in the order of the record; null without any. */
  @Nullable String otherFields() {
    return other.isEmpty() ? null : other.append('}').toString();
  }

  /** Names of all numeric fields, promoted or not, in the order of the record; a copy. */
  String[] numericNames() {
    return Arrays.copyOf(numericNames, numericCount);
  }

  /** The values behind {@link #numericNames}; a copy. */
  double[] numericValues() {
    return Arrays.copyOf(numericValues, numericCount);
  }
}
