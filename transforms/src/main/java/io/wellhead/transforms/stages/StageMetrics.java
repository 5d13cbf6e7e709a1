// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.stages;

/** The metrics of {@link AggregateStages}. */
final class StageMetrics {
  static final String NAMESPACE = "AggregateStages";

  /** Computations of a stage, and deletions of its rows, cumulative. */
  static final String STAGES_COMPUTED_COUNT = "stages_computed_count";

  /** Records read for stages, cumulative. */
  static final String STAGE_RECORDS_READ_COUNT = "stage_records_read_count";

  /** Readings that failed and are tried again, cumulative. */
  static final String READINGS_FAILED_COUNT = "readings_failed_count";

  /** Stages that the service does not give, each a dead letter, cumulative. */
  static final String STAGES_REFUSED_COUNT = "stages_refused_count";

  /** Stages not computed when the pipeline ended, cumulative. */
  static final String STAGES_LEFT_COUNT = "stages_left_count";

  /** Questions after what earlier jobs left that failed and are asked again, cumulative. */
  static final String LOOKUPS_FAILED_COUNT = "lookups_failed_count";

  private StageMetrics() {}
}
