// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream.model;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the history: a site was in one state for some time (ReStream API, section 2.5).
 *
 * @param state full state name such as {@code frac_frac}
 * @param start first second
 * @param end last second, usually the next entry's start; null on the running stage
 * @param stageNumber rises when wireline work starts
 * @param site site id
 * @param id history id; null (absent on the wire) on the running stage
 * @param aggregations values by parameter name, joined from the aggregations of the same history
 *     id; null when they were not asked for or the stage has none. Never sent in a history answer
 */
public record Stage(
    @JsonProperty(required = true) String state,
    @JsonProperty(required = true) Instant start,
    @Nullable Instant end,
    @JsonProperty(required = true) int stageNumber,
    @JsonProperty(required = true) long site,
    @JsonInclude(Include.NON_NULL) @Nullable Long id,
    @JsonInclude(Include.NON_NULL) @Nullable Map<String, @Nullable Number> aggregations,
    @JsonAnySetter @JsonAnyGetter Map<String, @Nullable Object> otherFields) {

  public Stage {
    aggregations =
        aggregations == null
            ? null
            : Collections.unmodifiableMap(new LinkedHashMap<>(aggregations));
    otherFields = OtherFields.copyOf(otherFields);
  }

  /** Whether the stage has not ended. */
  @JsonIgnore
  public boolean isRunning() {
    return end == null;
  }

  /** This stage with the values of its aggregations. */
  public Stage withAggregations(@Nullable Map<String, @Nullable Number> values) {
    return new Stage(state, start, end, stageNumber, site, id, values, otherFields);
  }
}
