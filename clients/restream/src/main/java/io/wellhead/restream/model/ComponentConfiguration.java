// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream.model;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One valve sensor (ReStream API, section 2.3).
 *
 * @param currentState letter of the valve's position: {@code O} open, {@code C} closed, {@code N}
 *     unknown
 * @param lastValue a number as text: degrees of stem rotation
 * @param inactivityThreshold seconds
 */
public record ComponentConfiguration(
    @JsonProperty(required = true) long id,
    @Nullable Component component,
    @Nullable MeasurementLocation measurementLocation,
    @Nullable ConditionLogicSet conditionLogicSet,
    @Nullable String currentState,
    @Nullable Instant dateCreated,
    @Nullable Instant lastStateUpdate,
    @Nullable Instant lastUpdated,
    @Nullable Object pumpdownSimValve,
    @Nullable Object downholeSimValve,
    @Nullable String fieldName,
    @Nullable String lastValue,
    @Nullable Integer inactivityThreshold,
    @JsonAnySetter @JsonAnyGetter Map<String, @Nullable Object> otherFields) {

  /** The device. */
  public record Component(
      @JsonProperty(required = true) long id,
      @Nullable ComponentType componentType,
      @Nullable String serialNumber,
      @Nullable String componentTypeName,
      @Nullable Double valveSafetyBufferLimit,
      @JsonAnySetter @JsonAnyGetter Map<String, @Nullable Object> otherFields) {

    public Component {
      otherFields = OtherFields.copyOf(otherFields);
    }
  }

  /** The kind of device; {@code stem_indicator} has been seen. */
  public record ComponentType(
      @JsonProperty(required = true) long id,
      @Nullable String name,
      @Nullable String description,
      @JsonAnySetter @JsonAnyGetter Map<String, @Nullable Object> otherFields) {

    public ComponentType {
      otherFields = OtherFields.copyOf(otherFields);
    }
  }

  /** Where the device sits; the name is the key of the valve in data records. */
  public record MeasurementLocation(
      @JsonProperty(required = true) long id,
      @Nullable String name,
      @Nullable String location,
      @Nullable String description,
      @JsonAnySetter @JsonAnyGetter Map<String, @Nullable Object> otherFields) {

    public MeasurementLocation {
      otherFields = OtherFields.copyOf(otherFields);
    }
  }

  public ComponentConfiguration {
    otherFields = OtherFields.copyOf(otherFields);
  }
}
