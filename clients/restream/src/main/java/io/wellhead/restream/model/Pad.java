// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream.model;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pad: several wells on one location (ReStream API, section 2.1).
 *
 * <p>REST answers have every field; an instance update may carry only the id, so all others can be
 * null.
 *
 * @param simopsConfig null when the pad has no simultaneous operations
 * @param completionDate when all sites of the pad had finished; null while it is open
 * @param otherFields what the server sent beyond the documented fields, by wire name
 */
public record Pad(
    @JsonProperty(required = true) long id,
    @Nullable String name,
    @Nullable String leaseName,
    @Nullable String customerName,
    @Nullable SimopsConfig simopsConfig,
    @Nullable Instant completionDate,
    @Nullable Boolean wirelineEnabled,
    @JsonAnySetter @JsonAnyGetter Map<String, @Nullable Object> otherFields)
    implements Instance {

  public Pad {
    otherFields = OtherFields.copyOf(otherFields);
  }

  @Override
  @JsonIgnore
  public Room room() {
    return Room.pad(id);
  }

  /** {@code Pad(id=412)}. */
  @Override
  public String toString() {
    return "Pad(id=" + id + ")";
  }
}
