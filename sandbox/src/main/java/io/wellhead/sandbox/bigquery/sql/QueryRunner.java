// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.sql;

import io.wellhead.sandbox.bigquery.store.Field;
import io.wellhead.sandbox.bigquery.store.Lexer;
import io.wellhead.sandbox.bigquery.store.ServiceError;
import io.wellhead.sandbox.bigquery.store.Token;
import io.wellhead.sandbox.bigquery.store.Warehouse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Runs GoogleSQL on the warehouse: one statement that reads, that inserts, updates, deletes or
 * merges rows, or that widens the type of a column.
 */
public final class QueryRunner {
  private static final Pattern COLUMN_NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

  private static final QueryResult ALTERED =
      new QueryResult("ALTER_TABLE", List.of(), List.of(), -1);

  private final Warehouse warehouse;

  public QueryRunner(Warehouse warehouse) {
    this.warehouse = warehouse;
  }

  private enum Kind {
    SELECT,
    INSERT,
    UPDATE,
    DELETE,
    MERGE,
    ALTER;

    static Kind of(List<Token> tokens) {
      for (Token token : tokens) {
        if (token.kind() == Token.Kind.SPACE || token.is("(")) {
          continue;
        }
        return switch (token.text().toUpperCase(Locale.ROOT)) {
          case "SELECT", "WITH", "FROM" -> SELECT;
          case "INSERT" -> INSERT;
          case "UPDATE" -> UPDATE;
          case "DELETE" -> DELETE;
          case "MERGE" -> MERGE;
          case "ALTER" -> ALTER;
          default ->
              throw invalid(
                  "The sandbox runs SELECT, INSERT, UPDATE, DELETE, MERGE and ALTER TABLE ALTER COLUMN SET DATA TYPE;"
                      + " datasets and tables are made and changed otherwise through the datasets and tables methods"
                      + " of the API, not by "
                      + token.text());
        };
      }
      throw invalid("Syntax error: Unexpected end of script");
    }
  }

  /** A statement in DuckDB's SQL. */
  private record Statement(Kind kind, String sql) {}

  /** Runs a query and gives its rows as the REST API writes them. */
  public QueryResult run(Query query) {
    List<Token> tokens = statement(query);
    if (Kind.of(tokens) == Kind.ALTER) {
      AlterColumn.parse(tokens, names(query)).run(warehouse);
      return ALTERED;
    }
    Statement statement = translate(query, tokens);
    if (statement.kind() == Kind.SELECT) {
      return read(c -> select(c, statement, RestRows::read));
    }
    return new QueryResult(statement.kind().name(), List.of(), List.of(), change(statement));
  }

  /** Runs a query and gives its rows as Java values; none if it changes rows. */
  public List<Map<String, @Nullable Object>> rows(Query query) {
    List<Token> tokens = statement(query);
    if (Kind.of(tokens) == Kind.SELECT) {
      Statement statement = translate(query, tokens);
      return read(c -> select(c, statement, JavaRows::read));
    }
    run(query);
    return List.of();
  }

  /** Checks a query and gives its columns without running it. */
  public QueryResult check(Query query) {
    List<Token> tokens = statement(query);
    if (Kind.of(tokens) == Kind.ALTER) {
      AlterColumn.parse(tokens, names(query));
      return ALTERED;
    }
    Statement statement = translate(query, tokens);
    return read(
        connection -> {
          try (PreparedStatement prepared = connection.prepareStatement(statement.sql())) {
            boolean reads = statement.kind() == Kind.SELECT;
            List<Field> fields = reads ? fields(prepared.getMetaData()) : List.of();
            return new QueryResult(statement.kind().name(), fields, List.of(), -1);
          }
        });
  }

  /** A query that reads, in DuckDB's SQL. */
  String readingSql(Query query) {
    List<Token> tokens = statement(query);
    if (Kind.of(tokens) != Kind.SELECT) {
      throw invalid("A view is a query that reads");
    }
    return translate(query, tokens).sql();
  }

  private interface Reader<T> {
    T read(ResultSet result, List<Field> fields) throws SQLException;
  }

  private static <T> T select(Connection connection, Statement statement, Reader<T> reader)
      throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(statement.sql());
        ResultSet result = prepared.executeQuery()) {
      return reader.read(result, fields(result.getMetaData()));
    }
  }

  private long change(Statement statement) {
    return warehouse.write(
        connection -> {
          try (PreparedStatement prepared = connection.prepareStatement(statement.sql())) {
            return prepared.executeLargeUpdate();
          } catch (SQLException e) {
            throw failed(e);
          }
        });
  }

  private <T> T read(Warehouse.SqlFunction<T> query) {
    try {
      return warehouse.read(query);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static ServiceError failed(SQLException e) {
    return new ServiceError(ServiceError.Reason.INVALID_QUERY, String.valueOf(e.getMessage()), e);
  }

  private TableNames names(Query query) {
    return new TableNames(warehouse, query.project(), query.defaultDataset());
  }

  private Statement translate(Query query, List<Token> tokens) {
    Kind kind = Kind.of(tokens);
    QueryParameters parameters = new QueryParameters(query.parameters());
    boolean changesRows = kind != Kind.SELECT;
    return new Statement(
        kind, QueryTranslator.translate(tokens, names(query), parameters, changesRows));
  }

  /** The tokens of the one statement, without a semicolon at its end. */
  private static List<Token> statement(Query query) {
    List<Token> tokens = new ArrayList<>(Lexer.tokens(query.sql()));
    int last = tokens.size() - 1;
    while (last >= 0 && (tokens.get(last).kind() == Token.Kind.SPACE || tokens.get(last).is(";"))) {
      tokens.remove(last--);
    }
    if (tokens.stream().anyMatch(t -> t.is(";"))) {
      throw invalid("The sandbox runs one statement at a time");
    }
    return tokens;
  }

  private static List<Field> fields(@Nullable ResultSetMetaData metadata) throws SQLException {
    List<Field> fields = new ArrayList<>();
    int columns = metadata == null ? 0 : metadata.getColumnCount();
    int unnamed = 0;
    for (int i = 1; i <= columns; i++) {
      String label = metadata.getColumnLabel(i);
      String name = COLUMN_NAME.matcher(label).matches() ? label : "f" + unnamed++ + "_";
      fields.add(ResultType.parse(name, metadata.getColumnTypeName(i)));
    }
    return fields;
  }

  private static ServiceError invalid(String message) {
    return new ServiceError(ServiceError.Reason.INVALID_QUERY, message);
  }
}
