// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the values of a field become one figure (ReStream API, sections 2.9 and 9.27). */
enum AggregationKind {
  AVERAGE(1),
  MAX(2),
  MIN(3),
  SUM(4),
  FIRST(5),
  LAST(6),
  /** Seconds from the first record that counts to the last; of all records, those of the stage. */
  DURATION(7),
  /** The integral over time of a rate per minute. */
  TOTAL(8);

  /** The words that definitions use, in the order of this type. */
  static final List<String> WORDS =
      Arrays.stream(values()).map(kind -> kind.name().toLowerCase(Locale.ROOT)).toList();

  private final int code;

  AggregationKind(int code) {
    this.code = code;
  }

  /** The number that stands for this value in encodings, from 1 on; it never changes. */
  int code() {
    return code;
  }

  /** The kind of that number; null if there is none. */
  static @Nullable AggregationKind ofCode(int code) {
    return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst().orElse(null);
  }

  /** The kind of that word; null if there is none. */
  static @Nullable AggregationKind ofWord(String word) {
    return ofCode(WORDS.indexOf(word) + 1);
  }
}
