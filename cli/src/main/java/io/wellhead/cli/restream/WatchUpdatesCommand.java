// Copyright the Wellhead authors. SPDX-License-Identifier: Apache-2.0
package io.wellhead.cli.restream;

import io.wellhead.cli.CommandContext;
import io.wellhead.restream.EventSocket;
import io.wellhead.restream.RestreamClient;
import io.wellhead.restream.SocketOptions;
import io.wellhead.restream.model.Instance;
import io.wellhead.restream.model.Pad;
import io.wellhead.restream.model.Room;
import io.wellhead.restream.model.Site;
import picocli.CommandLine.Command;

/** Prints updates of a pad or site. */
@Command(
    name = "updates",
    description =
        "Print updates of a pad or site as they come: its state, its stage, its master data.",
    footerHeading = "%nExamples:%n",
    footer = {"  wellhead restream watch updates site:9102"})
final class WatchUpdatesCommand extends WatchEventsCommand<Instance> {
  WatchUpdatesCommand(CommandContext context) {
    super(context);
  }

  @Override
  EventSocket<Instance> connect(RestreamClient client, Room to, SocketOptions options) {
    return client.instanceUpdates(to, options);
  }

  @Override
  String line(Instance instance) {
    String start =
        instance.room().asArgument() + "  " + (instance.name() == null ? "" : instance.name());
    if (instance instanceof Site site) {
      return start + "  state=" + site.currentState() + " stage=" + site.currentStageNumber();
    }
    Pad pad = (Pad) instance;
    return start + "  completed=" + pad.completionDate() + " wireline=" + pad.wirelineEnabled();
  }
}
