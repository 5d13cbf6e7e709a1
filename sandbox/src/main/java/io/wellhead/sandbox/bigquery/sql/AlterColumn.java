// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.sql;

import io.wellhead.sandbox.bigquery.store.FieldType;
import io.wellhead.sandbox.bigquery.store.NewType;
import io.wellhead.sandbox.bigquery.store.ServiceError;
import io.wellhead.sandbox.bigquery.store.TableId;
import io.wellhead.sandbox.bigquery.store.Token;
import io.wellhead.sandbox.bigquery.store.Warehouse;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** {@code ALTER TABLE name ALTER COLUMN name SET DATA TYPE type}. */
record AlterColumn(TableId table, String column, NewType type) {

  static AlterColumn parse(List<Token> tokens, TableNames names) {
    List<Token> significant =
        tokens.stream().filter(token -> token.kind() != Token.Kind.SPACE).toList();
    try {
      return new Parser(significant).parse(names);
    } catch (NoSuchElementException e) {
      throw new ServiceError(
          ServiceError.Reason.INVALID_QUERY, "Syntax error: Unexpected end of script", e);
    }
  }

  void run(Warehouse warehouse) {
    warehouse.tables().changeColumnType(table, column, type);
  }

  /** Throws {@link NoSuchElementException} at the end of the tokens. */
  private static final class Parser {
    private final Iterator<Token> tokens;
    private Token token;

    Parser(List<Token> significant) {
      this.tokens = significant.iterator();
      this.token = tokens.next();
    }

    AlterColumn parse(TableNames names) {
      expect("ALTER", "TABLE");
      StringBuilder name = new StringBuilder();
      while (!token.is("ALTER")) {
        name.append(token.text());
        advance();
      }
      TableId table = table(List.of(name.toString().split("\\.", -1)), names);
      expect("ALTER", "COLUMN");
      String column = token.text();
      advance();
      expect("SET", "DATA", "TYPE");
      return new AlterColumn(table, column, type());
    }

    private static TableId table(List<String> parts, TableNames names) {
      TableNames.Match match = names.find(parts, true);
      if (match == null || match.table() == null || match.used() != parts.size()) {
        throw invalid("Invalid table name: " + String.join(".", parts));
      }
      return match.table().id();
    }

    private NewType type() {
      FieldType type = FieldType.parse(token.text());
      List<Integer> parameters = new ArrayList<>();
      while (tokens.hasNext()) {
        advance();
        if (token.kind() == Token.Kind.NUMBER) {
          parameters.add(Integer.valueOf(token.text()));
        } else if (!token.is("(") && !token.is(",") && !token.is(")")) {
          throw unexpected();
        }
      }
      int first = parameters.isEmpty() ? 0 : parameters.get(0);
      int second = parameters.size() < 2 ? 0 : parameters.get(1);
      boolean decimal = type == FieldType.NUMERIC || type == FieldType.BIGNUMERIC;
      return decimal ? new NewType(type, first, second, 0) : new NewType(type, 0, 0, first);
    }

    private void expect(String... words) {
      for (String word : words) {
        if (!token.is(word)) {
          throw unexpected();
        }
        advance();
      }
    }

    private void advance() {
      token = tokens.next();
    }

    private ServiceError unexpected() {
      return invalid(
          "Unexpected \""
              + token.text()
              + "\"; of ALTER the sandbox runs ALTER TABLE name ALTER COLUMN name SET DATA TYPE"
              + " type");
    }

    private static ServiceError invalid(String message) {
      return new ServiceError(ServiceError.Reason.INVALID_QUERY, message);
    }
  }
}
