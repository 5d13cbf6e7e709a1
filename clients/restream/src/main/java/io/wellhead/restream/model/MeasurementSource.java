// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream.model;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One source of measurements of a pad (ReStream API, section 2.1).
 *
 * @param name prefix of its fields in un-routed data: {@code M1}
 * @param label text for display
 * @param type category: {@code frac}, {@code wl}, {@code fluid}, {@code pumpdown}
 * @param attachedSites sites that it can feed, in no order; null in the view of one site
 * @param activeSite the site that it feeds now; null when none
 */
public record MeasurementSource(
    String name,
    @Nullable String label,
    @Nullable String type,
    @JsonInclude(Include.NON_NULL) @Nullable List<Long> attachedSites,
    @Nullable Long activeSite,
    @JsonAnySetter @JsonAnyGetter Map<String, @Nullable Object> otherFields) {

  public MeasurementSource {
    attachedSites = attachedSites == null ? null : List.copyOf(attachedSites);
    otherFields = OtherFields.copyOf(otherFields);
  }

  /** Whether the source can feed the site. */
  boolean feeds(long siteId) {
    return attachedSites != null && attachedSites.contains(siteId);
  }

  MeasurementSource withoutAttachedSites() {
    return new MeasurementSource(name, label, type, null, activeSite, otherFields);
  }
}
