// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.store;

import java.math.BigDecimal;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads default value expressions: literals, the functions without arguments that BigQuery accepts,
 * and arrays and structs of them. Source: BigQuery, "Specify default column values".
 */
final class DefaultParser {
  /** The types that a plain string literal becomes by itself. */
  private static final Set<FieldType> FROM_STRING =
      Set.of(
          FieldType.STRING,
          FieldType.DATE,
          FieldType.TIME,
          FieldType.DATETIME,
          FieldType.TIMESTAMP);

  private static final Set<FieldType> FROM_NUMBER =
      Set.of(FieldType.INTEGER, FieldType.FLOAT, FieldType.NUMERIC, FieldType.BIGNUMERIC);

  private record Call(FieldType type, DefaultValue value) {
    static Call of(FieldType type, Function<OffsetDateTime, Object> value, String duckSql) {
      return new Call(type, new DefaultValue(value, duckSql));
    }
  }

  private static final Map<String, Call> CALLS =
      Map.of(
          "CURRENT_TIMESTAMP", Call.of(FieldType.TIMESTAMP, now -> now, "now()"),
          "CURRENT_DATETIME",
              Call.of(
                  FieldType.DATETIME, OffsetDateTime::toLocalDateTime, "CAST(now() AS TIMESTAMP)"),
          "CURRENT_DATE",
              Call.of(FieldType.DATE, OffsetDateTime::toLocalDate, "CAST(now() AS DATE)"),
          "CURRENT_TIME",
              Call.of(
                  FieldType.TIME,
                  OffsetDateTime::toLocalTime,
                  "CAST(CAST(now() AS TIMESTAMP) AS TIME)"),
          "GENERATE_UUID",
              Call.of(
                  FieldType.STRING, now -> UUID.randomUUID().toString(), "CAST(uuid() AS VARCHAR)"),
          "RAND",
              Call.of(
                  FieldType.FLOAT, now -> ThreadLocalRandom.current().nextDouble(), "random()"));

  private final List<Token> tokens;
  private int at;

  private DefaultParser(List<Token> tokens) {
    this.tokens = tokens;
  }

  static DefaultValue parse(Field field, String sql) {
    try {
      DefaultParser parser =
          new DefaultParser(
              Lexer.tokens(sql).stream().filter(t -> t.kind() != Token.Kind.SPACE).toList());
      boolean isNull = parser.isNull();
      DefaultValue value = parser.value(field);
      if (parser.at < parser.tokens.size()) {
        throw new ValueException("unexpected " + parser.tokens.get(parser.at).text());
      }
      if (isNull && field.mode() != Field.Mode.NULLABLE) {
        throw new ValueException("a column that is " + field.mode() + " cannot be NULL");
      }
      return value;
    } catch (ValueException e) {
      throw new ServiceError(
          ServiceError.Reason.INVALID,
          "Invalid default value expression of field "
              + field.name()
              + ": "
              + sql
              + ": "
              + e.getMessage()
              + "; accepted: literals, "
              + CALLS.keySet().stream().sorted().collect(Collectors.joining(", "))
              + ", and arrays and structs of them",
          e);
    }
  }

  private boolean isNull() {
    return at < tokens.size() && tokens.get(at).is("NULL");
  }

  private DefaultValue value(Field field) throws ValueException {
    if (isNull()) {
      at++;
      return new DefaultValue(now -> null, "NULL");
    }
    if (field.repeated()) {
      return list(field);
    }
    if (field.type() == FieldType.RECORD) {
      return record(field);
    }
    Token token = next();
    return switch (token.kind()) {
      case STRING -> constant(field, FROM_STRING, token.text());
      case NUMBER -> constant(field, FROM_NUMBER, token.text());
      case BYTES -> bytes(field, token.text());
      case SYMBOL -> constant(field, FROM_NUMBER, sign(token) + next(Token.Kind.NUMBER).text());
      case WORD -> word(field, token);
      case SPACE, QUOTED, PARAMETER -> throw new ValueException("unexpected " + token.text());
    };
  }

