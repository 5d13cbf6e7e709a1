// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import io.wellhead.cli.CommandContext;
import io.wellhead.restream.Event;
import io.wellhead.restream.EventSocket;
import io.wellhead.restream.MalformedDataException;
import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.SocketOptions;
import io.wellhead.restream.model.Room;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import picocli.CommandLine.Mixin;

/** A command that prints a room's events until it is stopped or the limit is reached. */
abstract class WatchEventsCommand<T> extends RestreamOperation {
  private static final Duration POLL = Duration.ofMillis(250);

  @Mixin private RoomParameter room;
  @Mixin private WatchOptions watch;

  WatchEventsCommand(CommandContext context) {
    super(context);
  }

  abstract EventSocket<T> connect(RestreamClient client, Room to, SocketOptions options);

  /** An event as one line for people. */
  abstract String line(T event);

  @Override
  final void check() {
    watch.check(this);
  }

  @Override
  final void run(RestreamClient client) {
    try (EventSocket<T> socket = connect(client, room.get(), watch.socket(err()).build())) {
      print(socket);
    }
  }

  private void print(EventSocket<T> socket) {
    context().stop().listen();
    long lines = 0;
    while (!context().stop().isRaised()
        && !socket.isOver()
        && !watch.isReached(lines)
        && !out().checkError()) {
      Event<T> event = socket.poll(POLL);
      if (event == null) {
        continue;
      }
      try {
        out().println(text(event));
        out().flush();
        lines++;
      } catch (MalformedDataException e) {
        err().println("wellhead: left out: " + e.getMessage());
      }
    }
  }

  private String text(Event<T> event) {
    return watch.isJson()
        ? new String(event.json(), StandardCharsets.UTF_8)
        : Terminal.safe(event.receivedAt() + "  " + line(event.value()));
  }
}
