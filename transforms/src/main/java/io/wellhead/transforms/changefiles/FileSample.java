// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changefiles;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.deadletters.ErrorKind;
import io.wellhead.transforms.discovery.FoundFile;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * The beginning of a file, read outside of a pipeline.
 *
 * @param file the file
 * @param format what its first bytes said
 * @param events its first events
 * @param problems what could not be read among them
 */
public record FileSample(
    FoundFile file, String format, List<ChangeEvent> events, List<String> problems) {
  public FileSample {
    events = List.copyOf(events);
    problems = List.copyOf(problems);
  }

  /**
   * Reads it.
   *
   * @param most events, beside those that stand in one block with the last
   * @throws IOException if the file cannot be read, not if it is damaged
   */
  public static FileSample of(FoundFile file, int most) throws IOException {
    List<ChangeEvent> events = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    EventReceiver receiver =
        new EventReceiver() {
          @Override
          public void event(ChangeEvent event, long offset) {
            if (wantsMore()) {
              events.add(event);
            }
          }

          @Override
          public void failure(ErrorKind kind, String message, long offset, byte[] bytes) {
            problems.add(message + " (at " + offset + ")");
          }

          @Override
          public boolean wantsMore() {
            return events.size() < most && problems.size() < most;
          }
        };
    try (SeekableByteChannel channel = ReadFileFn.open(file)) {
      FileFormat format = new ChangeFileReader(ChangeFileIO.MOST_BYTES).read(channel, receiver);
      return new FileSample(file, format.text(), events, problems);
    }
  }
}
