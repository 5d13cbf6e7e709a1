// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changefiles;

/** Names of the metrics of reading change files. */
final class ChangeFileMetrics {
  static final String NAMESPACE = "ChangeFileIO.Read";
  static final String FILES_READ_COUNT = "files_read_count";
  static final String EVENTS_READ_COUNT = "events_read_count";
  static final String DAMAGED_PARTS_COUNT = "damaged_parts_count";

  /** From the making of a file until its end was read. */
  static final String FILE_LAG_MS = "file_lag_ms";

  private ChangeFileMetrics() {}
}
