// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.sql;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wellhead.sandbox.bigquery.store.Field;
import io.wellhead.sandbox.bigquery.store.Field.Mode;
import io.wellhead.sandbox.bigquery.store.FieldType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads DuckDB's type names, such as {@code STRUCT(a BIGINT, "b c" VARCHAR[])[]}, as BigQuery
 * fields.
 */
final class ResultType {
  private final String text;
  private int at;

  private ResultType(String text) {
    this.text = text;
  }

  static Field parse(String name, String duckType) {
    ResultType parser = new ResultType(duckType);
    return parser.field(name);
  }

  private Field field(String name) {
    Field element = element(name);
    boolean list = false;
    while (at < text.length() && text.charAt(at) == '[') {
      at = text.indexOf(']', at) + 1;
      list = true;
    }
    return list ? repeated(element) : element;
  }

  private Field element(String name) {
    String word = word();
    String arguments = "";
    if (at < text.length() && text.charAt(at) == '(') {
      if (word.equals("STRUCT")) {
        return new Field(name, FieldType.RECORD, Mode.NULLABLE, members(), 0, 0, 0, null);
      }
      if (word.equals("MAP")) {
        return repeated(
            new Field(name, FieldType.RECORD, Mode.NULLABLE, mapMembers(), 0, 0, 0, null));
      }
      int end = text.indexOf(')', at);
      arguments = text.substring(at + 1, end);
      at = end + 1;
    }
    return Field.of(name, scalar(word, arguments), Mode.NULLABLE);
  }

  private static Field repeated(Field element) {
    return new Field(
        element.name(), element.type(), Mode.REPEATED, element.fields(), 0, 0, 0, null);
  }

  private List<Field> members() {
    List<Field> fields = new ArrayList<>();
    at++; // (
    while (text.charAt(at) != ')') {
      skipSeparators();
      fields.add(field(memberName()));
    }
    at++;
    return fields;
  }

  private List<Field> mapMembers() {
    at++; // (
    Field key = field("key");
    skipSeparators();
    Field value = field("value");
    at++; // )
    return List.of(key, value);
  }

  private void skipSeparators() {
    while (text.charAt(at) == ',' || text.charAt(at) == ' ') {
      at++;
    }
  }

  private String memberName() {
    StringBuilder name = new StringBuilder();
    if (text.charAt(at) == '"') {
      at++;
      while (text.charAt(at) != '"' || text.startsWith("\"\"", at)) {
        at += text.charAt(at) == '"' ? 1 : 0;
        name.append(text.charAt(at++));
      }
      at += 2;
    } else {
      int end = text.indexOf(' ', at);
      name.append(text, at, end);
      at = end + 1;
    }
    return name.toString();
  }

  /** A type name, which may have several words: {@code TIMESTAMP WITH TIME ZONE}. */
  private String word() {
    int start = at;
    while (at < text.length() && "([,)".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at).strip().toUpperCase(Locale.ROOT);
  }

  private static FieldType scalar(String word, String arguments) {
    return switch (word) {
      case "TINYINT",
          "SMALLINT",
          "INTEGER",
          "BIGINT",
          "HUGEINT",
          "UTINYINT",
          "USMALLINT",
          "UINTEGER",
          "UBIGINT",
          "UHUGEINT",
          "BIGNUM",
          "\"NULL\"",
          "NULL" ->
          FieldType.INTEGER;
      case "FLOAT", "DOUBLE" -> FieldType.FLOAT;
      case "DECIMAL" -> decimal(arguments);
      case "BOOLEAN" -> FieldType.BOOLEAN;
      case "BLOB", "BIT" -> FieldType.BYTES;
      case "TIMESTAMP WITH TIME ZONE" -> FieldType.TIMESTAMP;
      case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" -> FieldType.DATETIME;
      case "DATE" -> FieldType.DATE;
      case "TIME" -> FieldType.TIME;
      case "INTERVAL" -> FieldType.INTERVAL;
      case "JSON" -> FieldType.JSON;
      default -> FieldType.STRING;
    };
  }

  private static FieldType decimal(String arguments) {
    int scale = Integer.parseInt(arguments.substring(arguments.indexOf(',') + 1).strip());
    return scale <= 9 ? FieldType.NUMERIC : FieldType.BIGNUMERIC;
  }

  /** Puts a field into a JSON schema. */
  static void describe(Field field, ObjectNode node) {
    node.put("name", field.name())
        .put("type", field.type().name())
        .put("mode", field.mode().name());
    if (!field.fields().isEmpty()) {
      var fields = node.putArray("fields");
      field.fields().forEach(f -> describe(f, fields.addObject()));
    }
  }
}
