// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream.model;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Definition of a per-stage aggregation (ReStream API, section 2.9).
 *
 * <p>Units stand twice under the same keys: here as ids of an unpublished catalog, in {@code
 * config} as names.
 *
 * @param name key in the rows of {@link Aggregations}
 * @param type {@code D}: applies to every pad; {@code C}: applies to the pads listed
 * @param units id of a unit, or null
 * @param imperialUnit id of a unit
 * @param siUnit id of a unit
 * @param pads ids of the pads that a custom parameter applies to
 */
public record Parameter(
    @JsonProperty(required = true) long id,
    @JsonProperty(required = true) String name,
    @JsonProperty(required = true) ParameterConfig config,
    @Nullable String type,
    @Nullable String label,
    @Nullable String color,
    @Nullable String description,
    @Nullable Instant createdAt,
    @Nullable Instant updatedAt,
    @Nullable Long units,
    @Nullable Long imperialUnit,
    @Nullable Long siUnit,
    List<Long> pads,
    @JsonAnySetter @JsonAnyGetter Map<String, @Nullable Object> otherFields) {

  public Parameter {
    requireNonNull(name, "name");
    requireNonNull(config, "config");
    pads = pads == null ? List.of() : List.copyOf(pads);
    otherFields = OtherFields.copyOf(otherFields);
  }
}
