// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import io.wellhead.restream.model.Condition;
import io.wellhead.restream.model.Parameter;
import io.wellhead.restream.model.ParameterConfig;
import io.wellhead.restream.model.WireFormatException;
import io.wellhead.restream.model.WireJson;
import io.wellhead.transforms.stages.StageCondition.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes definitions of what the service answers: for records in imperial or in SI units. Immutable.
 */
final class DefinitionReader {
  private static final String SI = "si";
  private static final String IMPERIAL = "imperial";

  private final boolean si;
  private final Map<?, ?> unitsByField;

  private DefinitionReader(boolean si, Map<?, ?> unitsByField) {
    this.si = si;
    this.unitsByField = unitsByField;
  }

  /**
   * Reads the definitions of a site and adds the standard ones. A definition that cannot be
   * understood is there with its problem; of two with one name the last one counts.
   *
   * @param parameters JSON array (ReStream API, section 2.9)
   * @param units JSON object: by field name an object with the names of its {@code imperial} and
   *     {@code si} unit; null if there is none
   * @param si whether records are read in SI units
   * @return by ascending name
   * @throws WireFormatException if one of them is not JSON of that shape
   */
  static List<StageDefinition> read(byte[] parameters, byte @Nullable [] units, boolean si) {
    Map<?, ?> byField = units == null ? Map.of() : WireJson.decode(units, Map.class);
    DefinitionReader reader = new DefinitionReader(si, byField);
    SortedMap<String, StageDefinition> definitions = new TreeMap<>();
    StandardParameters.byName()
        .forEach((name, config) -> definitions.put(name, reader.define(name, config)));
    for (Map<?, ?> entry : WireJson.decodeList(parameters, Map.class)) {
      if (entry != null && entry.get("name") instanceof String name) {
        definitions.put(name, reader.define(name, entry));
      }
    }
    return List.copyOf(definitions.values());
  }

  private StageDefinition define(String name, Map<?, ?> entry) {
    try {
      byte[] json = WireJson.encode(entry);
      return define(name, WireJson.decode(json, Parameter.class).config());
    } catch (WireFormatException e) {
      return StageDefinition.unusable(name, "", String.valueOf(e.getMessage()));
    }
  }

  private StageDefinition define(String name, ParameterConfig config) {
    AggregationKind kind = AggregationKind.ofWord(config.aggregation());
    if (kind == null) {
      return StageDefinition.unusable(
          name,
          config.field(),
          "aggregation=%s is none of %s".formatted(config.aggregation(), AggregationKind.WORDS));
    }
    List<StageCondition> conditions = new ArrayList<>();
    for (Condition condition :
        config.conditions() == null ? List.<Condition>of() : config.conditions()) {
      Operator operator = Operator.ofWord(condition.operator());
      if (operator == null) {
        return StageDefinition.unusable(
            name,
            config.field(),
            "operator=%s is none of %s".formatted(condition.operator(), Operator.WORDS));
      }
      conditions.add(
          new StageCondition(
              condition.field(),
              operator,
              Units.convert(
                  condition.value().doubleValue(),
                  condition.baseUnit(),
                  unitOf(condition.field()))));
    }
    String fieldUnit = unitOf(config.field());
    String wanted = si ? config.siUnit() : config.imperialUnit();
    return new StageDefinition(
        name,
        config.field(),
        kind,
        conditions,
        fieldUnit,
        unitOf(kind, fieldUnit, wanted),
        kind == AggregationKind.DURATION ? Units.SECOND : config.imperialUnit(),
        null);
  }

  /** Unit of a field's values in the records; null if the catalogue does not say. */
  private @Nullable String unitOf(String field) {
    if (field.equals(StageDefinition.TIMESTAMP)) {
      return Units.SECOND;
    }
    return unitsByField.get(field) instanceof Map<?, ?> units
            && units.get(si ? SI : IMPERIAL) instanceof String unit
        ? unit
        : null;
  }

  /** The wanted unit, or the one in which the figure comes if there is no way to that. */
  private static @Nullable String unitOf(
      AggregationKind kind, @Nullable String fieldUnit, @Nullable String wanted) {
    return switch (kind) {
      case DURATION -> Units.SECOND;
      case TOTAL ->
          fieldUnit == null || (Units.isRate(fieldUnit) && Units.isVolume(wanted))
              ? wanted
              : fieldUnit + "*min";
      case AVERAGE, MAX, MIN, SUM, FIRST, LAST ->
          fieldUnit == null || Units.areCompatible(fieldUnit, wanted) ? wanted : fieldUnit;
    };
  }
}
