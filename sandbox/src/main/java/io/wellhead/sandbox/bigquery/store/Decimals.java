// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.store;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * NUMERIC and BIGNUMERIC: their limits, the binary form of the Storage Write API, the form that is
 * stored.
 */
public final class Decimals {
  private static final int NUMERIC_SCALE = 9;
  private static final int BIGNUMERIC_SCALE = 38;
  private static final BigInteger NUMERIC_LIMIT = BigInteger.TEN.pow(38);
  private static final int BIGNUMERIC_BITS = 255;

  private Decimals() {}

  /**
   * Reads the little-endian two's complement of the value times 10^9 (NUMERIC) or 10^38
   * (BIGNUMERIC).
   */
  public static BigDecimal decode(FieldType type, byte[] littleEndian) throws ValueException {
    if (littleEndian.length == 0 || littleEndian.length > 32) {
      throw new ValueException(type + " has 1 to 32 bytes, not " + littleEndian.length);
    }
    byte[] bigEndian = new byte[littleEndian.length];
    for (int i = 0; i < bigEndian.length; i++) {
      bigEndian[i] = littleEndian[littleEndian.length - 1 - i];
    }
    return new BigDecimal(new BigInteger(bigEndian), scale(type));
  }

  /**
   * Checks the limits of the column and gives the form that is stored: a decimal of the column's
   * scale (digits behind it are rounded half away from zero, as BigQuery does) or, for a wide
   * BIGNUMERIC, its plain text.
   */
  public static Object fit(Field field, BigDecimal value) throws ValueException {
    BigDecimal rounded =
        value.setScale(Math.min(scale(field.type()), scaleOf(field)), RoundingMode.HALF_UP);
    if (outOfRange(field, rounded)) {
      throw new ValueException("Value " + value + " is out of range of " + describe(field));
    }
    if (field.storedAsDecimal()) {
      return rounded.setScale(field.storedScale(), RoundingMode.UNNECESSARY);
    }
    return text(rounded);
  }

  private static int scaleOf(Field field) {
    return field.precision() > 0 ? field.scale() : scale(field.type());
  }

  private static boolean outOfRange(Field field, BigDecimal value) {
    if (field.precision() > 0
        && value.precision() - value.scale() > field.precision() - field.scale()) {
      return value.signum() != 0;
    }
    BigInteger digits = value.setScale(scale(field.type())).unscaledValue();
    return field.type() == FieldType.NUMERIC
        ? digits.abs().compareTo(NUMERIC_LIMIT) >= 0
        : digits.bitLength() > BIGNUMERIC_BITS;
  }

  private static String describe(Field field) {
    String parameters =
        field.precision() > 0 ? "(" + field.precision() + ", " + field.scale() + ")" : "";
    return field.type() + parameters;
  }

  private static int scale(FieldType type) {
    return type == FieldType.NUMERIC ? NUMERIC_SCALE : BIGNUMERIC_SCALE;
  }

  /** The shortest plain text, as BigQuery writes decimals: no exponent, no zeros at the end. */
  public static String text(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
