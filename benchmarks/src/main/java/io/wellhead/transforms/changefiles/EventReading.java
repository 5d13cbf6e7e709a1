// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.transforms.changefiles;

import io.wellhead.transforms.changeevents.ChangeEvent;
import io.wellhead.transforms.deadletters.ErrorKind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The reading of a change file without Beam around it, for benchmarks. One thread. */
public final class EventReading {
  private EventReading() {}

  /** Reads all events of a sound file. */
  public static void read(Path file, Consumer<ChangeEvent> events) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      new ChangeFileReader(ChangeFileIO.MOST_BYTES)
          .read(
              channel,
              new EventReceiver() {
                @Override
                public void event(ChangeEvent event, long offset) {
                  events.accept(event);
                }

                @Override
                public void failure(ErrorKind kind, String message, long offset, byte[] bytes) {
                  throw new IllegalStateException(file + " at " + offset + ": " + message);
                }
              });
    }
  }
}
