// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which sites are listed (ReStream API, section 2.2); a null component does not filter.
 *
 * @param complete true: only sites of completed pads, false: only of open ones
 * @param padId sites of this pad
 * @param fleetId sites of this fleet
 * @param fleetName part of the fleet's name, in any letter case
 * @param others further query parameters, sent as they are
 */
public record SiteFilter(
    @Nullable Boolean complete,
    @Nullable Long padId,
    @Nullable Long fleetId,
    @Nullable String fleetName,
    Map<String, String> others) {

  /** No filter. */
  public static final SiteFilter ALL = new SiteFilter(null, null, null, null, Map.of());

  public SiteFilter {
    others = Map.copyOf(others);
  }

  public SiteFilter withComplete(boolean value) {
    return new SiteFilter(value, padId, fleetId, fleetName, others);
  }

  public SiteFilter withPadId(long value) {
    return new SiteFilter(complete, value, fleetId, fleetName, others);
  }

  public SiteFilter withFleetId(long value) {
    return new SiteFilter(complete, padId, value, fleetName, others);
  }

  public SiteFilter withFleetName(String value) {
    return new SiteFilter(complete, padId, fleetId, value, others);
  }

  public SiteFilter withOthers(Map<String, String> value) {
    return new SiteFilter(complete, padId, fleetId, fleetName, value);
  }

  Query query() {
    return new Query()
        .add("complete", complete)
        .add("pad_pk", padId)
        .add("fleet_id", fleetId)
        .add("fleet_name", fleetName)
        .addAll(others);
  }
}
