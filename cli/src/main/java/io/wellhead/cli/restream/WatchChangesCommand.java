// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import io.wellhead.cli.CommandContext;
import io.wellhead.cli.options.RoomConverter;
import io.wellhead.restream.EventSocket;
import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.model.DataChange;
import io.wellhead.restream.model.Room;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Prints data changes as the service makes them. */
@Command(
    name = "changes",
    description =
        "Print the service's corrections of stored data as they come; those of before are in 'changes list'.",
    footerHeading = "%nExamples:%n",
    footer = {"  wellhead restream watch changes pad:412 --output json"})
final class WatchChangesCommand extends RestreamOperation {
  @Parameters(
      paramLabel = "ROOM",
      converter = RoomConverter.class,
      description = "pad:ID or site:ID.")
  private Room room;

  @Mixin private WatchOptions watch;

  WatchChangesCommand(CommandContext context) {
    super(context);
  }

  @Override
  void check() {
    watch.check(this);
  }

  @Override
  void run(RestreamClient client) {
    try (EventSocket<DataChange> socket =
        client.dataChangeEvents(room, watch.socket(err()).build())) {
      EventPrinter.print(socket, watch, this, WatchChangesCommand::line);
    }
  }

  private static String line(DataChange change) {
    return "change %d  site %s  %s to %s  %s %s"
        .formatted(
            change.id(),
            change.site(),
            change.startDate(),
            change.endDate(),
            change.modificationType(),
            change.modificationSubtype());
  }
}
