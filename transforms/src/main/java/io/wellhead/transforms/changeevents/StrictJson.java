// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changeevents;

/**
 * Tells whether a text is one JSON value, without making anything of it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>
 */
final class StrictJson {
  /** Deeper ones are left to a parser. */
  private static final int DEEPEST = 100;

  private final String text;
  private int at;

  private StrictJson(String text) {
    this.text = text;
  }

  /** Whether it is; false also of what is nested deeply. */
  static boolean is(String text) {
    StrictJson json = new StrictJson(text);
    return json.value(0) && json.next() < 0;
  }

  /** The next character that is no white space, not taken; -1 at the end. */
  private int next() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != ' ' && c != '\n' && c != '\t' && c != '\r') {
        return c;
      }
      at++;
    }
    return -1;
  }

  private boolean take(char expected) {
    if (next() != expected) {
      return false;
    }
    at++;
    return true;
  }

  private boolean value(int depth) {
    return switch (next()) {
      case '{' -> depth < DEEPEST && members(depth, '}', true);
      case '[' -> depth < DEEPEST && members(depth, ']', false);
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    };
  }

  private boolean members(int depth, char end, boolean named) {
    at++;
    if (take(end)) {
      return true;
    }
    do {
      if (named && !(next() == '"' && string() && take(':'))) {
        return false;
      }
      if (!value(depth + 1)) {
        return false;
      }
    } while (take(','));
    return take(end);
  }

  private boolean string() {
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return true;
      }
      if (c < ' ' || (c == '\\' && !escape())) {
        return false;
      }
    }
    return false;
  }

  private boolean escape() {
    if (at == text.length()) {
      return false;
    }
    char c = text.charAt(at++);
    if (c != 'u') {
      return "\"\\/bfnrt".indexOf(c) >= 0;
    }
    int end = at + 4;
    while (at < end) {
      if (at == text.length()
          || Character.digit(text.charAt(at), 16) < 0
          || text.charAt(at) > 'f') {
        return false;
      }
      at++;
    }
    return true;
  }

  private boolean word(String word) {
    boolean is = text.startsWith(word, at);
    at += word.length();
    return is;
  }

  private boolean number() {
    if (at < text.length() && text.charAt(at) == '-') {
      at++;
    }
    boolean zero = at < text.length() && text.charAt(at) == '0';
    int digits = digits();
    if (digits == 0 || (zero && digits > 1)) {
      return false;
    }
    if (at < text.length() && text.charAt(at) == '.') {
      at++;
      if (digits() == 0) {
        return false;
      }
    }
    if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      at++;
      if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
        at++;
      }
      return digits() > 0;
    }
    return true;
  }

  private int digits() {
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at - from;
  }
}
