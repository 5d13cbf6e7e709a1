// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * How far the reading of a range has come.
 *
 * @param next the second with which it goes on
 * @param through the last second to be read
 * @param unsettledFrom the first second that was read before the service had surely stored it;
 *     {@link #ALL_SETTLED} if there is none
 * @param failures how often in a row it failed
 * @param notBefore when it goes on
 */
record RangeReading(
    CorrectedRange range,
    long next,
    long through,
    long unsettledFrom,
    int failures,
    Instant notBefore) {
  static final long ALL_SETTLED = Long.MAX_VALUE;

  RangeReading {
    requireNonNull(range, "range");
    requireNonNull(notBefore, "notBefore");
  }

  /** A reading that begins now. */
  static RangeReading of(CorrectedRange range) {
    return new RangeReading(range, range.from(), range.through(), ALL_SETTLED, 0, Instant.EPOCH);
  }

  /** The same one, to be tried again then. */
  RangeReading failedUntil(Instant again) {
    return new RangeReading(range, next, through, unsettledFrom, failures + 1, again);
  }

  /** The same one behind a piece that was read. */
  RangeReading after(long pieceThrough, long settledThrough) {
    long unsettled =
        settledThrough < pieceThrough
            ? Math.min(unsettledFrom, Math.max(next, settledThrough + 1))
            : unsettledFrom;
    return new RangeReading(range, pieceThrough + 1, through, unsettled, 0, Instant.EPOCH);
  }

  /** The same one, without a wait. */
  RangeReading now() {
    return new RangeReading(range, next, through, unsettledFrom, failures, Instant.EPOCH);
  }

  boolean isDueAtOnce() {
    return notBefore.equals(Instant.EPOCH);
  }

  RangeReading endingAt(long last) {
    return new RangeReading(range, next, last, unsettledFrom, failures, notBefore);
  }

  boolean isRead() {
    return next > through;
  }

  boolean isSettled() {
    return unsettledFrom > through;
  }

  /** What is to be read once more of a range that was read, when it is settled. */
  RangeReading tail(Instant then) {
    return new RangeReading(range, unsettledFrom, through, ALL_SETTLED, 0, then);
  }
}
