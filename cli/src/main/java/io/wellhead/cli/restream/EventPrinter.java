// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import io.wellhead.restream.Event;
import io.wellhead.restream.EventSocket;
import io.wellhead.restream.MalformedDataException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;

/** Prints the events of a socket until it is stopped or the limit is reached. */
final class EventPrinter {
  private static final Duration POLL = Duration.ofMillis(250);

  private EventPrinter() {}

  /**
   * @param text an event as one line for people
   */
  static <T> void print(
      EventSocket<T> socket,
      WatchOptions watch,
      RestreamOperation command,
      Function<T, String> text) {
    command.context().stop().listen();
    long lines = 0;
    while (!command.context().stop().isRaised()
        && !socket.isOver()
        && !watch.isReached(lines)
        && !command.out().checkError()) {
      Event<T> event = socket.poll(POLL);
      if (event == null) {
        continue;
      }
      try {
        String line =
            watch.isJson()
                ? new String(event.json(), StandardCharsets.UTF_8)
                : Terminal.safe(event.receivedAt() + "  " + text.apply(event.value()));
        command.out().println(line);
        command.out().flush();
        lines++;
      } catch (MalformedDataException e) {
        command.err().println("wellhead: left out: " + e.getMessage());
      }
    }
  }
}
