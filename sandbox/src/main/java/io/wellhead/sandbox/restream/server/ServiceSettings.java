// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.server;

/**
 * Choices where the vendor's behaviour is not known.
 *
 * @param unroutedSiteIds un-routed pad data comes per site and with its id (section 9.6)
 * @param lenient unacceptable parameter values are ignored instead of refused (section 9.36)
 * @param snapshots the present instance is sent on connecting to instance updates (section 9.10)
 * @param concurrentRequests more at a time for one token and path are refused with 429; 0 for no
 *     limit (section 9.37)
 */
public record ServiceSettings(
    boolean unroutedSiteIds, boolean lenient, boolean snapshots, int concurrentRequests) {}
