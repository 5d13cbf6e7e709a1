// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.store;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The columns of a table, in order. Names are unique without regard to case. */
public record TableSchema(List<Field> fields) {
  private static final Set<String> RESERVED_PREFIXES =
      Set.of(
          "_partition",
          "_table_",
          "_file_",
          "_row_timestamp",
          "__root__",
          "_colidentifier",
          "_change_");

  public TableSchema {
    fields = List.copyOf(fields);
  }

  /** Reads the {@code schema} of a table resource; an absent schema has no columns. */
  public static TableSchema parse(@Nullable JsonNode schema) {
    JsonNode fields = schema == null ? null : schema.get("fields");
    return new TableSchema(parseFields(fields, ""));
  }

  private static List<Field> parseFields(@Nullable JsonNode nodes, String parent) {
    List<Field> fields = new ArrayList<>();
    if (nodes == null) {
      return fields;
    }
    Set<String> seen = new HashSet<>();
    for (JsonNode node : nodes) {
      Field field = parseField(node, parent);
      if (!seen.add(field.name().toLowerCase(Locale.ROOT))) {
        throw ServiceError.invalid("Duplicate field name: " + parent + field.name());
      }
      fields.add(field);
    }
    return fields;
  }

  private static Field parseField(JsonNode node, String parent) {
    String name = node.path("name").asText("");
    checkName(name, parent);
    if (!node.hasNonNull("type")) {
      throw ServiceError.invalid("Field " + parent + name + " is missing type");
    }
    FieldType type = FieldType.parse(node.get("type").asText());
    List<Field> fields =
        switch (type) {
          case RECORD -> parseFields(node.get("fields"), parent + name + ".");
          case RANGE -> rangeFields(node.path("rangeElementType").path("type").asText("DATE"));
          default -> List.of();
        };
    if (type == FieldType.RECORD && fields.isEmpty()) {
      throw ServiceError.invalid("Field " + parent + name + " is type RECORD but has no schema");
    }
    int precision = node.path("precision").asInt(0);
    int scale = node.path("scale").asInt(0);
    String defaultSql =
        node.hasNonNull("defaultValueExpression")
            ? node.get("defaultValueExpression").asText()
            : null;
    if (defaultSql != null && !parent.isEmpty()) {
      throw ServiceError.invalid(
          "Default value expression is set for "
              + parent
              + name
              + "; accepted: one for the whole of the column");
    }
    Field.Mode mode = Field.Mode.parse(node.path("mode").asText("NULLABLE"));
    return new Field(
        name, type, mode, fields, precision, scale, node.path("maxLength").asLong(0), defaultSql);
  }

  private static void checkName(String name, String parent) {
    if (name.isEmpty() || name.length() > 300) {
      throw ServiceError.invalid(
          "Invalid field name \"" + parent + name + "\": a name has 1 to 300 characters.");
    }
    String lower = name.toLowerCase(Locale.ROOT);
    for (String prefix : RESERVED_PREFIXES) {
      if (lower.startsWith(prefix)) {
        throw ServiceError.invalid(
            "Invalid field name \""
                + parent
                + name
                + "\". Field names are not allowed to start with the"
                + " (case-insensitive) prefix "
                + prefix.toUpperCase(Locale.ROOT));
      }
    }
  }

  private static List<Field> rangeFields(String elementType) {
    FieldType element = FieldType.parse(elementType);
    return List.of(
        Field.of("start", element, Field.Mode.NULLABLE),
        Field.of("end", element, Field.Mode.NULLABLE));
  }

  /** The column of that name, without regard to case. */
  public Optional<Field> find(String name) {
    return fields.stream().filter(f -> f.name().equalsIgnoreCase(name)).findFirst();
  }
}
