// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream.model;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The valve sensors of a site (ReStream API, section 2.3).
 *
 * @param site site id
 */
public record SiteComponentConfiguration(
    @JsonProperty(required = true) long id,
    @Nullable Long site,
    List<ComponentConfiguration> componentConfigurations,
    @Nullable String siteName,
    @Nullable Instant dateCreated,
    @Nullable Integer valveTreeLayout,
    @JsonAnySetter @JsonAnyGetter Map<String, @Nullable Object> otherFields) {

  public SiteComponentConfiguration {
    componentConfigurations =
        componentConfigurations == null ? List.of() : List.copyOf(componentConfigurations);
    otherFields = OtherFields.copyOf(otherFields);
  }
}
