// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.corrections;

/** The metrics of this package, by the namespaces of its transforms. */
final class CorrectionMetrics {
  /** The namespace of {@link ReadCorrectedRanges}. */
  static final String READ = "ReadCorrectedRanges";

  /** The namespace of {@link ReplaceRange}. */
  static final String REPLACE = "ReplaceRange";

  /** Parts of corrected ranges read, cumulative. */
  static final String PIECES_READ_COUNT = "pieces_read_count";

  /** Readings that failed and are tried again, cumulative. */
  static final String READINGS_FAILED_COUNT = "readings_failed_count";

  /** Ranges that the service does not give, each a dead letter, cumulative. */
  static final String RANGES_REFUSED_COUNT = "ranges_refused_count";

  /** Ranges that begin before 2000, read from the site's first record on, cumulative. */
  static final String RANGES_CUT_COUNT = "ranges_cut_count";

  /** Ranges not read to their end when the pipeline ended, cumulative. */
  static final String RANGES_LEFT_COUNT = "ranges_left_count";

  /** Ranges that are not read to their end, now. */
  static final String RANGES_WAITING = "ranges_waiting";

  /** Seconds of them that are still to be read, now. */
  static final String SECONDS_LEFT = "seconds_left";

  /** Records given as corrections, cumulative. */
  static final String RECORDS_CORRECTED_COUNT = "records_corrected_count";

  /** Seconds given as deleted, cumulative. */
  static final String SECONDS_REMOVED_COUNT = "seconds_removed_count";

  /** Rows given for minutes, deletions included, cumulative. */
  static final String MINUTE_ROWS_COUNT = "minute_rows_count";

  /** Look-ups in silver that failed, so that more was deleted than had to be, cumulative. */
  static final String LOOKUPS_FAILED_COUNT = "lookups_failed_count";

  private CorrectionMetrics() {}
}
