// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

import java.io.Serial;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads JSON in UTF-8 as it is usually spelled. What this takes every parser takes, and means the
 * same by it; what it leaves with {@link UnusualException} may be JSON or not, and is a parser's to
 * tell. One thread.
 */
final class UsualJson {
  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EVERY_BYTE = 0x0101_0101_0101_0101L;
  private static final long HIGHEST_BITS = EVERY_BYTE << 7;

  /** Digits that a long always has room for. */
  private static final int LONG_DIGITS = 18;

  private static final int MOST_DIGITS = 100;
  private static final int MOST_NAME_BYTES = 1_000;
  private static final int DEEPEST = 100;
  private static final char UNDECODABLE = '\uFFFD';

  private byte[] bytes = {};
  private int at;
  private int end;

  /** The bytes are not JSON in its usual spelling. */
  static final class UnusualException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private UnusualException() {
      // Without a stack: lines that are left to the parser should cost little more.
      super("JSON in an unusual spelling, or none", null, false, false);
    }
  }

  /** Begins with other bytes. */
  void start(byte[] text, int offset, int length) {
    bytes = text;
    at = offset;
    end = offset + length;
  }

  static UnusualException unusual() {
    return new UnusualException();
  }

  /** The next byte that is no white space, not taken; -1 at the end. */
  int next() {
    return at < end && bytes[at] > ' ' ? bytes[at] : rareNext();
  }

  private int rareNext() {
    while (at < end) {
      byte next = bytes[at];
      if (next != ' ' && next != '\n' && next != '\t' && next != '\r') {
        return next & 0xFF;
      }
      at++;
    }
    return -1;
  }

  /** Takes that character if it comes next. */
  boolean takeIf(char expected) {
    if (next() != expected) {
      return false;
    }
    at++;
    return true;
  }

  void take(char expected) throws UnusualException {
    if (!takeIf(expected)) {
      throw unusual();
    }
  }

  /** Takes these bytes if they come right here. */
  boolean takeIf(byte[] expected) {
    int length = expected.length;
    if (length > end - at) {
      return false;
    }
    int i = 0;
    // Most are too short for Arrays.equals to be faster.
    for (; i <= length - Long.BYTES; i += Long.BYTES) {
      if ((long) EIGHT_BYTES.get(bytes, at + i) != (long) EIGHT_BYTES.get(expected, i)) {
        return false;
      }
    }
    for (; i < length; i++) {
      if (bytes[at + i] != expected[i]) {
        return false;
      }
    }
    at += length;
    return true;
  }

  /** Place of the next byte. */
  int position() {
    return at;
  }

  /** The bytes from there to the next. */
  byte[] copyFrom(int from) {
    return Arrays.copyOfRange(bytes, from, at);
  }

  /** Text in quotes. */
  String string() throws UnusualException {
    take('"');
    int stop = plainEnd(at);
    if (stop == end || bytes[stop] != '"') {
      return rareString(stop);
    }
    String text = new String(bytes, at, stop - at, StandardCharsets.ISO_8859_1);
    at = stop + 1;
    return text;
  }

  /** A member's name, and its colon. */
  String name() throws UnusualException {
    int from = at;
    String name = string();
    endName(from);
    return name;
  }

  private void endName(int from) throws UnusualException {
    if (at - from > MOST_NAME_BYTES) {
      throw unusual();
    }
    take(':');
  }

  /** One that has more than plain ASCII, which ends before {@code stop}. */
  private String rareString(int stop) throws UnusualException {
    StringBuilder text = new StringBuilder();
    int to = stop;
    while (to < end && bytes[to] != '"') {
      if (bytes[to] == '\\') {
        text.append(decoded(at, to));
        at = to + 1;
        text.append(escaped());
        to = plainEnd(at);
      } else if (bytes[to] < 0) {
        to = plainEnd(to + 1);
      } else {
        throw unusual(); // a control character
      }
    }
    if (to == end) {
      throw unusual();
    }
    text.append(decoded(at, to));
    at = to + 1;
    return text.toString();
  }

  /** The character behind a backslash. */
  private char escaped() throws UnusualException {
    if (at == end) {
      throw unusual();
    }
    return switch (bytes[at++]) {
      case '"' -> '"';
      case '\\' -> '\\';
      case '/' -> '/';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        int code = 0;
        for (int to = at + 4; at < to; at++) {
          int digit = at < end ? Character.digit(bytes[at], 16) : -1;
          if (digit < 0) {
            throw unusual();
          }
          code = code << 4 | digit;
        }
        yield (char) code;
      }
      default -> throw unusual();
    };
  }

  private String decoded(int from, int to) throws UnusualException {
    String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    if (text.indexOf(UNDECODABLE) >= 0) {
      throw unusual();
    }
    return text;
  }

  /** Where a quote, a backslash, a control character or more than ASCII comes next, or the end. */
  private int plainEnd(int from) {
    int i = from;
    for (; i <= end - Long.BYTES; i += Long.BYTES) {
      long word = (long) EIGHT_BYTES.get(bytes, i);
      long quote = word ^ '"' * EVERY_BYTE;
      long backslash = word ^ '\\' * EVERY_BYTE;
      // The lowest of these bits is that of the first such byte; higher ones may err.
      long stops =
          ((quote - EVERY_BYTE) & ~quote)
              | ((backslash - EVERY_BYTE) & ~backslash)
              | ((word - ' ' * EVERY_BYTE) & ~word)
              | word;
      stops &= HIGHEST_BITS;
      if (stops != 0) {
        return i + Long.numberOfTrailingZeros(stops) / Byte.SIZE;
      }
    }
    while (i < end && bytes[i] >= ' ' && bytes[i] != '"' && bytes[i] != '\\') {
      i++;
    }
    return i;
  }

  /** A Long, or a BigDecimal of what has a fraction, an exponent or more than 64 bits. */
  Object number() throws UnusualException {
    int from = at;
    int first = isHere('-') ? from + 1 : from;
    int point = digitsEnd(first);
    if (point == first || (point - first > 1 && bytes[first] == '0')) {
      throw unusual();
    }
    at = point;
    int scale = 0;
    if (isHere('.')) {
      at = digitsEnd(point + 1);
      scale = at - point - 1;
      if (scale == 0) {
        throw unusual();
      }
    }
    if (isHere('e') || isHere('E') || at - first > LONG_DIGITS) {
      return longNumber(from, at > point || isHere('e') || isHere('E'));
    }
    long digits = number(first, point);
    if (scale == 0) {
      return bytes[from] == '-' ? -digits : digits;
    }
    for (int i = point + 1; i < at; i++) {
      digits = digits * 10 + bytes[i] - '0';
    }
    return BigDecimal.valueOf(bytes[from] == '-' ? -digits : digits, scale);
  }

  private int digitsEnd(int from) {
    int i = from;
    while (i < end && bytes[i] >= '0' && bytes[i] <= '9') {
      i++;
    }
    return i;
  }

  private long number(int from, int to) {
    long number = 0;
    for (int i = from; i < to; i++) {
      number = number * 10 + bytes[i] - '0';
    }
    return number;
  }

  private Object longNumber(int from, boolean real) throws UnusualException {
    if (isHere('e') || isHere('E')) {
      at++;
      if (isHere('+') || isHere('-')) {
        at++;
      }
      at = digitsEnd(at);
    }
    if (at - from > MOST_DIGITS) {
      throw unusual();
    }
    String text = new String(bytes, from, at - from, StandardCharsets.ISO_8859_1);
    try {
      BigDecimal number = new BigDecimal(text);
      BigInteger integer = number.unscaledValue();
      return real || integer.bitLength() >= Long.SIZE ? number : (Object) integer.longValue();
    } catch (NumberFormatException e) {
      throw unusual();
    }
  }

  private boolean isHere(char expected) {
    return at < end && bytes[at] == expected;
  }

  void take(String word) throws UnusualException {
    for (int i = 0; i < word.length(); i++) {
      if (!isHere(word.charAt(i))) {
        throw unusual();
      }
      at++;
    }
  }

  /** An array or object as it is spelled. */
  String struct() throws UnusualException {
    int from = at;
    skip();
    return decoded(from, at);
  }

  /** Passes over a value of any kind. */
  void skip() throws UnusualException {
    skip(0);
  }

  private void skip(int depth) throws UnusualException {
    if (depth > DEEPEST) {
      throw unusual();
    }
    switch (next()) {
      case '"' -> skipString();
      case '{' -> {
        at++;
        if (!takeIf('}')) {
          do {
            skipName();
            skip(depth + 1);
          } while (takeIf(','));
          take('}');
        }
      }
      case '[' -> {
        at++;
        if (!takeIf(']')) {
          do {
            skip(depth + 1);
          } while (takeIf(','));
          take(']');
        }
      }
      case 't' -> take("true");
      case 'f' -> take("false");
      case 'n' -> take("null");
      default -> number();
    }
  }

  private void skipName() throws UnusualException {
    int from = at;
    skipString();
    endName(from);
  }

  private void skipString() throws UnusualException {
    take('"');
    int stop = plainEnd(at);
    if (stop < end && bytes[stop] == '"') {
      at = stop + 1;
    } else {
      rareString(stop);
    }
  }
}
