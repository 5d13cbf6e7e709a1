// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import ch.randelshofer.fastdoubleparser.JavaDoubleParser;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the values of a record in one pass over its bytes, whose syntax was checked when it was
 * cut. {@link JacksonValues} reads what is rare: nested values, escapes, characters beyond ASCII.
 */
final class RecordValues {
  private static final byte[] INFINITY = {'I', 'n', 'f', 'i', 'n', 'i', 't', 'y'};

  /** So many characters of a whole number always fit a long. */
  private static final int LONG_CHARACTERS = 18;

  /**
   * A number of so many digits and its power of ten are both exact as doubles, so their quotient is
   * the nearest double, as IEEE 754 rounds a division.
   */
  private static final int EXACT_DIGITS = 15;

  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private final byte[] bytes;
  private final int limit;
  private int at;
  private FieldNames.Name before = FieldNames.START;

  private RecordValues(byte[] bytes, int from, int limit) {
    this.bytes = bytes;
    this.limit = limit;
    at = from;
  }

  static Map<String, @Nullable Object> decode(byte[] bytes, int from, int to) {
    try {
      return new RecordValues(bytes, from, to).object();
    } catch (JsonSyntaxException e) {
      throw malformed("not JSON");
    }
  }

  private Map<String, @Nullable Object> object() throws JsonSyntaxException {
    FieldMap.Builder fields = new FieldMap.Builder();
    next(1);
    while (bytes[at] != '}') {
      String name = name();
      at = JsonScanner.afterColon(bytes, at, limit);
      fields.add(name, value(name));
      next(0);
      if (bytes[at] == ',') {
        next(1);
      }
    }
    return fields.build();
  }

  /** Goes on by some bytes and then to the next one that is no white space. */
  private void next(int step) {
    at = JsonScanner.skipBlanks(bytes, at + step, limit);
  }

  private String name() throws JsonSyntaxException {
    int from = at + 1;
    FieldNames.Name known = FieldNames.follower(before, bytes, from, limit);
    if (known == null) {
      int hash = 0;
      int end = from;
      byte b = bytes[end];
      while (b != '"' && b != '\\' && b > 0) {
        hash = hash * 31 + b;
        b = bytes[++end];
      }
      if (b != '"') {
        return String.valueOf(rare());
      }
      known = FieldNames.of(before, bytes, from, end, hash);
    }
    at = from + known.length() + 1;
    before = known;
    return known.text;
  }

  private @Nullable Object value(String name) throws JsonSyntaxException {
    switch (bytes[at]) {
      case '"' -> {
        return text();
      }
      case 'n' -> {
        at += 4;
        return null;
      }
      case 't' -> {
        at += 4;
        return true;
      }
      case 'f' -> {
        at += 5;
        return false;
      }
      case '{', '[' -> {
        return rare();
      }
      default -> {
        return number(name);
      }
    }
  }

  private @Nullable String text() throws JsonSyntaxException {
    int from = at + 1;
    int end = from;
    while (bytes[end] != '"' && bytes[end] != '\\' && bytes[end] > 0) {
      end++;
    }
    if (bytes[end] != '"') {
      return String.valueOf(rare());
    }
    at = end + 1;
    return isInfinity(from, end)
        ? null
        : new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
  }

  private boolean isInfinity(int from, int to) {
    if (to - from != INFINITY.length) {
      return false;
    }
    for (int i = 0; i < INFINITY.length; i++) {
      if (bytes[from + i] != INFINITY[i]) {
        return false;
      }
    }
    return true;
  }

  /** Reads the digits on the way to the number's end; what is not exact that way is read again. */
  private Number number(String name) {
    int from = at;
    boolean negative = bytes[at] == '-';
    at = negative ? at + 1 : at;
    int point = -1;
    boolean plain = true;
    long digits = 0;
    byte b = bytes[at];
    while (b != ',' && b != '}' && b > ' ') {
      int digit = b - '0';
      if (digit >= 0 && digit <= 9) {
        digits = digits * 10 + digit;
      } else if (b == '.') {
        point = at;
      } else {
        plain = false;
      }
      b = bytes[++at];
    }
    int length = at - from;
    if (!plain || (point >= 0 && length > EXACT_DIGITS + 1)) { // the point takes one
      return decimal(name, from);
    } else if (point < 0) {
      return length <= LONG_CHARACTERS ? (Number) (negative ? -digits : digits) : whole(from);
    }
    double value = digits / POWERS_OF_TEN[at - point - 1];
    return negative ? -value : value;
  }

  private Number whole(int from) {
    BigInteger value =
        new BigInteger(new String(bytes, from, at - from, StandardCharsets.ISO_8859_1));
    return value.bitLength() < Long.SIZE ? (Number) value.longValue() : value;
  }

  private Double decimal(String name, int from) {
    double value = JavaDoubleParser.parseDouble(bytes, from, at - from);
    if (Double.isInfinite(value)) {
      throw malformed(name + " is beyond the range of a double");
    }
    return value;
  }

  private @Nullable Object rare() throws JsonSyntaxException {
    int from = at;
    at = JsonScanner.value(bytes, at, limit);
    return JacksonValues.decode(bytes, from, at);
  }

  static MalformedDataException malformed(String what) {
    return new MalformedDataException("record: " + what, ErrorPlace.NOWHERE, null);
  }
}
