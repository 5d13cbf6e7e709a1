// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.sql;

import io.wellhead.sandbox.bigquery.store.Token;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Where in a statement the name of a table must stand. */
final class TablePlaces {
  private static final Set<String> BEFORE_TABLE =
      Set.of("JOIN", "INTO", "UPDATE", "TABLE", "USING");
  private static final Set<String> BEFORE_TARGET =
      Set.of("INTO", "UPDATE", "INSERT", "DELETE", "MERGE");

  /** Words that may follow a table's name in a FROM clause and are no alias of it. */
  private static final Set<String> BEHIND_TABLE =
      Set.of(
          ("CROSS EXCEPT FOR FULL GROUP HAVING INNER INTERSECT JOIN LEFT LIMIT NATURAL ON ORDER PIVOT"
                  + " QUALIFY RIGHT TABLESAMPLE UNION UNPIVOT USING WHERE WINDOW WITH")
              .split(" "));

  private TablePlaces() {}

  /** Whether the word goes on with the query instead of naming the table before it. */
  static boolean isBehindTable(Token word) {
    return BEHIND_TABLE.contains(word.text().toUpperCase(Locale.ROOT));
  }

  /** Whether the word at that index comes before a table's name. */
  static boolean isBeforeTable(List<Token> tokens, int index) {
    Token word = tokens.get(index);
    return word.is("FROM")
        ? !isInDistinctFrom(tokens, index) && !isInFunction(tokens, index)
        : BEFORE_TABLE.contains(word.text().toUpperCase(Locale.ROOT));
  }

  /** Whether the word comes before the table that a statement changes. */
  static boolean isBeforeTarget(Token word) {
    return BEFORE_TARGET.contains(word.text().toUpperCase(Locale.ROOT));
  }

  /** The significant token before an index, or -1. */
  static int before(List<Token> tokens, int index) {
    int i = index - 1;
    while (i >= 0 && tokens.get(i).kind() == Token.Kind.SPACE) {
      i--;
    }
    return i;
  }

  /** {@code IS [NOT] DISTINCT FROM}. */
  private static boolean isInDistinctFrom(List<Token> tokens, int from) {
    int distinct = before(tokens, from);
    if (!is(tokens, distinct, "DISTINCT")) {
      return false;
    }
    int is = before(tokens, distinct);
    return is(tokens, is, "NOT") ? is(tokens, before(tokens, is), "IS") : is(tokens, is, "IS");
  }

  /**
   * {@code EXTRACT(part FROM x)}, {@code SUBSTRING(s FROM n)} and the like: in its parentheses
   * something other than a SELECT stands before the FROM.
   */
  private static boolean isInFunction(List<Token> tokens, int from) {
    int depth = 0;
    int inner = from;
    for (int i = before(tokens, from); i >= 0; i = before(tokens, i)) {
      Token token = tokens.get(i);
      if (token.is(")")) {
        depth++;
      } else if (token.is("(") && depth-- == 0) {
        return inner != from;
      } else if (depth == 0 && token.is("SELECT")) {
        return false;
      }
      inner = i;
    }
    return false;
  }

  private static boolean is(List<Token> tokens, int index, String word) {
    return index >= 0 && tokens.get(index).is(word);
  }
}
