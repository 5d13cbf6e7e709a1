// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.sql;

/**
 * One token of GoogleSQL.
 *
 * @param text for WORD, NUMBER and SYMBOL as written; for QUOTED, STRING and PARAMETER the content;
 *     for BYTES its hexadecimal digits
 */
record Token(Kind kind, String text, int offset) {

  enum Kind {
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

  boolean is(String wordOrSymbol) {
    return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(wordOrSymbol);
  }

  boolean names() {
    return kind == Kind.WORD || kind == Kind.QUOTED;
  }
}
