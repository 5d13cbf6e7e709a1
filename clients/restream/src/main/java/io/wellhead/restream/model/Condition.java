// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream.model;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A filter on records before they are aggregated (ReStream API, section 2.9).
 *
 * @param field data field that is compared
 * @param value compared with, in {@code baseUnit}
 * @param operator {@code greater_than}, {@code greater_than_or_equal}, {@code less_than}, ...
 */
public record Condition(
    @JsonProperty(required = true) String field,
    @JsonProperty(required = true) BigDecimal value,
    @Nullable String siUnit,
    @JsonProperty(required = true) String operator,
    @Nullable String baseUnit,
    @Nullable String imperialUnit,
    @JsonAnySetter @JsonAnyGetter Map<String, @Nullable Object> otherFields) {

  public Condition {
    requireNonNull(field, "field");
    requireNonNull(value, "value");
    requireNonNull(operator, "operator");
    otherFields = OtherFields.copyOf(otherFields);
  }
}
