// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.discovery;

import java.io.IOException;
import java.io.Serial;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.options.PipelineOptions;
import org.jspecify.annotations.Nullable;

/**
 * A folder of any file system that Beam has. It may keep a file's times when it is moved or copied,
 * so times do not tell what is new.
 */
record FileSystemFolder(String pattern) implements Folder {
  @Serial private static final long serialVersionUID = 1L;

  @Override
  public boolean hasCreationTimes() {
    return false;
  }

  @Override
  public Listing all(PipelineOptions options) throws IOException {
    MatchResult found = FileSystems.match(pattern, EmptyMatchTreatment.ALLOW);
    Iterator<List<FoundFile>> page =
        List.of(found.metadata().stream().map(FileSystemFolder::file).toList()).iterator();
    return () -> page.hasNext() ? page.next() : null;
  }

  private static FoundFile file(MatchResult.Metadata found) {
    return new FoundFile(
        found.resourceId().toString(),
        found.lastModifiedMillis() + "-" + found.sizeBytes(),
        found.sizeBytes(),
        Instant.ofEpochMilli(found.lastModifiedMillis()));
  }

  @Override
  public @Nullable Listing recent(PipelineOptions options, Instant now) {
    return null;
  }
}
