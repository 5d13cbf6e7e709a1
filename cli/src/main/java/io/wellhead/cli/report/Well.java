// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import java.time.ZoneId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A well as the report shows it.
 *
 * @param siteId the service's site id
 * @param api API number
 * @param stageTotal planned stages
 * @param zone time zone of the site, in which all times are shown
 */
record Well(
    long siteId,
    String name,
    @Nullable String padName,
    @Nullable String api,
    @Nullable String operator,
    @Nullable Long stageTotal,
    ZoneId zone) {
  Well {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(zone, "zone");
  }
}
