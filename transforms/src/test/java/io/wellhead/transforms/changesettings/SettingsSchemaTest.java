// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The published schema and the classes that settings are read into say the same. */
class SettingsSchemaTest {
  private static final JsonNode DEFINITIONS = SettingsSchema.tree().path("$defs");

  /** The class of each definition; defaults are tables with fewer members. */
  private static final Map<String, Class<? extends Record>> CLASSES =
      Map.ofEntries(
          Map.entry("table", TableEntry.class),
          Map.entry("match", TableEntry.Match.class),
          Map.entry("shard", TableEntry.Shard.class),
          Map.entry("condition", Condition.class),
          Map.entry("column", ColumnEntry.class),
          Map.entry("hash", ColumnEntry.Hash.class),
          Map.entry("mask", ColumnEntry.Mask.class),
          Map.entry("normalize", ColumnEntry.Normalize.class),
          Map.entry("quality", QualityEntry.class),
          Map.entry("regex", QualityEntry.Regex.class),
          Map.entry("range", QualityEntry.Range.class),
          Map.entry("in", QualityEntry.In.class),
          Map.entry("required", QualityEntry.Required.class),
          Map.entry("length", QualityEntry.Length.class),
          Map.entry("difference", QualityEntry.Difference.class),
          Map.entry("consistent", QualityEntry.Consistent.class),
          Map.entry("exists", QualityEntry.Exists.class));

  static List<String> members(String definition) {
    return names(DEFINITIONS.path(definition).path("properties"));
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void definitions_haveTheMembersOfTheirClasses_andTheirTypes() {
    TreeSet<String> definitions = new TreeSet<>(names(DEFINITIONS));
    assertThat(definitions.remove("defaults")).isTrue();
    assertThat(CLASSES.keySet()).containsExactlyInAnyOrderElementsOf(definitions);
    CLASSES.forEach(
        (definition, type) -> {
          JsonNode schema = DEFINITIONS.path(definition);
          assertThat(schema.path("additionalProperties").isBoolean()).as(definition).isTrue();
          List<String> members = new ArrayList<>();
          for (RecordComponent component : type.getRecordComponents()) {
            String name = name(type, component);
            members.add(name);
            assertFits(
                definition + "." + name,
                schema.path("properties").path(name),
                component.getGenericType());
          }
          assertThat(members(definition))
              .as(definition)
              .containsExactlyInAnyOrderElementsOf(members);
        });
  }

  @Test
  void defaults_areMembersOfTables() {
    assertThat(members("table")).containsAll(members("defaults"));
    DEFINITIONS
        .path("defaults")
        .path("properties")
        .properties()
        .forEach(
            member ->
                assertThat(member.getValue().path("$ref").textValue())
                    .isEqualTo("#/$defs/table/properties/" + member.getKey()));
  }

  private static String name(Class<?> type, RecordComponent component) {
    try {
      JsonProperty named =
          type.getDeclaredField(component.getName()).getAnnotation(JsonProperty.class);
      return named != null
          ? named.value()
          : PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(component.getName());
    } catch (NoSuchFieldException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertFits(String place, JsonNode schema, Type type) {
    if (schema.has("$ref")) {
      String definition = schema.path("$ref").textValue().replace("#/$defs/", "");
      assertThat(type).as(place).isEqualTo(CLASSES.get(definition));
    } else if (schema.has("enum")) {
      assertThat(type).as(place).isInstanceOf(Class.class);
      List<String> accepted = new ArrayList<>();
      schema.path("enum").forEach(value -> accepted.add(value.textValue()));
      List<String> constants =
          Arrays.stream(((Class<?>) type).getEnumConstants())
              .map(Object::toString)
              .map(one -> type == TargetType.class ? one : one.toLowerCase(Locale.ROOT))
              .toList();
      if (place.equals("difference.type")) {
        // The two of the types that can hold a difference.
        assertThat(constants).containsAll(accepted);
      } else {
        assertThat(accepted).as(place).containsExactlyInAnyOrderElementsOf(constants);
      }
    } else if (schema.has("const")) {
      assertThat(type).as(place).isEqualTo(Boolean.class);
    } else if (schema.path("type").isArray()) {
      assertThat(type).as(place).isEqualTo(scalar(schema));
    } else {
      Type raw = type instanceof ParameterizedType generic ? generic.getRawType() : type;
      Class<?> expected =
          switch (schema.path("type").asText()) {
            case "string" -> String.class;
            case "boolean" -> Boolean.class;
            case "integer" -> raw == int.class ? int.class : Integer.class;
            case "number" -> BigDecimal.class;
            case "array" -> List.class;
            case "object" -> Map.class;
            default -> throw new AssertionError(place + " has no type");
          };
      assertThat(raw).as(place).isEqualTo(expected);
      if (type instanceof ParameterizedType generic) {
        Type[] of = generic.getActualTypeArguments();
        JsonNode items = schema.path(raw == List.class ? "items" : "additionalProperties");
        assertFits(place + "[]", items, of[of.length - 1]);
      }
    }
  }

  /** A flag that may be NULL, or any scalar. */
  private static Class<?> scalar(JsonNode schema) {
    return schema.path("type").toString().contains("null") ? Boolean.class : Object.class;
  }

  @Test
  void everyExample_isAccepted() {
    for (String member : members("table")) {
      read(
          member.equals("match") || member.equals("use") ? "{}" : "{match: {table: t}}",
          member,
          "table");
    }
    for (String member : members("defaults")) {
      assertThat(
              ChangeSettings.read(
                  "t", "defaults: {" + member + ": " + example("table", member) + "}"))
          .isNotNull();
    }
    for (String member : members("column")) {
      ChangeSettings.read(
          "t",
          "tables: [{match: {table: t}, columns: {c: {%s: %s}}}]"
              .formatted(member, example("column", member)));
    }
    for (String member : members("quality")) {
      if (!member.equals("description")) {
        ChangeSettings.read(
            "t",
            "tables: [{match: {table: t}, domain: d, table: t, quality: {q: {%s: %s}}}]"
                .formatted(member, example("quality", member)));
      }
    }
    for (String member : List.of("and", "or")) {
      ChangeSettings.read(
          "t",
          "tables: [{match: {table: t}, filter: {%s: %s}}]"
              .formatted(member, example("condition", member)));
    }
  }

  private static void read(String entry, String member, String definition) {
    String more = member.equals("expiration") ? ", partition_by: d" : "";
    String members = entry.substring(1, entry.length() - 1);
    String text =
        "tables: [{%s%s%s: %s%s}]"
            .formatted(
                members, members.isEmpty() ? "" : ", ", member, example(definition, member), more);
    assertThat(ChangeSettings.read("t", text).tables()).as(text).hasSize(1);
  }

  private static String example(String definition, String member) {
    JsonNode example =
        DEFINITIONS.path(definition).path("properties").path(member).path("examples").path(0);
    assertThat(example.isMissingNode()).as(definition + "." + member).isFalse();
    return example.toString();
  }

  @Test
  void everyMember_isDescribed() {
    DEFINITIONS
        .properties()
        .forEach(
            definition -> {
              assertThat(definition.getValue().path("description").asText()).endsWith(".");
              definition
                  .getValue()
                  .path("properties")
                  .properties()
                  .forEach(
                      member ->
                          assertThat(
                                  SettingsSchema.resolve(member.getValue())
                                      .path("description")
                                      .asText())
                              .as(definition.getKey() + "." + member.getKey())
                              .endsWith("."));
            });
  }
}
