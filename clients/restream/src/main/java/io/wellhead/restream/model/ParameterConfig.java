// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream.model;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an aggregation is computed from (ReStream API, section 2.9).
 *
 * @param field data field that is aggregated
 * @param siUnit name of the unit for display in SI
 * @param baseUnit name of the unit in which the value is stored and compared
 * @param conditions filters that a record must all pass; null when the definition has none
 * @param aggregation {@code average} in every definition seen; other words exist
 * @param imperialUnit name of the unit for display in imperial units
 */
public record ParameterConfig(
    @JsonProperty(required = true) String field,
    @Nullable String siUnit,
    @Nullable String baseUnit,
    @JsonInclude(Include.NON_NULL) @Nullable List<Condition> conditions,
    @JsonProperty(required = true) String aggregation,
    @Nullable String imperialUnit,
    @JsonAnySetter @JsonAnyGetter Map<String, @Nullable Object> otherFields) {

  public ParameterConfig {
    requireNonNull(field, "field");
    requireNonNull(aggregation, "aggregation");
    conditions = conditions == null ? null : List.copyOf(conditions);
    otherFields = OtherFields.copyOf(otherFields);
  }
}
