// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream.model;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The measurement sources of a pad or a site by category (ReStream API, sections 2.1 and 2.10).
 *
 * @param wl wireline
 */
public record MeasurementSources(
    List<MeasurementSource> frac,
    List<MeasurementSource> wl,
    List<MeasurementSource> fluid,
    List<MeasurementSource> pumpdown,
    @JsonAnySetter @JsonAnyGetter Map<String, @Nullable Object> otherFields) {

  /** No source in any category: a pad without simultaneous operations. */
  public static final MeasurementSources NONE =
      new MeasurementSources(List.of(), List.of(), List.of(), List.of(), Map.of());

  public MeasurementSources {
    frac = copy(frac);
    wl = copy(wl);
    fluid = copy(fluid);
    pumpdown = copy(pumpdown);
    otherFields = OtherFields.copyOf(otherFields);
  }

  /** The sources that can feed the site, each without its list of attached sites. */
  public MeasurementSources ofSite(long siteId) {
    return new MeasurementSources(
        ofSite(frac, siteId),
        ofSite(wl, siteId),
        ofSite(fluid, siteId),
        ofSite(pumpdown, siteId),
        Map.of());
  }

  private static List<MeasurementSource> ofSite(List<MeasurementSource> sources, long siteId) {
    return sources.stream()
        .filter(source -> source.feeds(siteId))
        .map(MeasurementSource::withoutAttachedSites)
        .toList();
  }

  private static List<MeasurementSource> copy(@Nullable List<MeasurementSource> sources) {
    return sources == null ? List.of() : List.copyOf(sources);
  }
}
