// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.restream.server;

/**
 * Choices where the vendor's behaviour is not known.
 *
 * @param unroutedSiteIds un-routed pad data comes per site and with its id (section 9.6)
 * @param lenient unacceptable parameter values are ignored instead of refused (section 9.36)
 */
public record ServiceSettings(boolean unroutedSiteIds, boolean lenient) {}
