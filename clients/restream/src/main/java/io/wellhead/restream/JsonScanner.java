// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

/**
 * Finds where JSON values end (RFC 8259) without making anything of them: one pass over the bytes,
 * nothing allocated.
 *
 * <p>Every method takes the index of a value's first byte and returns the index after its last one,
 * or {@link #INCOMPLETE} when the bytes end before the value does. UTF-8 sequences inside strings
 * are passed over unchecked.
 */
final class JsonScanner {

  /** The value goes on after the last byte. */
  static final int INCOMPLETE = -1;

  private static final int MAX_DEPTH = 500;

  /** By byte inside a string: 0 passes, 1 needs a look (quote, backslash, control character). */
  private static final byte[] STOPS = new byte[256];

  static {
    for (int i = 0; i < 0x20; i++) {
      STOPS[i] = 1;
    }
    STOPS['"'] = 1;
    STOPS['\\'] = 1;
  }

  private JsonScanner() {}

  /** Index of the first byte that is no white space; {@code limit} when there is none. */
  static int skipBlanks(byte[] bytes, int from, int limit) {
    int at = from;
    while (at < limit && bytes[at] <= ' ' && isBlank(bytes[at])) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  static int value(byte[] bytes, int from, int limit) throws JsonSyntaxException {
    return value(bytes, from, limit, 0);
  }

  private static int value(byte[] bytes, int from, int limit, int depth)
      throws JsonSyntaxException {
    if (from >= limit) {
      return INCOMPLETE;
    }
    return switch (bytes[from]) {
      case '"' -> string(bytes, from, limit);
      case '{', '[' -> container(bytes, from, limit, depth + 1);
      case 't' -> literal(bytes, from, limit, "true");
      case 'f' -> literal(bytes, from, limit, "false");
      case 'n' -> literal(bytes, from, limit, "null");
      default -> number(bytes, from, limit);
    };
  }

  static int string(byte[] bytes, int from, int limit) throws JsonSyntaxException {
    int at = from + 1;
    while (true) {
      while (at < limit && STOPS[bytes[at] & 0xFF] == 0) {
        at++;
      }
      if (at >= limit) {
        return INCOMPLETE;
      } else if (bytes[at] == '"') {
        return at + 1;
      } else if (bytes[at] != '\\') {
        throw new JsonSyntaxException("control character in a string", at);
      }
      at = escape(bytes, at, limit);
      if (at == INCOMPLETE) {
        return INCOMPLETE;
      }
    }
  }

  private static int escape(byte[] bytes, int from, int limit) throws JsonSyntaxException {
    if (from + 1 >= limit) {
      return INCOMPLETE;
    }
    byte escaped = bytes[from + 1];
    if (escaped != 'u') {
      if ("\"\\/bfnrt".indexOf(escaped) < 0) {
        throw new JsonSyntaxException("unknown escape", from);
      }
      return from + 2;
    }
    for (int at = from + 2; at < from + 6; at++) {
      if (at >= limit) {
        return INCOMPLETE;
      } else if (Character.digit(bytes[at], 16) < 0) {
        throw new JsonSyntaxException("escape without four hexadecimal digits", from);
      }
    }
    return from + 6;
  }

  private static int container(byte[] bytes, int from, int limit, int depth)
      throws JsonSyntaxException {
    if (depth > MAX_DEPTH) {
      throw new JsonSyntaxException("nested deeper than " + MAX_DEPTH, from);
    }
    boolean object = bytes[from] == '{';
    byte end = (byte) (object ? '}' : ']');
    int at = skipBlanks(bytes, from + 1, limit);
    if (at < limit && bytes[at] == end) {
      return at + 1;
    }
    while (true) {
      if (object) {
        at = key(bytes, at, limit);
        at = at == INCOMPLETE ? at : afterColon(bytes, at, limit);
      }
      at = at == INCOMPLETE ? at : value(bytes, at, limit, depth);
      at = at == INCOMPLETE ? at : skipBlanks(bytes, at, limit);
      if (at == INCOMPLETE || at >= limit) {
        return INCOMPLETE;
      } else if (bytes[at] == end) {
        return at + 1;
      }
      at = afterComma(bytes, at, limit);
    }
  }

  /** A key; the index must be that of its opening quote. */
  static int key(byte[] bytes, int from, int limit) throws JsonSyntaxException {
    if (from >= limit) {
      return INCOMPLETE;
    } else if (bytes[from] != '"') {
      throw new JsonSyntaxException("a key expected", from);
    }
    return string(bytes, from, limit);
  }

  /** From after a key to the first byte of its value. */
  static int afterColon(byte[] bytes, int from, int limit) throws JsonSyntaxException {
    int at = skipBlanks(bytes, from, limit);
    if (at >= limit) {
      return INCOMPLETE;
    } else if (bytes[at] != ':') {
      throw new JsonSyntaxException("a colon expected", at);
    }
    return skipBlanks(bytes, at + 1, limit);
  }

  /** From the comma at the index to the first byte of what follows. */
  static int afterComma(byte[] bytes, int from, int limit) throws JsonSyntaxException {
    if (bytes[from] != ',') {
      throw new JsonSyntaxException("a comma or the end expected", from);
    }
    return skipBlanks(bytes, from + 1, limit);
  }

  private static int literal(byte[] bytes, int from, int limit, String word)
      throws JsonSyntaxException {
    for (int i = 1; i < word.length(); i++) {
      if (from + i >= limit) {
        return INCOMPLETE;
      } else if (bytes[from + i] != word.charAt(i)) {
        throw new JsonSyntaxException("neither a value nor " + word, from);
      }
    }
    return from + word.length();
  }

  private static int number(byte[] bytes, int from, int limit) throws JsonSyntaxException {
    int at = bytes[from] == '-' ? from + 1 : from;
    if (at >= limit) {
      return INCOMPLETE;
    }
    int afterInteger = digits(bytes, at, limit, from);
    if (bytes[at] == '0' && afterInteger > at + 1) {
      throw new JsonSyntaxException("a number with a leading zero", from);
    }
    at = afterInteger;
    if (at < limit && bytes[at] == '.') {
      at = digits(bytes, at + 1, limit, from);
    }
    if (at != INCOMPLETE && at < limit && (bytes[at] == 'e' || bytes[at] == 'E')) {
      at++;
      at = at < limit && (bytes[at] == '+' || bytes[at] == '-') ? at + 1 : at;
      at = digits(bytes, at, limit, from);
    }
    return at == limit ? INCOMPLETE : at; // a number is only over when something else begins
  }

  private static int digits(byte[] bytes, int from, int limit, int start)
      throws JsonSyntaxException {
    if (from >= limit) {
      return INCOMPLETE;
    }
    int at = from;
    while (at < limit && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    if (at == from) {
      throw new JsonSyntaxException("a value expected", start);
    }
    return at;
  }
}
