// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A figure of a stage that the vendor gives as well.
 *
 * @param name the vendor's key
 * @param unit of both values; null if nothing tells
 * @param value null if no record counted
 * @param samples how many records counted
 * @param isFinal whether the whole stage was read
 */
record StageParameter(
    String name,
    @Nullable String unit,
    @Nullable Double value,
    double vendorValue,
    long samples,
    boolean isFinal,
    @Nullable Instant computedAt) {
  /** Sums in another order differ by less; figures of other data by more. */
  static final double TOLERANCE = 1e-6;

  /** How the two values compare. */
  enum Match {
    AGREES,
    DIFFERS,
    NO_DATA
  }

  StageParameter {
    Objects.requireNonNull(name, "name");
  }

  Match match() {
    if (value == null) {
      return Match.NO_DATA;
    }
    return relativeDifference() <= TOLERANCE ? Match.AGREES : Match.DIFFERS;
  }

  /** Our value less the vendor's; NaN without ours. */
  double difference() {
    return value == null ? Double.NaN : value - vendorValue;
  }

  /** The difference as a share of the larger of both; NaN without our value. */
  double relativeDifference() {
    if (value == null) {
      return Double.NaN;
    }
    double larger = Math.max(Math.abs(value), Math.abs(vendorValue));
    return larger == 0 ? 0 : Math.abs(difference()) / larger;
  }
}
