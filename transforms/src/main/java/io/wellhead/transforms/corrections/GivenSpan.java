// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Seconds of a site of which records were given.
 *
 * @param from first second, since 1970
 * @param through last second
 * @param at when the last of them were read
 */
record GivenSpan(long siteId, long from, long through, Instant at) {
  GivenSpan {
    requireNonNull(at, "at");
  }

  static GivenSpan of(CorrectedPiece piece) {
    return new GivenSpan(piece.range().siteId(), piece.from(), piece.through(), piece.readAt());
  }

  boolean touches(CorrectedPiece piece) {
    return siteId == piece.range().siteId() && from <= piece.through() && piece.from() <= through;
  }

  /** Whether the other one goes on where this one ends. */
  boolean isFollowedBy(GivenSpan next) {
    return siteId == next.siteId && through + 1 == next.from;
  }

  boolean holds(GivenSpan other) {
    return siteId == other.siteId && from <= other.from && other.through <= through;
  }

  GivenSpan asOf(Instant newer) {
    return new GivenSpan(siteId, from, through, newer);
  }

  GivenSpan and(GivenSpan next) {
    return new GivenSpan(siteId, from, next.through, next.at);
  }
}
