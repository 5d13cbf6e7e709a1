// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.restream;

import java.util.OptionalLong;

/**
 * Seconds of a site that were missed between two connections.
 *
 * @param siteId empty when the records have none
 * @param lastBefore epoch seconds of the last record before the gap
 * @param firstAfter epoch seconds of the first record after it
 */
public record Gap(OptionalLong siteId, long lastBefore, long firstAfter) {}
