// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream.model;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The vendor corrected stored data of a site (ReStream API, section 7.1). Only the id is certain;
 * the service has been seen to leave out {@code created_at}.
 *
 * @param modificationType {@code translation_layer} (fields were mapped anew) or {@code
 *     transaction} (stored data were edited)
 * @param modificationSubtype {@code add}, {@code delete}, {@code change}, {@code move_delete}, ...
 * @param startDate first affected instant
 * @param endDate last affected instant
 * @param site id of the affected site
 * @param updateReceived only in confirmations; the service has not been seen to send it
 */
public record DataChange(
    @JsonProperty(required = true) long id,
    @Nullable Instant createdAt,
    @Nullable String modificationType,
    @Nullable String modificationSubtype,
    @Nullable Instant startDate,
    @Nullable Instant endDate,
    @Nullable Long site,
    @JsonInclude(Include.NON_NULL) @Nullable Boolean updateReceived,
    @JsonAnySetter @JsonAnyGetter Map<String, @Nullable Object> otherFields) {

  public DataChange {
    otherFields = OtherFields.copyOf(otherFields);
  }

  /** {@code DataChange(id=2201)}. */
  @Override
  public String toString() {
    return "DataChange(id=" + id + ")";
  }
}
