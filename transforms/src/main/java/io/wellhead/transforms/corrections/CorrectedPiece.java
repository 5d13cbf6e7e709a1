// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

import static java.util.Objects.requireNonNull;

import io.wellhead.transforms.restream.Measurement;
import java.time.Instant;
import java.util.List;

/**
 * What the service returned for a part of a corrected range, no longer than an hour.
 *
 * @param range the whole range
 * @param from first second that was asked for, since 1970
 * @param through last second that was asked for
 * @param settledThrough up to this second the service has stored all it will: what the answer lacks
 *     up to here is gone
 * @param readAt this machine's clock when the answer was read
 * @param isGivenBefore whether records of such seconds were given lately: their rows may be on the
 *     way to silver
 * @param fields names of the site's fields, as far as its catalogue tells
 * @param records at most one per second, ascending; origin and change id are those of a correction
 */
public record CorrectedPiece(
    CorrectedRange range,
    long from,
    long through,
    long settledThrough,
    Instant readAt,
    boolean isGivenBefore,
    List<String> fields,
    List<Measurement> records) {

  public CorrectedPiece {
    requireNonNull(range, "range");
    requireNonNull(readAt, "readAt");
    fields = List.copyOf(fields);
    records = List.copyOf(records);
  }

  /** The same, given after others of its seconds. */
  CorrectedPiece givenBefore() {
    return new CorrectedPiece(range, from, through, settledThrough, readAt, true, fields, records);
  }

  /** How much, not what. */
  @Override
  public String toString() {
    return "CorrectedPiece[range=%s, from=%d, through=%d, settledThrough=%d, readAt=%s, records=%d]"
        .formatted(range, from, through, settledThrough, readAt, records.size());
  }
}
