// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the reading of a range has come.
 *
 * @param next the second with which it goes on
 * @param through the last second to be read
 * @param unsettled what was read before the service had surely stored it; null if nothing was
 * @param look the site's newest record as last seen; null before the first look
 * @param failures how often in a row it failed
 * @param notBefore when it goes on
 */
record RangeReading(
    CorrectedRange range,
    long next,
    long through,
    @Nullable Span unsettled,
    @Nullable Look look,
    int failures,
    Instant notBefore) {

  /** Seconds, both included. */
  record Span(long from, long through) {}

  RangeReading {
    requireNonNull(range, "range");
    requireNonNull(notBefore, "notBefore");
  }

  /** A reading that begins now. */
  static RangeReading of(CorrectedRange range) {
    return new RangeReading(range, range.from(), range.through(), null, null, 0, Instant.EPOCH);
  }

  /** The same one, to be tried again then. */
  RangeReading failedUntil(Instant again) {
    return new RangeReading(range, next, through, unsettled, look, failures + 1, again);
  }

  /** The same one, to go on then. */
  RangeReading waitingUntil(Instant then) {
    return new RangeReading(range, next, through, unsettled, look, 0, then);
  }

  /** The same one, without what lies before. */
  RangeReading beginningAt(long first) {
    return new RangeReading(range, first, through, unsettled, look, failures, notBefore);
  }

  /** The same one, without what lies behind. */
  RangeReading endingAt(long last) {
    return new RangeReading(range, next, last, unsettled, look, failures, notBefore);
  }

  /** The same one, knowing that. */
  RangeReading seeing(Look newLook) {
    return new RangeReading(range, next, through, unsettled, newLook, failures, notBefore);
  }

  /** The same one behind a piece that was read. What is not settled begins with a whole minute. */
  RangeReading after(long pieceThrough, long settledThrough) {
    Span span = unsettled;
    if (settledThrough < pieceThrough) {
      long from = Math.max(next, CorrectedRange.minuteOf(settledThrough + 1));
      span = new Span(span == null ? from : span.from(), pieceThrough);
    }
    return new RangeReading(range, pieceThrough + 1, through, span, look, 0, Instant.EPOCH);
  }

  /** Whether it may be read at once, and did not fail the last time. */
  boolean isDue(Instant now) {
    return failures == 0 && !notBefore.isAfter(now);
  }

  boolean isRead() {
    return next > through;
  }

  /** What is to be read once more of a range that was read. */
  RangeReading again(Span span, Instant then) {
    return new RangeReading(range, span.from(), span.through(), null, look, 0, then);
  }
}
