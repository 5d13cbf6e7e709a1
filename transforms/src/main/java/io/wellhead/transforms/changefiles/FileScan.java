// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changefiles;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.deadletters.ErrorKind;
import io.wellhead.transforms.discovery.FoundFile;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.function.Consumer;

/** Reads a whole file outside of a pipeline, block by block. */
public final class FileScan {
  private FileScan() {}

  /**
   * Reads it.
   *
   * @param events is given each event
   * @param problems is told of what could not be read, with its place
   * @throws IOException if the file cannot be read, not if it is damaged
   */
  public static void of(FoundFile file, Consumer<ChangeEvent> events, Consumer<String> problems)
      throws IOException {
    EventReceiver receiver =
        new EventReceiver() {
          @Override
          public void event(ChangeEvent event, long offset) {
            events.accept(event);
          }

          @Override
          public void failure(ErrorKind kind, String message, long offset, byte[] bytes) {
            problems.accept(file.uri() + ": " + message + " (at " + offset + ")");
          }
        };
    try (SeekableByteChannel channel = ReadFileFn.open(file)) {
      new ChangeFileReader(ChangeFileIO.MOST_BYTES).read(channel, receiver);
    }
  }
}
