// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.sql;

import io.wellhead.sandbox.bigquery.store.ServiceError;
import io.wellhead.sandbox.bigquery.store.Sql;
import io.wellhead.sandbox.bigquery.store.TableDefinition;
import io.wellhead.sandbox.bigquery.store.Token;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns GoogleSQL into DuckDB's SQL where they differ in the words that every query needs: names in
 * backticks and with projects, string literals, parameters, casts, and the functions of {@link
 * Functions}. The rest is passed on as it is.
 */
final class QueryTranslator {
  private final List<Token> tokens;
  private final TableNames names;
  private final QueryParameters parameters;
  private final boolean changesRows;
  private int at;
  private boolean targetSeen;

  private QueryTranslator(
      List<Token> tokens, TableNames names, QueryParameters parameters, boolean changesRows) {
    this.tokens = tokens;
    this.names = names;
    this.parameters = parameters;
    this.changesRows = changesRows;
  }

  static String translate(
      List<Token> tokens, TableNames names, QueryParameters parameters, boolean changesRows) {
    QueryTranslator translator = new QueryTranslator(tokens, names, parameters, changesRows);
    return translator.until(tokens.size());
  }

  private String until(int end) {
    StringBuilder sql = new StringBuilder();
    while (at < end) {
      sql.append(next());
    }
    return sql.toString();
  }

  private String next() {
    Token token = tokens.get(at);
    return switch (token.kind()) {
      case SPACE, NUMBER, SYMBOL -> pass(token.text());
      case STRING -> pass(Sql.literal(token.text()));
      case BYTES -> pass("unhex('" + token.text() + "')");
      case PARAMETER -> pass(parameters.literal(token.text()));
      case QUOTED -> path();
      case WORD -> word(token);
    };
  }

  private String pass(String text) {
    at++;
    return text;
  }

  private String word(Token token) {
    Token after = significant(at + 1);
    if (after != null && after.is("(")) {
      if (token.is("CAST") || token.is("SAFE_CAST")) {
        return cast(token.is("CAST") ? "CAST" : "TRY_CAST");
      }
      if (token.is("UNNEST") && isWord(before(at), "IN")) {
        return "(SELECT unnest(" + String.join(", ", arguments()) + "))";
      }
      String template = Functions.template(token.text());
      if (template != null) {
        return Functions.fill(template, arguments());
      }
    }
    if (after != null
        && after.kind() == Token.Kind.STRING
        && (token.is("TIMESTAMP") || token.is("DATETIME"))) {
      return pass(Functions.type(token.text()));
    }
    if (token.is("AS") && after != null && after.is("STRUCT") && isWord(before(at), "SELECT")) {
      at = indexOf(after) + 1;
      return "";
    }
    return path();
  }

  /** {@code CAST(value AS type)}, with the type's names translated. */
  private String cast(String name) {
    at = indexOf(significant(at + 1)) + 1;
    int close = closing(at);
    int as = lastAs(at, close);
    if (as < 0) {
      return name + "(" + until(close) + pass(")");
    }
    String value = until(as);
    at++;
    StringBuilder type = new StringBuilder();
    while (at < close) {
      Token token = tokens.get(at);
      type.append(
          pass(token.kind() == Token.Kind.WORD ? Functions.type(token.text()) : token.text()));
    }
    at++;
    return name + "(" + value + "AS" + type + ")";
  }

  /** The last AS that stands in no inner parentheses. */
  private int lastAs(int start, int close) {
    int depth = 0;
    for (int i = close - 1; i >= start; i--) {
      Token token = tokens.get(i);
      depth += token.is(")") ? 1 : token.is("(") ? -1 : 0;
      if (depth == 0 && token.is("AS")) {
        return i;
      }
    }
    return -1;
  }

  /** Reads a function's arguments and moves behind its closing parenthesis. */
  private List<String> arguments() {
    at = indexOf(significant(at + 1)) + 1;
    int close = closing(at);
    List<String> arguments = new ArrayList<>();
    int depth = 0;
    for (int i = at; i <= close; i++) {
      Token token = tokens.get(i);
      boolean opens = token.is("(") || token.is("[");
      boolean closes = token.is(")") || token.is("]");
      if (depth == 0 && (token.is(",") || i == close)) {
        String argument = until(i);
        if (i < close || !argument.isBlank() || !arguments.isEmpty()) {
          arguments.add(argument);
        }
        at = i + 1;
      }
      depth += opens ? 1 : closes ? -1 : 0;
    }
    return arguments;
  }

  private int closing(int start) {
    int depth = 0;
    for (int i = start; i < tokens.size(); i++) {
      if (tokens.get(i).is("(")) {
        depth++;
      } else if (tokens.get(i).is(")") && depth-- == 0) {
        return i;
      }
    }
    throw new ServiceError(
        ServiceError.Reason.INVALID_QUERY, "Syntax error: Expected \")\" but got end of script");
  }

