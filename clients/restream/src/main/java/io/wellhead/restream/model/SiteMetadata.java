// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream.model;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The time span that a site has data for (ReStream API, section 2.2). Epoch seconds and ISO texts
 * are both read; epoch seconds are written.
 *
 * @param firstTimestamp instant of the oldest record; null when there is none
 * @param lastTimestamp instant of the newest record; null when there is none
 */
public record SiteMetadata(
    @JsonSerialize(using = InstantJson.WriteEpochSeconds.class) @Nullable Instant firstTimestamp,
    @JsonSerialize(using = InstantJson.WriteEpochSeconds.class) @Nullable Instant lastTimestamp,
    @JsonAnySetter @JsonAnyGetter Map<String, @Nullable Object> otherFields) {

  public SiteMetadata {
    otherFields = OtherFields.copyOf(otherFields);
  }
}
