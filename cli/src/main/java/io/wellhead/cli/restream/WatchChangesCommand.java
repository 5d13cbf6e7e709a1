// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import io.wellhead.cli.CommandContext;
import io.wellhead.restream.EventSocket;
import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.SocketOptions;
import io.wellhead.restream.model.DataChange;
import io.wellhead.restream.model.Room;
import picocli.CommandLine.Command;

/** Prints data changes as the service makes them. */
@Command(
    name = "changes",
    description =
        "Print the service's corrections of stored data as they come; those of before are in 'changes list'.",
    footerHeading = "%nExamples:%n",
    footer = {"  wellhead restream watch changes pad:412 --output json"})
final class WatchChangesCommand extends WatchEventsCommand<DataChange> {
  WatchChangesCommand(CommandContext context) {
    super(context);
  }

  @Override
  EventSocket<DataChange> connect(RestreamClient client, Room to, SocketOptions options) {
    return client.dataChangeEvents(to, options);
  }

  @Override
  String line(DataChange change) {
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
