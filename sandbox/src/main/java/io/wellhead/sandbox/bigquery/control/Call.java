// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.sandbox.bigquery.control;

/** The calls that a fault can strike. */
public enum Call {
  APPEND_ROWS,
  CREATE_WRITE_STREAM,
  GET_WRITE_STREAM,
  FLUSH_ROWS,
  FINALIZE_WRITE_STREAM,
  BATCH_COMMIT_WRITE_STREAMS,
  /** REST methods of datasets. */
  DATASETS,
  /** REST methods of tables and their data. */
  TABLES,
  /** REST methods of jobs: queries. */
  JOBS
}
