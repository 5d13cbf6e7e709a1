// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changefiles;

import io.wellhead.transforms.deadletters.DeadLetter;
import io.wellhead.transforms.discovery.FoundFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** A file as the pipeline's own step reads it. */
public record FileRead(List<FileEvent> events, List<DeadLetter> failures, FileReading reading) {
  /** Reads it. */
  public static FileRead of(Path file) throws IOException {
    Outputs outputs = new Outputs();
    new ReadFileFn(ChangeFileIO.MOST_BYTES, ChangeFileIO.MOST_KEPT, Clock.systemUTC())
        .read(
            FilePart.whole(new FoundFile(file.toString(), "1", Files.size(file), Instant.EPOCH)),
            outputs);
    return new FileRead(
        outputs.of(ChangeFileIO.EVENTS),
        outputs.of(ChangeFileIO.FAILURES),
        outputs.of(ChangeFileIO.FILES).get(0));
  }
}
