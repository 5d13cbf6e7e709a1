// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream.model;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How valve positions become a state (ReStream API, section 2.3). */
public record TruthTable(
    @JsonProperty(required = true) long id,
    @Nullable String name,
    @Nullable String description,
    @Nullable Schema schema,
    @JsonAnySetter @JsonAnyGetter Map<String, @Nullable Object> otherFields) {

  /**
   * The table itself.
   *
   * @param conditionsOrder names of the inputs, in the order of each row's letters
   */
  public record Schema(
      List<Row> rows,
      List<String> conditionsOrder,
      @JsonAnySetter @JsonAnyGetter Map<String, @Nullable Object> otherFields) {

    public Schema {
      rows = rows == null ? List.of() : List.copyOf(rows);
      conditionsOrder = conditionsOrder == null ? List.of() : List.copyOf(conditionsOrder);
      otherFields = OtherFields.copyOf(otherFields);
    }
  }

  /**
   * One row: the state when the inputs have these letters; fewer letters than inputs match as a
   * prefix.
   */
  public record Row(
      @Nullable String state,
      List<String> conditions,
      @JsonAnySetter @JsonAnyGetter Map<String, @Nullable Object> otherFields) {

    public Row {
      conditions = conditions == null ? List.of() : List.copyOf(conditions);
      otherFields = OtherFields.copyOf(otherFields);
    }
  }

  public TruthTable {
    otherFields = OtherFields.copyOf(otherFields);
  }
}
