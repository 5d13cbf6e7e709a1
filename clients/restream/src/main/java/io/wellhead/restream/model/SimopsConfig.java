// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream.model;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Simultaneous operations of a pad (ReStream API, section 2.1).
 *
 * @param frac mode of the frac operation, an opaque word; not null when its fields are recorded per
 *     measurement source
 * @param wireline as {@code frac}, for wireline
 * @param pumpdown as {@code frac}, for pump-down
 * @param fluid as {@code frac}, for fluid
 * @param excFields names of fields that are exempt from the treatment per source
 */
public record SimopsConfig(
    @Nullable String frac,
    @Nullable String wireline,
    @Nullable String pumpdown,
    @Nullable String fluid,
    @JsonProperty(required = true) MeasurementSources measurementSources,
    List<String> excFields,
    @JsonAnySetter @JsonAnyGetter Map<String, @Nullable Object> otherFields) {

  public SimopsConfig {
    if (measurementSources == null) {
      throw new IllegalArgumentException("measurement_sources is missing");
    }
    excFields = excFields == null ? List.of() : List.copyOf(excFields);
    otherFields = OtherFields.copyOf(otherFields);
  }
}
