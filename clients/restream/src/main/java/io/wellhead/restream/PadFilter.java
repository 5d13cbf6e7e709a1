// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which pads are listed (ReStream API, section 2.1); a null component does not filter.
 *
 * @param complete true: only completed pads, false: only open ones
 * @param wellApi pads that have a site with this well API number
 * @param siteId pads that have this site
 * @param fleetId pads of which a site belongs to this fleet
 * @param fleetName part of the fleet's name, in any letter case
 * @param others further query parameters, sent as they are
 */
public record PadFilter(
    @Nullable Boolean complete,
    @Nullable String wellApi,
    @Nullable Long siteId,
    @Nullable Long fleetId,
    @Nullable String fleetName,
    Map<String, String> others) {

  /** No filter. */
  public static final PadFilter ALL = new PadFilter(null, null, null, null, null, Map.of());

  public PadFilter {
    others = Map.copyOf(others);
  }

  public PadFilter withComplete(boolean value) {
    return new PadFilter(value, wellApi, siteId, fleetId, fleetName, others);
  }

  public PadFilter withWellApi(String value) {
    return new PadFilter(complete, value, siteId, fleetId, fleetName, others);
  }

  public PadFilter withSiteId(long value) {
    return new PadFilter(complete, wellApi, value, fleetId, fleetName, others);
  }

  public PadFilter withFleetId(long value) {
    return new PadFilter(complete, wellApi, siteId, value, fleetName, others);
  }

  public PadFilter withFleetName(String value) {
    return new PadFilter(complete, wellApi, siteId, fleetId, value, others);
  }

  public PadFilter withOthers(Map<String, String> value) {
    return new PadFilter(complete, wellApi, siteId, fleetId, fleetName, value);
  }

  Query query() {
    return new Query()
        .add("complete", complete)
        .add("well_api", wellApi)
        .add("site_pk", siteId)
        .add("fleet_id", fleetId)
        .add("fleet_name", fleetName)
        .addAll(others);
  }
}
