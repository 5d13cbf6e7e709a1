// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.stages;

import io.wellhead.restream.model.Condition;
import io.wellhead.restream.model.ParameterConfig;
import io.wellhead.sandbox.restream.records.FieldSpec;
import io.wellhead.sandbox.restream.records.FieldTable;
import io.wellhead.sandbox.restream.records.Row;
import io.wellhead.sandbox.restream.records.Units;
import java.util.List;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/**
 * A parameter definition made ready to run over rows (section 2.9, and 9.27 and 9.28 for the kinds
 * and operators beyond the samples).
 */
final class Definition {

  static final List<String> AGGREGATIONS =
      List.of("average", "max", "min", "sum", "first", "last", "duration", "total");

  static final List<String> OPERATORS =
      List.of(
          "greater_than",
          "greater_than_or_equal",
          "less_than",
          "less_than_or_equal",
          "equal",
          "not_equal");

  private static final int TIMESTAMP = -2;
  private static final int MISSING = -1;

  private record Filter(int field, DoublePredicate test) {}

  private final String name;
  private final String aggregation;
  private final String outputUnit;
  private final int field;
  private final @Nullable FieldSpec spec;
  private final List<Filter> filters;

  Definition(String name, ParameterConfig config, FieldTable fields) {
    this.name = name;
    this.aggregation = config.aggregation();
    this.outputUnit = config.imperialUnit() == null ? "" : config.imperialUnit();
    this.field = config.field().equals("timestamp") ? TIMESTAMP : fields.indexOf(config.field());
    this.spec = field >= 0 ? fields.numbers().get(field) : null;
    List<Condition> conditions = config.conditions() == null ? List.of() : config.conditions();
    this.filters = conditions.stream().map(condition -> filter(condition, fields)).toList();
  }

  String name() {
    return name;
  }

  String aggregation() {
    return aggregation;
  }

  boolean computable() {
    return field != MISSING;
  }

  /** Whether it tells of the bounds of the stage, whatever records it has (section 2.6). */
  boolean isOfBounds() {
    return field == TIMESTAMP
        && filters.isEmpty()
        && List.of("first", "last", "duration").contains(aggregation);
  }

  /** The record's value when it has one and passes the conditions, else NaN. */
  double valueIn(Row row) {
    double value = field == TIMESTAMP ? row.second() : row.value(field);
    if (Double.isNaN(value)) {
      return value;
    }
    for (Filter filter : filters) {
      if (filter.field < 0
          || !row.has(filter.field)
          || !filter.test.test(row.value(filter.field))) {
        return Double.NaN;
      }
    }
    return value;
  }

  /** From the stored unit to the definition's imperial unit. */
  double output(double value) {
    String unit = spec == null ? null : spec.imperialUnit();
    return unit != null && Units.compatible(unit, outputUnit)
        ? Units.convert(value, unit, outputUnit)
        : value;
  }

  /** From stored rate times minutes to the definition's imperial unit of volume. */
  double volume(double rateMinutes) {
    String unit = spec == null ? null : spec.imperialUnit();
    return unit != null && Units.compatible(unit, "L/min") && Units.compatible("L", outputUnit)
        ? Units.convert(Units.convert(rateMinutes, unit, "L/min"), "L", outputUnit)
        : rateMinutes;
  }

  private static Filter filter(Condition condition, FieldTable fields) {
    int index = fields.indexOf(condition.field());
    String unit = index < 0 ? null : fields.numbers().get(index).imperialUnit();
    String base = condition.baseUnit();
    double given = condition.value().doubleValue();
    double limit = unit == null || base == null ? given : Units.convert(given, base, unit);
    DoublePredicate test =
        switch (condition.operator()) {
          case "greater_than" -> value -> value > limit;
          case "greater_than_or_equal" -> value -> value >= limit;
          case "less_than" -> value -> value < limit;
          case "less_than_or_equal" -> value -> value <= limit;
          case "equal" -> value -> value == limit;
          case "not_equal" -> value -> value != limit;
          default ->
              throw new IllegalArgumentException(
                  "operator=" + condition.operator() + " is none of " + OPERATORS);
        };
    return new Filter(index, test);
  }
}
