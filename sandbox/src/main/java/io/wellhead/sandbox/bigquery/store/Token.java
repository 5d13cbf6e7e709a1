// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.store;

/**
 * One token of GoogleSQL.
 *
 * @param text for WORD, NUMBER and SYMBOL as written; for QUOTED, STRING and PARAMETER the content;
 *     for BYTES its hexadecimal digits
 */
public record Token(Kind kind, String text, int offset) {

  /** What a token is. */
  public enum Kind {
    /** White space and comments. */
    SPACE,
    WORD,
    /** An identifier in backticks. */
    QUOTED,
    STRING,
    BYTES,
    NUMBER,
    /** {@code @name}; the text of a positional {@code ?} is empty. */
    PARAMETER,
    SYMBOL
  }

  /** Whether it is that word, in any case, or that symbol. */
  public boolean is(String wordOrSymbol) {
    return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(wordOrSymbol);
  }

  /** Whether it may be a part of a name. */
  public boolean names() {
    return kind == Kind.WORD || kind == Kind.QUOTED;
  }
}