  /** A dotted name: a table if the names say so, else as it stands. */
  private String path() {
    Token previous = before(at);
    List<Token> chain = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    int end = readChain(chain, parts);
    boolean calls = end < tokens.size() && tokens.get(end).is("(");
    boolean isMember = previous != null && previous.is(".");
    if (!calls && !isMember) {
      boolean expected =
          previous != null && previous.kind() == Token.Kind.WORD && isBeforeTable(at);
      boolean certain =
          chain.stream().anyMatch(t -> t.kind() == Token.Kind.QUOTED && t.text().contains("."));
      TableNames.Match match = names.find(parts, expected || certain);
      if (match != null) {
        at = end;
        return table(match, parts, previous);
      }
    }
    at = end;
    StringBuilder sql = new StringBuilder();
    for (Token token : chain) {
      sql.append(sql.isEmpty() ? "" : ".");
      boolean quote =
          token.kind() == Token.Kind.QUOTED || Functions.isReservedByDuckDbOnly(token.text());
      sql.append(quote ? Sql.quote(token.text()) : token.text());
    }
    return sql.toString();
  }

  private String table(TableNames.Match match, List<String> parts, @Nullable Token previous) {
    TableDefinition table = match.table();
    StringBuilder sql = new StringBuilder(match.sql());
    if (table != null && table.isView()) {
      return view(sql, table);
    }
    boolean target =
        changesRows
            && !targetSeen
            && previous != null
            && (TablePlaces.isBeforeTarget(previous) || previous.is("FROM"));
    if (target && table != null && table.keyed()) {
      sql = new StringBuilder(table.storedName());
      Token after = significant(at);
      if (insertsInto(previous) && (after == null || !after.is("("))) {
        sql.append(" (").append(table.columnList()).append(")");
      }
    }
    targetSeen |= target;
    for (String member : parts.subList(match.used(), parts.size())) {
      sql.append('.').append(Sql.quote(member));
    }
    return sql.toString();
  }

  /** A view is a call in DuckDB, which needs the alias that a table's name is by itself. */
  private String view(StringBuilder sql, TableDefinition view) {
    if (!isBeforeAlias(significant(at))) {
      sql.append(" AS ").append(Sql.quote(view.id().table()));
    }
    return sql.toString();
  }

  private static boolean isBeforeAlias(@Nullable Token after) {
    return after != null
        && (after.kind() == Token.Kind.QUOTED
            || (after.kind() == Token.Kind.WORD && !TablePlaces.isBehindTable(after)));
  }

  private static boolean insertsInto(Token previous) {
    return previous.is("INTO") || previous.is("INSERT");
  }

  private boolean isBeforeTable(int name) {
    int previous = TablePlaces.before(tokens, name);
    return TablePlaces.isBeforeTable(tokens, previous)
        || (changesRows && TablePlaces.isBeforeTarget(tokens.get(previous)));
  }

  /** Reads {@code a.b.c}; a project may have dashes. Returns the index behind it. */
  private int readChain(List<Token> chain, List<String> parts) {
    int i = projectWithDashes(parts);
    if (i > at) {
      chain.add(new Token(Token.Kind.QUOTED, parts.get(0), at));
    } else {
      i = part(at, chain, parts);
    }
    while (i + 1 < tokens.size() && tokens.get(i).is(".") && tokens.get(i + 1).names()) {
      i = part(i + 1, chain, parts);
    }
    return i;
  }

  private int part(int index, List<Token> chain, List<String> parts) {
    Token token = tokens.get(index);
    chain.add(token);
    parts.addAll(
        token.kind() == Token.Kind.QUOTED
            ? List.of(token.text().split("\\.", -1))
            : List.of(token.text()));
    return index + 1;
  }

  private int projectWithDashes(List<String> parts) {
    StringBuilder name = new StringBuilder(tokens.get(at).text());
    int i = at + 1;
    while (i + 1 < tokens.size() && tokens.get(i).is("-") && isNamePart(tokens.get(i + 1))) {
      name.append('-').append(tokens.get(i + 1).text());
      i += 2;
    }
    boolean project =
        i > at + 1
            && i < tokens.size()
            && tokens.get(i).is(".")
            && names.hasProject(name.toString());
    if (!project) {
      return at;
    }
    parts.add(name.toString());
    return i;
  }

  private static boolean isNamePart(Token token) {
    return token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.NUMBER;
  }

  private @Nullable Token before(int index) {
    int previous = TablePlaces.before(tokens, index);
    return previous < 0 ? null : tokens.get(previous);
  }

  private @Nullable Token significant(int index) {
    for (int i = index; i < tokens.size(); i++) {
      if (tokens.get(i).kind() != Token.Kind.SPACE) {
        return tokens.get(i);
      }
    }
    return null;
  }

  private int indexOf(@Nullable Token token) {
    return tokens.indexOf(token);
  }

  private static boolean isWord(@Nullable Token token, String word) {
    return token != null && token.is(word);
  }
}
