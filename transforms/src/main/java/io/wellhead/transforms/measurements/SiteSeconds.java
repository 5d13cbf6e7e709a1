// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.measurements;

/**
 * Live records of a site were delivered in one bundle: from the first to the last of these seconds,
 * perhaps not all of them.
 *
 * @param first since 1970
 * @param last since 1970
 */
public record SiteSeconds(long siteId, long first, long last) {

  /** The seconds of both. */
  SiteSeconds and(SiteSeconds other) {
    return new SiteSeconds(siteId, Math.min(first, other.first), Math.max(last, other.last));
  }
}
