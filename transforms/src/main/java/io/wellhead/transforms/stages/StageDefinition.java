// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of stages, made ready to be computed from records of one unit system.
 *
 * @param name key of the vendor's aggregations, unique among the definitions of a site
 * @param field data field that is aggregated; {@value #TIMESTAMP} is the record's second
 * @param kind null if the definition cannot be understood
 * @param conditions all of them must hold for a record to count
 * @param fieldUnit unit of the records' values; null if the catalogue has none
 * @param unit unit of the figure; null if nothing tells
 * @param vendorUnit unit in which the vendor gives the figure; null if nothing tells
 * @param problem why the kind is null; null otherwise
 */
record StageDefinition(
    String name,
    String field,
    @Nullable AggregationKind kind,
    List<StageCondition> conditions,
    @Nullable String fieldUnit,
    @Nullable String unit,
    @Nullable String vendorUnit,
    @Nullable String problem) {
  static final String TIMESTAMP = "timestamp";

  StageDefinition {
    requireNonNull(name, "name");
    requireNonNull(field, "field");
    conditions = List.copyOf(conditions);
    if ((kind == null) == (problem == null)) {
      throw new IllegalArgumentException(name + ": either a kind or a problem");
    }
  }

  /** A definition that gives no figure, and why. */
  static StageDefinition unusable(String name, String field, String problem) {
    return new StageDefinition(name, field, null, List.of(), null, null, null, problem);
  }

  /** The record's value of a field; null if it has none. */
  static @Nullable Double valueOf(String field, long second, Map<String, Double> numbers) {
    return field.equals(TIMESTAMP) ? Double.valueOf((double) second) : numbers.get(field);
  }

  /** The record's value if it counts, else null. */
  @Nullable Double valueIn(long second, Map<String, Double> numbers) {
    if (kind == null) {
      return null;
    }
    Double value = valueOf(field, second, numbers);
    if (value == null) {
      return null;
    }
    for (StageCondition condition : conditions) {
      if (!condition.passes(second, numbers)) {
        return null;
      }
    }
    return value;
  }

  /**
   * Whether it tells of the bounds of the stage: the vendor's {@code total_duration} and {@code
   * test_time} are those of the stage to the second, whatever records it has (ReStream API, section
   * 2.6).
   */
  boolean isOfBounds() {
    return field.equals(TIMESTAMP)
        && conditions.isEmpty()
        && (kind == AggregationKind.FIRST
            || kind == AggregationKind.LAST
            || kind == AggregationKind.DURATION);
  }

  /**
   * The figure in {@link #unit}; null if nothing counted.
   *
   * @param start first second of the stage
   * @param through last second that was read of it
   */
  @Nullable Double figure(Accumulator values, long start, long through) {
    if (kind == null || values.count() == 0) {
      return null;
    }
    boolean bounds = isOfBounds();
    return inUnit(
        switch (kind) {
          case AVERAGE -> values.sum() / values.count();
          case MAX -> values.max();
          case MIN -> values.min();
          case SUM -> values.sum();
          case FIRST -> bounds ? start : values.first();
          case LAST -> bounds ? through : values.last();
          case DURATION -> bounds ? through - start : values.lastSecond() - values.firstSecond();
          case TOTAL -> values.rateMinutes();
        });
  }

  /** What was made of the field's values, in {@link #unit}. */
  double inUnit(double made) {
    return switch (requireNonNull(kind, "kind")) {
      case AVERAGE, MAX, MIN, SUM, FIRST, LAST -> converted(made);
      case DURATION -> made;
      case TOTAL ->
          fieldUnit != null && unit != null && Units.isVolume(unit)
              ? Units.volume(made, fieldUnit, unit)
              : made;
    };
  }

  private double converted(double value) {
    return Units.convert(value, fieldUnit, unit);
  }

  /** A figure of the vendor in {@link #unit}. */
  double vendorFigure(double value) {
    return Units.convert(value, vendorUnit, unit);
  }
}
