// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** Cuts GoogleSQL into tokens. Source: GoogleSQL, "Lexical structure and syntax". */
public final class Lexer {
  private final String sql;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String sql) {
    this.sql = sql;
  }

  /** All tokens, white space and comments included. */
  public static List<Token> tokens(String sql) {
    Lexer lexer = new Lexer(sql);
    while (lexer.at < sql.length()) {
      lexer.next();
    }
    return lexer.tokens;
  }

  private void next() {
    int start = at;
    char c = sql.charAt(at);
    int prefix = literalPrefix();
    if (Character.isWhitespace(c) || comment()) {
      space();
      add(Token.Kind.SPACE, " ", start);
    } else if (prefix >= 0) {
      literal(prefix, start);
    } else if (c == '`') {
      at++;
      String name = quoted("`", false);
      add(Token.Kind.QUOTED, name, start);
    } else if (Character.isLetter(c) || c == '_') {
      add(Token.Kind.WORD, word(), start);
    } else if (Character.isDigit(c)) {
      add(Token.Kind.NUMBER, number(), start);
    } else if (c == '@' && !sql.startsWith("@@", at)) {
      at++;
      add(Token.Kind.PARAMETER, word(), start);
    } else {
      at++;
      add(
          c == '?' ? Token.Kind.PARAMETER : Token.Kind.SYMBOL,
          c == '?' ? "" : String.valueOf(c),
          start);
    }
  }

  private void add(Token.Kind kind, String text, int start) {
    tokens.add(new Token(kind, text, start));
  }

  private boolean comment() {
    return sql.startsWith("--", at) || sql.startsWith("/*", at) || sql.charAt(at) == '#';
  }

  private void space() {
    while (at < sql.length()) {
      if (Character.isWhitespace(sql.charAt(at))) {
        at++;
      } else if (sql.startsWith("/*", at)) {
        int end = sql.indexOf("*/", at + 2);
        at = end < 0 ? sql.length() : end + 2;
      } else if (comment()) {
        int end = sql.indexOf('\n', at);
        at = end < 0 ? sql.length() : end;
      } else {
        return;
      }
    }
  }

  private String word() {
    int start = at;
    while (at < sql.length()
        && (Character.isLetterOrDigit(sql.charAt(at)) || sql.charAt(at) == '_')) {
      at++;
    }
    return sql.substring(start, at);
  }

  private String number() {
    int start = at;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      boolean sign = (c == '+' || c == '-') && Character.toLowerCase(sql.charAt(at - 1)) == 'e';
      boolean hexadecimal = sql.startsWith("0x", start) || sql.startsWith("0X", start);
      if (!Character.isLetterOrDigit(c) && c != '.' && (!sign || hexadecimal)) {
        break;
      }
      at++;
    }
    return sql.substring(start, at);
  }

  /**
   * Length of an r, b, rb or br before a quote; 0 for a bare quote, -1 if no literal begins here.
   */
  private int literalPrefix() {
    for (int length = 0; length <= 2 && at + length < sql.length(); length++) {
      char c = sql.charAt(at + length);
      if (c == '\'' || c == '"') {
        return length;
      }
      if ("rRbB".indexOf(c) < 0) {
        return -1;
      }
    }
    return -1;
  }

  private void literal(int prefixLength, int start) {
    String prefix = sql.substring(at, at + prefixLength).toLowerCase(Locale.ROOT);
    at += prefixLength;
    String quote = sql.substring(at, at + 1);
    String triple = quote.repeat(3);
    boolean isTriple = sql.startsWith(triple, at);
    at += isTriple ? 3 : 1;
    String content = quoted(isTriple ? triple : quote, prefix.contains("r"));
    if (prefix.contains("b")) {
      add(
          Token.Kind.BYTES,
          HexFormat.of().formatHex(content.getBytes(StandardCharsets.ISO_8859_1)),
          start);
    } else {
      add(Token.Kind.STRING, content, start);
    }
  }

  private String quoted(String quote, boolean raw) {
    StringBuilder content = new StringBuilder();
    while (!sql.startsWith(quote, at)) {
      if (at >= sql.length()) {
        throw new ServiceError(
            ServiceError.Reason.INVALID_QUERY, "Syntax error: Unclosed literal or identifier");
      }
      char c = sql.charAt(at++);
      if (c != '\\' || at >= sql.length()) {
        content.append(c);
      } else if (raw) {
        content.append(c).append(sql.charAt(at++));
      } else {
        escape(content);
      }
    }
    at += quote.length();
    return content.toString();
  }

  private void escape(StringBuilder content) {
    char c = sql.charAt(at++);
    switch (c) {
      case 'n' -> content.append('\n');
      case 't' -> content.append('\t');
      case 'r' -> content.append('\r');
      case 'b' -> content.append('\b');
      case 'f' -> content.append('\f');
      case 'a' -> content.append((char) 7);
      case 'v' -> content.append((char) 11);
      case 'x', 'X' -> content.appendCodePoint(code(2, 16));
      case 'u' -> content.appendCodePoint(code(4, 16));
      case 'U' -> content.appendCodePoint(code(8, 16));
      case '0', '1', '2', '3' -> {
        at--;
        content.appendCodePoint(code(3, 8));
      }
      default -> content.append(c);
    }
  }

  private int code(int digits, int radix) {
    int end = Math.min(sql.length(), at + digits);
    try {
      int code = Integer.parseInt(sql.substring(at, end), radix);
      at = end;
      return code;
    } catch (NumberFormatException e) {
      throw new ServiceError(
          ServiceError.Reason.INVALID_QUERY, "Syntax error: Illegal escape sequence", e);
    }
  }
}
