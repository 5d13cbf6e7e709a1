// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.wellhead.sandbox.restream.faults.Fault;
import io.wellhead.sandbox.restream.faults.FaultRule;
import io.wellhead.sandbox.restream.faults.Faults;
import io.wellhead.sandbox.restream.faults.Route;
import io.wellhead.sandbox.restream.world.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Rules of faults as JSON. What is not understood is refused with what is accepted. */
final class RuleDocuments {
  private static final String FAULT = "fault";
  private static final String ROUTES = "routes";
  private static final List<String> MEMBERS =
      List.of(
          FAULT,
          ROUTES,
          "from",
          "every",
          "nth",
          "times",
          "probability",
          "seed",
          "seconds",
          "amount");

  private RuleDocuments() {}

  /** The rules in force, each with how often its fault has happened. */
  static ArrayNode write(Faults faults) {
    ArrayNode rules = Json.array();
    for (FaultRule rule : faults.rules()) {
      ObjectNode node = rules.addObject();
      node.put(FAULT, rule.fault().name());
      ArrayNode routes = node.putArray(ROUTES);
      rule.routes().stream().map(Route::name).sorted().forEach(routes::add);
      node.put("from", rule.first()).put("every", rule.every());
      node.put("probability", rule.probability()).put("seed", rule.seed());
      node.put("times", rule.times()).put("amount", rule.amount());
      node.put("happened", faults.happened(rule.fault()));
    }
    return rules;
  }

  /**
   * Reads one rule.
   *
   * @throws IllegalArgumentException if something in it is not understood or out of its range
   */
  static FaultRule read(JsonNode node) {
    if (!node.isObject()) {
      throw new IllegalArgumentException(
          "a rule is a JSON object such as {\"fault\": \"SOCKET_DROPPED\", \"nth\": 3}");
    }
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!MEMBERS.contains(name)) {
                throw new IllegalArgumentException(
                    name + " is none of " + String.join(", ", MEMBERS));
              }
            });
    FaultRule rule = FaultRule.of(fault(node.path(FAULT)));
    rule = node.has(ROUTES) ? rule.on(routes(node.get(ROUTES))) : rule;
    rule = node.has("every") ? rule.every(integer(node, "every")) : rule;
    rule = node.has("from") ? rule.from(integer(node, "from")) : rule;
    rule = node.has("nth") ? rule.nth(integer(node, "nth")) : rule;
    rule = node.has("times") ? rule.times(integer(node, "times")) : rule;
    rule =
        node.has("probability")
            ? rule.withProbability(
                number(node, "probability").asDouble(),
                node.has("seed") ? integer(node, "seed") : 0)
            : rule;
    rule = node.has("seconds") ? rule.during(Duration.ofSeconds(integer(node, "seconds"))) : rule;
    return node.has("amount") ? rule.amount(integer(node, "amount")) : rule;
  }

  private static Fault fault(JsonNode word) {
    if (word.isMissingNode()) {
      throw new IllegalArgumentException("fault is missing; it is one of " + names(Fault.values()));
    }
    return named(FAULT, word, Fault.values());
  }

  private static Route[] routes(JsonNode words) {
    if (!words.isArray()) {
      throw new IllegalArgumentException(
          "routes=" + words + " is no list; in it may be " + names(Route.values()));
    }
    List<Route> routes = new ArrayList<>();
    words.forEach(word -> routes.add(named(ROUTES, word, Route.values())));
    return routes.toArray(new Route[0]);
  }

  /** The value of that name, in any letter case. */
  private static <E extends Enum<E>> E named(String member, JsonNode word, E[] values) {
    String wanted = word.asText().toUpperCase(Locale.ROOT);
    return Arrays.stream(values)
        .filter(value -> value.name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    member + "=" + word.asText() + " is none of " + names(values)));
  }

  private static <E extends Enum<E>> String names(E[] values) {
    return Arrays.stream(values).map(Enum::name).collect(Collectors.joining(", "));
  }

  private static long integer(JsonNode node, String name) {
    return number(node, name).asLong();
  }

  private static JsonNode number(JsonNode node, String name) {
    JsonNode value = node.get(name);
    if (!value.isNumber()) {
      throw new IllegalArgumentException(name + "=" + value + " is not a number");
    }
    return value;
  }
}
