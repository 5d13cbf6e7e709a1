// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.warehouse;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** The limits of NUMERIC and BIGNUMERIC, exactly. */
final class Decimals {
  private static final int NUMERIC_SCALE = 9;
  private static final int BIGNUMERIC_SCALE = 38;

  /** Digits before the point that every value may have. */
  private static final int NUMERIC_DIGITS = 29;

  private static final int BIGNUMERIC_DIGITS = 38;

  /** A BIGNUMERIC times 10^38 is an integer of 256 bits, of which one is the sign. */
  private static final int BIGNUMERIC_BITS = 255;

  /** Digits of the largest long. */
  private static final int LONG_DIGITS = 19;

  private static final int SHOWN = 100;

  private Decimals() {}

  /** Digits that a value of NUMERIC or BIGNUMERIC may have behind the point. */
  static int scale(ColumnType type) {
    return type == ColumnType.NUMERIC ? NUMERIC_SCALE : BIGNUMERIC_SCALE;
  }

  /** The same number with at most that many digits behind the point; null if it has more. */
  static @Nullable BigDecimal scaled(int scale, BigDecimal value) {
    if (value.signum() == 0) {
      return BigDecimal.ZERO;
    }
    if (value.scale() <= scale) {
      return value;
    }
    // Only zeros may be cut. As many as that a number with fewer digits has not: a check that keeps
    // the division below from growing with the exponent.
    if (value.precision() <= (long) value.scale() - scale) {
      return null;
    }
    BigDecimal rounded = value.setScale(scale, RoundingMode.DOWN);
    return rounded.compareTo(value) == 0 ? rounded : null;
  }

  /** Whether a number without too many digits behind the point lies within the type's range. */
  static boolean isInRange(ColumnType type, BigDecimal scaled) {
    long digits = (long) scaled.precision() - scaled.scale();
    if (type == ColumnType.NUMERIC) {
      return digits <= NUMERIC_DIGITS;
    }
    return digits <= BIGNUMERIC_DIGITS
        || (digits == BIGNUMERIC_DIGITS + 1
            && scaled.setScale(BIGNUMERIC_SCALE).unscaledValue().bitLength() <= BIGNUMERIC_BITS);
  }

  /** Whether a whole number has at most 64 bits. */
  static boolean isLong(BigDecimal whole) {
    return (long) whole.precision() - whole.scale() <= LONG_DIGITS
        && whole.toBigInteger().bitLength() < Long.SIZE;
  }

  /** The number for a message, cut when it is long. */
  static String show(BigDecimal value) {
    String text = value.toString();
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }
}
