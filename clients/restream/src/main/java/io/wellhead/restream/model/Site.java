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
 * A site, that is one well (ReStream API, section 2.2).
 *
 * <p>The three {@code current...} fields come only with instance updates. An update may carry only
 * the id, so all other fields can be null.
 *
 * @param latitude decimal degrees, with all decimals
 * @param longitude decimal degrees, with all decimals
 * @param padId the pad that the site belongs to; null for a site without pad
 * @param stageTotal planned number of stages
 * @param timezone Olson name such as {@code US/Central}
 * @param currentState full state name such as {@code frac_frac}
 * @param currentDataSources by category; the vendor does not document the elements
 * @param otherFields what the server sent beyond the documented fields, by wire name
 */
public record Site(
    @JsonProperty(required = true) long id,
    @Nullable String name,
    @Nullable Instant dateCreated,
    @Nullable Double latitude,
    @Nullable Double longitude,
    @Nullable String leaseName,
    @Nullable String operatorName,
    @Nullable SiteMetadata metadata,
    @Nullable String wellApi,
    @Nullable Long padId,
    @Nullable Boolean isDemoSite,
    @Nullable Integer stageTotal,
    @Nullable String timezone,
    @Nullable Long fleetId,
    @Nullable String fleetName,
    @JsonInclude(Include.NON_NULL) @Nullable Integer currentStageNumber,
    @JsonInclude(Include.NON_NULL) @Nullable String currentState,
    @JsonInclude(Include.NON_NULL) @Nullable Map<String, @Nullable Object> currentDataSources,
    @JsonAnySetter @JsonAnyGetter Map<String, @Nullable Object> otherFields)
    implements Instance {

  public Site {
    currentDataSources =
        currentDataSources == null
            ? null
            : Collections.unmodifiableMap(new LinkedHashMap<>(currentDataSources));
    otherFields = OtherFields.copyOf(otherFields);
  }

  @Override
  @JsonIgnore
  public Room room() {
    return Room.site(id);
  }

  /** {@code Site(id=9102)}. */
  @Override
  public String toString() {
    return "Site(id=" + id + ")";
  }
}
