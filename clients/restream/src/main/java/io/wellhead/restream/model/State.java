// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream.model;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The current configuration of a site (ReStream API, section 2.3).
 *
 * @param id state id, not the site's
 * @param currentState full state name such as {@code frac_frac}
 * @param calculatedStageNumber number of the running stage
 * @param completedStageNumber number of the last finished stage
 * @param lastStateUpdate measured instant of the last transition
 * @param lastStateUpdateSystemTime server clock of the last transition
 * @param stateChangePrimaryFieldValues by measurement source, then by field name
 * @param previousState id of the previous history entry
 */
public record State(
    @JsonProperty(required = true) long id,
    @Nullable StateSite site,
    @Nullable SiteComponentConfiguration siteComponentConfiguration,
    @Nullable TruthTable truthTable,
    @Nullable String currentState,
    @Nullable Integer actualStageNumber,
    @Nullable Integer completedStageNumber,
    @Nullable String siteName,
    @Nullable Instant dateCreated,
    @Nullable Instant lastUpdated,
    @Nullable Instant lastStateUpdate,
    @Nullable Boolean truthTableCalculating,
    @Nullable Integer calculatedStageNumber,
    @Nullable Map<String, Map<String, PrimaryFieldValue>> stateChangePrimaryFieldValues,
    @Nullable Instant lastStateUpdateSystemTime,
    @Nullable Instant lastStateConfirmationTime,
    @Nullable Long previousState,
    @JsonAnySetter @JsonAnyGetter Map<String, @Nullable Object> otherFields) {

  /**
   * A value that took part in the last transition.
   *
   * @param timestamp epoch seconds
   */
  public record PrimaryFieldValue(
      @Nullable Double value,
      @Nullable Long timestamp,
      @JsonAnySetter @JsonAnyGetter Map<String, @Nullable Object> otherFields) {

    public PrimaryFieldValue {
      otherFields = OtherFields.copyOf(otherFields);
    }
  }

  public State {
    stateChangePrimaryFieldValues =
        stateChangePrimaryFieldValues == null
            ? null
            : Collections.unmodifiableMap(new LinkedHashMap<>(stateChangePrimaryFieldValues));
    otherFields = OtherFields.copyOf(otherFields);
  }

  /** {@code State(id=71)}. */
  @Override
  public String toString() {
    return "State(id=" + id + ")";
  }
}
