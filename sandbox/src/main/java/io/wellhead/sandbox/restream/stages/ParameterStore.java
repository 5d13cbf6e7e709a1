// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.stages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wellhead.restream.model.ParameterConfig;
import io.wellhead.restream.model.WireJson;
import io.wellhead.sandbox.restream.records.FieldTable;
import io.wellhead.sandbox.restream.world.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Parameter definitions: defaults for every pad and custom ones for some (section 2.9). */
public final class ParameterStore {

  private final FieldTable fields;
  private final List<ObjectNode> definitions = new ArrayList<>();
  private final long firstCustomId;
  private long nextId = 1000;

  public ParameterStore(FieldTable fields, ArrayNode defaults) {
    this.fields = fields;
    defaults.forEach(
        node -> {
          definitions.add((ObjectNode) node);
          nextId = Math.max(nextId, node.path("id").asLong() + 1);
        });
    firstCustomId = nextId;
  }

  /** Definitions that apply to a pad, by name. */
  public synchronized ArrayNode list(long padId) {
    ArrayNode list = Json.array();
    definitions.stream()
        .filter(definition -> appliesTo(definition, padId))
        .sorted(Comparator.comparing(definition -> definition.path("name").asText()))
        .forEach(definition -> list.add(definition.deepCopy()));
    return list;
  }

  synchronized List<Definition> definitions(long padId) {
    List<Definition> ready = new ArrayList<>();
    for (ObjectNode definition : definitions) {
      if (appliesTo(definition, padId)) {
        ready.add(ready(definition));
      }
    }
    return ready;
  }

  /**
   * Creates or updates custom definitions of a pad; repeating a request changes nothing (ReStream
   * API spec, section 9.29).
   *
   * @param requested an array of {@code {name, config, description}}
   * @throws IllegalArgumentException when a definition cannot be understood; nothing is created
   *     then
   */
  public synchronized ArrayNode create(long padId, JsonNode requested, Instant now) {
    if (!requested.isArray()) {
      throw new IllegalArgumentException("Expected a list of definitions.");
    }
    requested.forEach(ParameterStore::check);
    ArrayNode created = Json.array();
    requested.forEach(node -> created.add(put(padId, node, now).deepCopy()));
    return created;
  }

  /**
   * Takes away the definitions of that name, those of all pads.
   *
   * @throws IllegalArgumentException if there is none
   */
  public synchronized void remove(String name) {
    if (!definitions.removeIf(known -> known.path("name").asText().equals(name))) {
      throw new IllegalArgumentException("no parameter has the name " + name);
    }
  }

  private ObjectNode put(long padId, JsonNode node, Instant now) {
    String name = node.path("name").asText();
    ObjectNode definition =
        definitions.stream()
            .filter(known -> known.path("name").asText().equals(name) && isOf(known, padId))
            .findFirst()
            .orElseGet(() -> fresh(name, padId, now));
    definition.set("config", node.get("config"));
    definition.put("description", node.path("description").asText(""));
    definition.put("updated_at", Json.micros(now));
    definition.set("imperial_unit", unitId(node, "imperial_unit"));
    definition.set("si_unit", unitId(node, "si_unit"));
    return definition;
  }

  private ObjectNode fresh(String name, long padId, Instant now) {
    ObjectNode definition = UnitIds.definition(nextId++, name, "C", Json.micros(now));
    definition.withArray("pads").add(padId);
    definitions.add(definition);
    return definition;
  }

  private static JsonNode unitId(JsonNode node, String key) {
    Integer id = UnitIds.of(node.path("config").path(key).asText());
    return id == null ? NullNode.getInstance() : IntNode.valueOf(id);
  }

  private boolean isOf(JsonNode definition, long padId) {
    return definition.path("id").asLong() >= firstCustomId && appliesTo(definition, padId);
  }

  private boolean appliesTo(JsonNode definition, long padId) {
    if (definition.path("id").asLong() < firstCustomId) {
      return true;
    }
    for (JsonNode pad : definition.path("pads")) {
      if (pad.asLong() == padId) {
        return true;
      }
    }
    return false;
  }

  private Definition ready(ObjectNode definition) {
    ParameterConfig config =
        WireJson.decode(Json.bytes(definition.path("config")), ParameterConfig.class);
    return new Definition(definition.path("name").asText(), config, fields);
  }

  private static void check(JsonNode node) {
    String aggregation = node.path("config").path("aggregation").asText();
    if (node.path("name").asText().isEmpty() || !node.path("config").has("field")) {
      throw new IllegalArgumentException("A definition needs name and config.field.");
    }
    if (!Definition.AGGREGATIONS.contains(aggregation)) {
      throw new IllegalArgumentException(
          "aggregation=" + aggregation + " is none of " + Definition.AGGREGATIONS);
    }
    for (JsonNode condition : node.path("config").path("conditions")) {
      String operator = condition.path("operator").asText();
      if (!Definition.OPERATORS.contains(operator)) {
        throw new IllegalArgumentException(
            "operator=" + operator + " is none of " + Definition.OPERATORS);
      }
    }
  }
}
