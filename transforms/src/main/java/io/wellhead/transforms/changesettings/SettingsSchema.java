// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import static io.wellhead.transforms.changesettings.Problems.item;
import static io.wellhead.transforms.changesettings.Problems.member;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/**
 * The published JSON Schema of settings files. A validator of the standard decides, so that an
 * editor and Wellhead accept the same; the messages are made here, from the schema at the place.
 */
final class SettingsSchema {
  static final String RESOURCE = "/io/wellhead/change-settings.schema.json";

  private static final JsonNode TREE = load();
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(TREE);
  private static final int LONGEST_VALUE = 60;

  private SettingsSchema() {}

  /** The schema itself. */
  static JsonNode tree() {
    return TREE;
  }

  /** Adds what the schema does not accept. */
  static void validate(JsonNode settings, Problems problems) {
    // One place may break several rules of the schema; it is told once, unknown members each.
    Map<String, ValidationMessage> others = new TreeMap<>();
    for (ValidationMessage message : SCHEMA.validate(settings)) {
      JsonNodePath place = message.getInstanceLocation();
      if (message.getType().equals("additionalProperties")) {
        problems.add(
            member(path(place), message.getProperty()),
            unknown(message.getProperty(), names(at(place).path("properties"))));
      } else if (message.getType().equals("required")
          && !message.getEvaluationPath().toString().contains("anyOf")) {
        problems.add(path(place), message.getProperty() + " is missing");
      } else {
        others.putIfAbsent(path(place), message);
      }
    }
    others.forEach(
        (path, message) -> {
          JsonNodePath place = message.getInstanceLocation();
          JsonNode schema = at(place);
          // What is no reference to a secret may be the secret.
          boolean shown = !schema.path("writeOnly").asBoolean();
          String found = shown ? value(value(settings, place)) : "something else";
          problems.add(path, found + " found; " + accepted(schema));
        });
  }

  private static JsonNode load() {
    try (InputStream in = SettingsSchema.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing");
      }
      return new JsonMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " cannot be read", e);
    }
  }

  private static String path(JsonNodePath place) {
    String path = "";
    for (int i = 0; i < place.getNameCount(); i++) {
      path =
          place.getElement(i) instanceof Integer index
              ? item(path, index)
              : member(path, String.valueOf(place.getElement(i)));
    }
    return path;
  }

  private static JsonNode value(JsonNode settings, JsonNodePath place) {
    JsonNode value = settings;
    for (int i = 0; i < place.getNameCount(); i++) {
      value =
          place.getElement(i) instanceof Integer index
              ? value.path(index)
              : value.path(String.valueOf(place.getElement(i)));
    }
    return value;
  }

  /** The schema of the value at a place. */
  private static JsonNode at(JsonNodePath place) {
    JsonNode schema = TREE;
    for (int i = 0; i < place.getNameCount(); i++) {
      if (place.getElement(i) instanceof Integer) {
        schema = resolve(schema.path("items"));
      } else {
        String name = String.valueOf(place.getElement(i));
        JsonNode known = schema.path("properties").path(name);
        schema = resolve(known.isMissingNode() ? schema.path("additionalProperties") : known);
      }
    }
    return schema;
  }

  /** Follows references within the schema. */
  static JsonNode resolve(JsonNode schema) {
    JsonNode resolved = schema;
    while (resolved.has("$ref")) {
      resolved = TREE.at(resolved.path("$ref").textValue().substring(1));
    }
    return resolved;
  }

  private static String unknown(String name, List<String> known) {
    String nearest = Nearest.of(name, known);
    return "unknown"
        + (nearest == null ? "" : ", perhaps " + nearest + " is meant")
        + "; accepted: "
        + String.join(", ", known);
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static String value(JsonNode value) {
    if (value.isObject()) {
      return value.isEmpty() ? "{}" : "a mapping of " + String.join(", ", names(value));
    }
    String text = value.toString();
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "...";
  }

  /** What a schema accepts, in words. */
  static String accepted(JsonNode schema) {
    if (schema.has("enum")) {
      StringJoiner values = new StringJoiner(", ", "accepted: ", "");
      schema.path("enum").forEach(value -> values.add(value.asText()));
      return values.toString();
    }
    StringBuilder text = new StringBuilder("accepted: ");
    if (schema.has("const")) {
      return text.append(schema.path("const")).toString();
    }
    JsonNode type = schema.path("type");
    if (type.isArray()) {
      StringJoiner types = new StringJoiner(" or ");
      type.forEach(one -> types.add(kind(one.textValue())));
      text.append(types);
    } else {
      text.append(kind(type.asText()));
    }
    limits(schema, text);
    return text.toString();
  }

  private static String kind(String type) {
    return switch (type) {
      case "string" -> "text";
      case "integer" -> "a whole number";
      case "number" -> "a number";
      case "boolean" -> "true or false";
      case "array" -> "a list";
      case "object" -> "a mapping";
      default -> type;
    };
  }

  private static void limits(JsonNode schema, StringBuilder text) {
    if (schema.has("properties")) {
      text.append(" of ").append(String.join(", ", names(schema.path("properties"))));
    }
    if (schema.has("anyOf")) {
      StringJoiner members = new StringJoiner(" or ", ", with ", "");
      schema.path("anyOf").forEach(one -> members.add(one.path("required").path(0).textValue()));
      text.append(members);
    }
    if (schema.has("pattern")) {
      text.append(" that matches ").append(schema.path("pattern").textValue());
    }
    if (schema.has("propertyNames")) {
      text.append(" whose names match ")
          .append(schema.path("propertyNames").path("pattern").textValue());
      if (schema.path("additionalProperties").has("pattern")) {
        text.append(" and values ")
            .append(schema.path("additionalProperties").path("pattern").textValue());
      }
    }
    if (schema.has("minimum")) {
      text.append(" of at least ").append(schema.path("minimum"));
    }
    if (schema.has("maxItems")) {
      text.append(" of at most ").append(schema.path("maxItems")).append(", each once");
    }
    if (schema.path("type").asText().equals("string") && schema.has("examples")) {
      text.append(", such as ").append(schema.path("examples").path(0).textValue());
    }
  }
}
