// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream.model;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a sensor's value becomes the letter of a valve position (ReStream API, section 2.3). */
public record ConditionLogicSet(
    @JsonProperty(required = true) long id,
    @Nullable String name,
    @Nullable String description,
    @Nullable Schema schema,
    @JsonAnySetter @JsonAnyGetter Map<String, @Nullable Object> otherFields) {

  /**
   * The comparisons, walked in order; the first true one gives the letter.
   *
   * @param defaultState letter when none is true
   */
  public record Schema(
      @Nullable String defaultState,
      List<ConditionLogic> conditionLogics,
      @JsonAnySetter @JsonAnyGetter Map<String, @Nullable Object> otherFields) {

    public Schema {
      conditionLogics = conditionLogics == null ? List.of() : List.copyOf(conditionLogics);
      otherFields = OtherFields.copyOf(otherFields);
    }
  }

  /**
   * One comparison.
   *
   * @param operator {@code <} or {@code >}
   * @param comparisonValue a number as text
   * @param resultingCondition letter when the comparison is true
   */
  public record ConditionLogic(
      @Nullable String type,
      @Nullable String operator,
      @Nullable String comparisonValue,
      @Nullable String resultingCondition,
      @JsonAnySetter @JsonAnyGetter Map<String, @Nullable Object> otherFields) {

    public ConditionLogic {
      otherFields = OtherFields.copyOf(otherFields);
    }
  }

  public ConditionLogicSet {
    otherFields = OtherFields.copyOf(otherFields);
  }
}