  private DefaultValue list(Field field) throws ValueException {
    Field element =
        new Field(
            field.name(),
            field.type(),
            Field.Mode.REQUIRED,
            field.fields(),
            field.precision(),
            field.scale(),
            field.maxLength(),
            null);
    List<DefaultValue> elements = new ArrayList<>();
    expect("[");
    while (!skip("]")) {
      if (!elements.isEmpty()) {
        expect(",");
      }
      if (isNull()) {
        throw new ValueException("an array cannot hold NULL");
      }
      elements.add(value(element));
    }
    return new DefaultValue(
        now -> elements.stream().map(e -> e.at(now.toInstant())).toList(),
        cast(field, "[" + sql(elements) + "]"));
  }

  private DefaultValue record(Field field) throws ValueException {
    skip("STRUCT");
    List<DefaultValue> members = new ArrayList<>();
    expect("(");
    for (Field member : field.fields()) {
      if (!members.isEmpty()) {
        expect(",");
      }
      members.add(value(member));
    }
    expect(")");
    return new DefaultValue(
        now -> members.stream().map(m -> m.at(now.toInstant())).toArray(),
        cast(field, "row(" + sql(members) + ")"));
  }

  private static String sql(List<DefaultValue> values) {
    return values.stream().map(DefaultValue::duckSql).collect(Collectors.joining(", "));
  }

  /** TRUE, a function, or a literal with its type before it. */
  private DefaultValue word(Field field, Token word) throws ValueException {
    if (word.is("TRUE") || word.is("FALSE")) {
      return constant(field, Set.of(FieldType.BOOLEAN), word.text());
    }
    Call call = CALLS.get(word.text().toUpperCase(Locale.ROOT));
    if (call != null) {
      if (skip("(")) {
        expect(")");
      }
      requireType(field, Set.of(call.type()), word.text());
      return call.value();
    }
    Token literal = next(Token.Kind.STRING);
    boolean fits = field.type().isNamed(word.text());
    return constant(field, fits ? Set.of(field.type()) : Set.of(), literal.text());
  }

  private DefaultValue bytes(Field field, String hex) throws ValueException {
    requireType(field, Set.of(FieldType.BYTES), "bytes");
    byte[] bytes = ValueText.checkLength(field, HexFormat.of().parseHex(hex));
    return new DefaultValue(now -> bytes.clone(), "unhex('" + hex + "')");
  }

  private static DefaultValue constant(Field field, Set<FieldType> types, String text)
      throws ValueException {
    requireType(field, types, text);
    Object value = ValueText.parse(field, text);
    return new DefaultValue(now -> value, cast(field, Sql.literal(text(value))));
  }

  private static void requireType(Field field, Set<FieldType> types, String text)
      throws ValueException {
    if (!types.contains(field.type())) {
      throw new ValueException(text + " is no " + field.type());
    }
  }

  /** A value in words that DuckDB reads, whichever of BigQuery's forms it came in. */
  private static String text(Object value) {
    if (value instanceof OffsetDateTime time) {
      return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time);
    }
    if (value instanceof LocalTime time) {
      return DateTimeFormatter.ISO_LOCAL_TIME.format(time);
    }
    return value instanceof BigDecimal decimal ? decimal.toPlainString() : value.toString();
  }

  private static String cast(Field field, String sql) {
    return "CAST(" + sql + " AS " + field.duckType() + ")";
  }

  private static String sign(Token token) throws ValueException {
    if (token.is("-")) {
      return "-";
    }
    if (token.is("+")) {
      return "";
    }
    throw new ValueException("unexpected " + token.text());
  }

  private boolean skip(String wordOrSymbol) {
    boolean found = at < tokens.size() && tokens.get(at).is(wordOrSymbol);
    at += found ? 1 : 0;
    return found;
  }

  private void expect(String symbol) throws ValueException {
    if (!skip(symbol)) {
      throw new ValueException("expected " + symbol);
    }
  }

  private Token next() throws ValueException {
    if (at >= tokens.size()) {
      throw new ValueException("unexpected end");
    }
    return tokens.get(at++);
  }

  private Token next(Token.Kind kind) throws ValueException {
    Token token = next();
    if (token.kind() != kind) {
      throw new ValueException("unexpected " + token.text());
    }
    return token;
  }
}
