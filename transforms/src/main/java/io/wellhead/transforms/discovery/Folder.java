// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.discovery;

import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/** Where files appear. */
interface Folder extends Serializable {
  /** The folder, or pattern, that a user names; which kind it is follows from its scheme. */
  static Folder of(String pattern) {
    return pattern.startsWith("gs://")
        ? new CloudStorageFolder(pattern)
        : new FileSystemFolder(pattern);
  }

  /**
   * Whether the time of creation tells which files are new: every file that a listing does not show
   * is created after the listing was begun.
   */
  boolean hasCreationTimes();

  /** All files that are there. */
  Listing all(PipelineOptions options) throws IOException;

  /**
   * Those files that most new ones are among, if they can be listed for less than all.
   *
   * @return null if they cannot
   */
  @Nullable Listing recent(PipelineOptions options, Instant now) throws IOException;

  /** A listing in progress. One thread. */
  interface Listing {
    /** The next files; null at the end. */
    @Nullable List<FoundFile> next() throws IOException;
  }
}
