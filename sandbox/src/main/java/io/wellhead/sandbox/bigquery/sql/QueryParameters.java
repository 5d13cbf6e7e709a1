// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.sql;

import com.fasterxml.jackson.databind.JsonNode;
import io.wellhead.sandbox.bigquery.store.Field;
import io.wellhead.sandbox.bigquery.store.FieldType;
import io.wellhead.sandbox.bigquery.store.ServiceError;
import io.wellhead.sandbox.bigquery.store.Sql;
import io.wellhead.sandbox.bigquery.store.ValueException;
import io.wellhead.sandbox.bigquery.store.ValueText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Query parameters as SQL literals with their types: they are checked, escaped and put into the
 * text.
 */
final class QueryParameters {
  private final Map<String, String> named = new HashMap<>();
  private final List<String> positional = new ArrayList<>();
  private int next;

  /**
   * @param parameters the {@code queryParameters} of a request, or null
   */
  QueryParameters(@Nullable JsonNode parameters) {
    if (parameters == null) {
      return;
    }
    for (JsonNode parameter : parameters) {
      String name = parameter.path("name").asText("");
      String literal =
          literal(name, parameter.path("parameterType"), parameter.path("parameterValue"));
      if (name.isEmpty()) {
        positional.add(literal);
      } else {
        named.put(name.toLowerCase(Locale.ROOT), literal);
      }
    }
  }

  /** The literal of a named parameter, or for an empty name of the next positional one. */
  String literal(String name) {
    if (name.isEmpty()) {
      if (next >= positional.size()) {
        throw invalid("Query parameter number " + (next + 1) + " not found");
      }
      return positional.get(next++);
    }
    String literal = named.get(name.toLowerCase(Locale.ROOT));
    if (literal == null) {
      throw invalid("Query parameter '" + name + "' not found");
    }
    return literal;
  }

  private static String literal(String name, JsonNode type, JsonNode value) {
    String typeName = type.path("type").asText("").toUpperCase(Locale.ROOT);
    return switch (typeName) {
      case "ARRAY" -> array(name, type.path("arrayType"), value);
      case "STRUCT" -> struct(name, type.path("structTypes"), value.path("structValues"));
      default -> scalar(name, FieldType.parse(typeName), value);
    };
  }

  private static String array(String name, JsonNode elementType, JsonNode value) {
    List<String> elements = new ArrayList<>();
    value.path("arrayValues").forEach(v -> elements.add(literal(name, elementType, v)));
    String elementName = elementType.path("type").asText("");
    String cast =
        elements.isEmpty() && !elementName.isEmpty()
            ? "::" + Functions.type(elementName) + "[]"
            : "";
    return "[" + String.join(", ", elements) + "]" + cast;
  }

  private static String struct(String name, JsonNode types, JsonNode values) {
    List<String> members = new ArrayList<>();
    for (JsonNode member : types) {
      String memberName = member.path("name").asText("");
      members.add(
          Sql.literal(memberName)
              + ": "
              + literal(name + "." + memberName, member.path("type"), values.path(memberName)));
    }
    return "{" + String.join(", ", members) + "}";
  }

  private static String scalar(String name, FieldType type, JsonNode value) {
    Field field = Field.of(name, type, Field.Mode.NULLABLE);
    if (!value.hasNonNull("value")) {
      return "CAST(NULL AS " + field.duckType() + ")";
    }
    try {
      Object parsed = ValueText.parse(field, value.get("value").asText());
      String text =
          parsed instanceof byte[] bytes
              ? "unhex('" + HexFormat.of().formatHex(bytes) + "')"
              : Sql.literal(parsed.toString());
      return type == FieldType.STRING ? text : "CAST(" + text + " AS " + field.duckType() + ")";
    } catch (ValueException e) {
      throw new ServiceError(
          ServiceError.Reason.INVALID_QUERY,
          "Invalid value of query parameter '" + name + "': " + e.getMessage(),
          e);
    }
  }

  private static ServiceError invalid(String message) {
    return new ServiceError(ServiceError.Reason.INVALID_QUERY, message);
  }
}
