// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream.model;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The site inside a {@link State} (ReStream API, section 2.3).
 *
 * @param slug name with underscores
 * @param fleet null when the site has none
 * @param crew null in every answer seen, so its shape is unknown
 * @param db name of the vendor's storage
 */
public record StateSite(
    @JsonProperty(required = true) long id,
    @Nullable String slug,
    @Nullable String wellApi,
    @Nullable String name,
    @Nullable String shortName,
    @Nullable Named fleet,
    @Nullable Object crew,
    @Nullable Integer stageTotal,
    @Nullable Instant dateCreated,
    @Nullable StatePad pad,
    @Nullable Double latitude,
    @Nullable String db,
    @Nullable Double longitude,
    @Nullable String timezone,
    @Nullable Boolean memcacheRead,
    @Nullable Boolean memcacheWrite,
    @Nullable String primaryColor,
    @JsonAnySetter @JsonAnyGetter Map<String, @Nullable Object> otherFields) {

  /** A fleet or a customer: id and name. */
  public record Named(
      @JsonProperty(required = true) long id,
      @Nullable String name,
      @JsonAnySetter @JsonAnyGetter Map<String, @Nullable Object> otherFields) {

    public Named {
      otherFields = OtherFields.copyOf(otherFields);
    }
  }

  /** The pad of the site. */
  public record StatePad(
      @JsonProperty(required = true) long id,
      @Nullable String name,
      @Nullable Named customer,
      @Nullable SimopsConfig simopsConfig,
      @JsonAnySetter @JsonAnyGetter Map<String, @Nullable Object> otherFields) {

    public StatePad {
      otherFields = OtherFields.copyOf(otherFields);
    }
  }

  public StateSite {
    otherFields = OtherFields.copyOf(otherFields);
  }
}
