// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.report;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A data change of a well, as {@code restream_silver.data_changes} has it.
 *
 * @param subtype what was done, in the service's word; null if it did not say
 * @param start first affected instant
 * @param end last affected instant, not before the start
 * @param status how far the pipeline is with it
 * @param at when it came so far
 * @param written seconds that were upserted; null as long as that is not known
 * @param deleted seconds that were deleted; null as long as that is not known
 * @param error what keeps it from being applied or confirmed
 */
record Correction(
    long changeId,
    @Nullable String subtype,
    Instant start,
    Instant end,
    String status,
    @Nullable Instant at,
    @Nullable Long written,
    @Nullable Long deleted,
    @Nullable String error) {
  Correction {
    Objects.requireNonNull(start, "start");
    Objects.requireNonNull(end, "end");
    Objects.requireNonNull(status, "status");
  }

  /** Whether the warehouse has what the vendor says now. */
  boolean isApplied() {
    return status.equals("applied") || status.equals("confirmed");
  }

  /** What was done, for the reader. */
  String what() {
    return subtype == null ? "unknown" : subtype.replace('_', ' ');
  }

  /** The status, for the reader. */
  String state() {
    return isApplied() || status.equals("failed") ? status : status + ", not applied yet";
  }
}
