// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changesettings;

import static io.wellhead.transforms.changesettings.Problems.item;
import static io.wellhead.transforms.changesettings.Problems.member;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A file that the schema accepts: puts each entry together from what it takes over and says. */
final class SettingsTree {
  /** Members whose members are taken over one by one. */
  private static final Set<String> MERGED = Set.of("labels", "columns", "quality");

  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(
              DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
              DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
              DeserializationFeature.USE_LONG_FOR_INTS)
          .build();

  private final JsonNode root;
  private final Problems problems;

  SettingsTree(JsonNode root, Problems problems) {
    this.root = root;
    this.problems = problems;
  }

  TableEntry defaults() {
    return entry(defaultMembers());
  }

  /** The entries by their paths; those that the schema does not accept are left out. */
  Map<String, TableEntry> tables() {
    Map<String, TableEntry> entries = new LinkedHashMap<>();
    JsonNode tables = root.path("tables");
    for (int i = 0; i < tables.size(); i++) {
      String path = item("tables", i);
      if (problems.concern(path)) {
        continue;
      }
      ObjectNode whole = JsonNodeFactory.instance.objectNode();
      put(defaultMembers(), whole);
      JsonNode use = tables.get(i).path("use");
      if (use.isTextual()) {
        put(used(use.textValue(), member(path, "use")), whole);
      }
      put(tables.get(i), whole);
      entries.put(path, entry(whole));
    }
    return entries;
  }

  private JsonNode defaultMembers() {
    JsonNode defaults = root.path("defaults");
    return problems.concern("defaults") ? MissingNode.getInstance() : defaults;
  }

  private JsonNode used(String name, String path) {
    String text = TableFiles.find(name);
    if (text == null) {
      String nearest = Nearest.of(name, TableFiles.NAMES);
      problems.add(
          path,
          "\""
              + name
              + "\" found"
              + (nearest == null ? "" : ", perhaps " + nearest + " is meant")
              + "; accepted: "
              + String.join(", ", TableFiles.NAMES)
              + ", or the name of a file "
              + TableFiles.FOLDER
              + "NAME.yaml on the class path");
      return JsonNodeFactory.instance.objectNode();
    }
    return TableFiles.read(name, text, problems);
  }

  private static void put(JsonNode members, ObjectNode into) {
    for (Map.Entry<String, JsonNode> entry : members.properties()) {
      String name = entry.getKey();
      if (MERGED.contains(name) && into.has(name)) {
        into.withObject("/" + name).setAll((ObjectNode) entry.getValue());
      } else {
        into.set(name, entry.getValue().deepCopy());
      }
    }
  }

  private static TableEntry entry(JsonNode members) {
    try {
      JsonNode object = members.isMissingNode() ? JsonNodeFactory.instance.objectNode() : members;
      return MAPPER.treeToValue(object, TableEntry.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the schema accepts what the settings do not have", e);
    }
  }
}
